import type { RefusalText } from '../refusal-text.ts'

export const handlingRefusals = {
  'assignment.unit_twice': { status: 422, zh: '同一单位不能重复交办。', en: 'A unit can be assigned once only.' },
  'assignment.no_units': {
    status: 422,
    zh: '立案时未提出建议承办单位，请指明承办单位。',
    en: 'No units were suggested at filing; name them.',
  },
  'assignment.document_missing': {
    status: 422,
    zh: '代录交办须注明交办单位的文号。',
    en: 'Recording an assignment needs the number of the supervising office’s document.',
  },
  'assignment.reply_too_late': {
    status: 422,
    zh: '统一答复日期超过办理最长期限。',
    en: 'The fixed day of the reply lies beyond the longest time for handling.',
  },
  'assignment.decline_open': {
    status: 409,
    zh: '尚有退办未答复，请先答复退办。',
    en: 'A unit’s return is not answered yet.',
  },
  'assignment.answered': {
    status: 409,
    zh: '该单位已签收或已退办。',
    en: 'The unit has accepted or returned it already.',
  },
  'assignment.window_over': {
    status: 409,
    zh: '退办期限已过，视为签收，不得退办。',
    en: 'The window for returning an assignment is over; silence was acceptance.',
  },
  'assignment.not_declined': {
    status: 409,
    zh: '该单位没有待答复的退办。',
    en: 'There is no return of this unit to answer.',
  },
  'assignment.replacement_needed': {
    status: 422,
    zh: '其他单位均已答复，同意退办须同时指明接办单位。',
    en: 'All other units have replied: name the unit that takes over.',
  },
  'assignment.replacement_unfit': {
    status: 422,
    zh: '驳回退办时不能指明接办单位。',
    en: 'A return that is rejected has no unit that takes over.',
  },
  'assignment.not_accepted': { status: 409, zh: '请先签收。', en: 'Accept the assignment first.' },
  'assignment.wrong_role': {
    status: 409,
    zh: '该单位在本案中的承办角色不能进行此操作。',
    en: 'The part that the unit has in this case does not allow this.',
  },
  'assignment.nothing_owed': {
    status: 409,
    zh: '该单位没有此项未办事项。',
    en: 'The unit does not owe this.',
  },
  'handover.refused': {
    status: 422,
    zh: '有的行不能交办，本次交办会全部未生效，请按行修改后重试。',
    en: 'Some lines cannot be assigned, so nothing was; mend them and try again.',
  },

  'plan.too_late': { status: 422, zh: '计划办结日期晚于答复期限。', en: 'The plan ends after the reply is due.' },
  'meeting.unknown_proposer': {
    status: 422,
    zh: '所列人员或机构不是本案提案人。',
    en: 'Some of those named are no proposers of the case.',
  },
  'meeting.before_assignment': {
    status: 422,
    zh: '面商日期不能早于交办日期。',
    en: 'The meeting lies before the assignment.',
  },
  'meeting.answered': { status: 409, zh: '您已答复过该面商记录。', en: 'You have answered this record already.' },
  'message.unit_missing': { status: 422, zh: '请注明以哪个单位的名义发送。', en: 'Say in the name of which unit.' },
  'disagreement.wrong_state': {
    status: 409,
    zh: '该分歧当前不能进行此操作。',
    en: 'The disagreement is in a state in which this cannot be done.',
  },
  'disagreement.one_unit': {
    status: 409,
    zh: '独办案件不存在单位间分歧。',
    en: 'A case with one unit has no disagreement among units.',
  },

  'extension.too_late': {
    status: 409,
    zh: '答复期限已过，不能再申请延期。',
    en: 'The reply is overdue; it is too late for an extension.',
  },
  'extension.not_later': {
    status: 422,
    zh: '延期日期须晚于现答复期限。',
    en: 'The day must lie after the present one.',
  },
  'extension.too_long': {
    status: 422,
    zh: '延期日期超过一次延期或办理最长期限所能到达的日期。',
    en: 'The day lies beyond one extension or the longest time for handling.',
  },
  'extension.at_limit': {
    status: 409,
    zh: '已达办理最长期限，不能再延期。',
    en: 'The longest time for handling is reached.',
  },
  'extension.decided': { status: 409, zh: '该延期申请已有结论。', en: 'This extension was decided already.' },
  'extension.consented': { status: 409, zh: '贵方已同意该延期。', en: 'Your side has consented already.' },

  'reply.class_unknown': {
    status: 422,
    zh: '本地规则中没有这一办理结果类别。',
    en: 'The local rules have no such class of result.',
  },
  'reply.promise_needed': {
    status: 422,
    zh: '正在解决或列入计划的，须写明承诺事项和完成时间。',
    en: 'A matter in progress or planned needs a promise with its day.',
  },
  'reply.promise_unfit': {
    status: 422,
    zh: '该类结果不应有后续承诺。',
    en: 'A result of this class leaves nothing to be promised.',
  },
  'reply.promise_past': { status: 422, zh: '承诺完成日期不能早于今天。', en: 'A promise cannot be due in the past.' },
  'reply.evidence_missing': {
    status: 422,
    zh: '已解决的，须说明办成情况或附佐证材料。',
    en: 'A solved matter needs a word or a file that shows it.',
  },
  'reply.handler_missing': {
    status: 409,
    zh: '请先确定分管领导和承办人。',
    en: 'Say first who of the unit is responsible and who does the work.',
  },
  'reply.plan_missing': {
    status: 409,
    zh: '重点、重要提案须先提交办理方案。',
    en: 'Key and important cases need a plan first.',
  },
  'reply.no_draft': { status: 409, zh: '尚无待处理的答复稿。', en: 'There is no draft of a reply.' },
  'reply.text_changed': {
    status: 409,
    zh: '答复稿已有改动，请阅读最新文本后再操作。',
    en: 'The reply was written anew; read it again first.',
  },
  'reply.countersigned': {
    status: 409,
    zh: '贵单位已对该稿表示意见。',
    en: 'Your unit has answered this version already.',
  },
  'reply.not_countersigned': {
    status: 409,
    zh: '会办单位尚未全部会签。',
    en: 'Not every co-unit has countersigned this version.',
  },
  'reply.head_must_sign': {
    status: 403,
    zh: '重点提案的答复须由单位主要负责人签发。',
    en: 'The head of the unit signs the reply to a key case.',
  },
  'reply.signed': { status: 409, zh: '该稿已签发。', en: 'This version is signed already.' },
  'reply.not_signed': { status: 409, zh: '答复须先由单位领导签发。', en: 'A leader of the unit must sign first.' },
  'reply.reviewed': { status: 409, zh: '该稿已审核。', en: 'This version was reviewed already.' },
  'reply.not_approved': {
    status: 409,
    zh: '答复须先经督查部门审核。',
    en: 'The supervision office must let the reply go first.',
  },
  'reply.class_same': { status: 422, zh: '更改后的类别与原类别相同。', en: 'The class is the same as before.' },
  'reply.reason_missing': {
    status: 422,
    zh: '更改类别或退回答复须说明理由。',
    en: 'A changed class or a reply sent back needs a reason.',
  },
  'reply.no_meeting': {
    status: 409,
    zh: '答复前须与每件原提案的提案人面商。',
    en: 'Somebody of the proposers of each original must be talked with before the reply.',
  },
  'reply.disagreement_open': {
    status: 409,
    zh: '单位之间尚有分歧未解决。',
    en: 'A disagreement among the units is not settled.',
  },
  'reply.not_sent': { status: 409, zh: '该单位尚未送达答复。', en: 'The unit has not sent its reply.' },
  'reply.delivered': { status: 409, zh: '已登记过书面送达。', en: 'The delivery was recorded already.' },
} as const satisfies Record<string, RefusalText>
