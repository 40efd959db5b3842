import { supervision } from '@lianxie/contracts'
import { z } from 'zod'
import { APPRAISAL_ITEMS, APPRAISAL_OPTIONS, AppraisalOptionRules } from './appraisal-lists.ts'
import {
  COLLECTIVE_KINDS,
  CollectiveKindRules,
  PROPOSAL_CATEGORIES,
  PROPOSAL_STAGES,
  ProposalCategoryRules,
  ProposalStages,
} from './proposal-lists.ts'
import { days, months, Term, workingDays } from './term.ts'
import type { Text } from './text.ts'

/** Where a rule or a number was read. `design` and `memory` are no sources: a choice of the product, and common knowledge. */
export const SOURCES = {
  design: 'a choice of the product; no published rule was found',
  memory: 'common practice, not read in a published rule',
  CHONGYI: 'xyhldwt.com, 崇义县政协提案办理, 2013-08',
  CITY08: 'fsou.net 17010450, a city rule on handling proposals, 2008',
  CPPCC97: 'cppcc.gov.cn/2011/09/06/ARTI1315304517625125, national handling rule of 1997',
  BJ24: 'cn.bg3.co, 北京市政协提案工作条例, 2024: sectors may propose all year',
  ASSIGN30: 'crsrw.com/falvzixun/80792, on assigning after the plenary',
  FSOU: 'ask.fsou.com 17139085, a local rule on consultation',
  FUXIAN: 'sxfxzx2.gov.cn 1035, 富县政协提案工作: seals and signatures',
  FUYANG: 'fyzx.gov.cn/zxgk/gzzd/101118991, 富阳政协提案工作',
  'GZ-INFO': 'gzzx.gov.cn t20190118_87535, 社情民意信息',
  'GZ-REG': 'code.fabao365.com/law_581143, a regional regulation on handling proposals',
  'HD-3WD': 'fymate.net 16927300, a district rule on handling proposals',
  HECHI: '河池政协提案系统, design description of 2026',
  HKZX: '虹口政协履职通, program text',
  JY22: 'jiangyin.gov.cn/doc/2022/09/19/1074286: 16 of 311',
  MINCE: 'wm114.cn/wen/166/331845, 民主测评办法',
  'NPC-CITY': 'fymate.net 16888405, a city rule on deputies’ suggestions',
  'NPC-OLD': 'fymate.net 17322749, a rule on deputies’ suggestions',
  'NPC-PROV': 'fymate.net 16870457, a provincial rule on deputies’ suggestions',
  PROV: 'fymate.net 16808760, a provincial rule on handling proposals',
  RECORD15: 'yanjianggao.wang 103865, 备案审查 within 15 days',
  RECORD30: 'fymate.net 16834312, 备案审查 within 30 days',
  PLAN000: '000_f01518fbf9c430e4.txt, 吴江政协要点, 2022: 提立办督',
  PLAN001: '001_efef3912cff790a1.txt, 江阴政协, 2022-08: 提立交办督评',
  PLAN002: '002_714d1e92f4d6b7c4.txt, 吴兴政协综述, 2022: township groups propose',
  PLAN003: '003_6caed2ceaeebe703.txt, a city’s plan of 2022',
  REG18: 'm.flt365.com, 全国委员会提案工作条例, 2018',
  THEPAPER: '6773257.com/newsDetail_forward_22031207, copy of 澎湃: collective proposals',
  TL20: 'tlszx.gov.cn, 铜陵市政协提案工作, 2020',
  WJ22: 'wjzx.gov.cn/2024-05-27/143242: 15 of 245, and town committees propose',
  YULIN: 'yulin.gov.cn/zcwj/yzbd/t8706881, 榆林市提案办理',
  ZJFISH: 'fsou.com 17275468, a provincial rule on handling proposals: meetings with proposers',
} as const
export type SourceMark = keyof typeof SOURCES

/** 本地规则: one local number with the product's default, the range in which real committees set it, and where that was read. */
export interface PolicyRule<S extends z.ZodType = z.ZodType> {
  name: Text
  schema: S
  default: z.infer<S>
  /** What real rules say: a range, both ends included, or the alternatives in use. Absent when none was found. */
  seen?: { least: z.infer<S>; most: z.infer<S> } | { oneOf: readonly z.infer<S>[] }
  sources: readonly SourceMark[]
  /** For terms: whether the date lies after its anchor or before it. */
  counted?: 'after' | 'before'
}

const count = z.int().min(1).max(100_000)
const share = z.number().gt(0).lt(1)

/** Every local rule by its key. Limits are inclusive; shares are parts of one. */
export const POLICY_RULES = {
  'proposal.subjectMaxChars': between(
    count,
    50,
    20,
    50,
    ['TL20', 'HECHI'],
    '提案案由字数上限',
    'characters of a subject',
  ),
  'proposal.bodyMaxChars': between(
    count,
    3000,
    1500,
    9000,
    ['TL20', 'HECHI'],
    '提案正文字数上限',
    'characters of a body',
  ),
  'proposal.maxSuggestions': between(count, 5, 3, 3, ['TL20'], '提案建议条数上限', 'suggestions in one proposal'),
  'proposal.sessionWindowBefore': term(
    months(3),
    'same',
    ['FUYANG'],
    '大会提案征集起点',
    'start of the session window',
    'before',
  ),
  'proposal.cosignDays': term(days(7), null, ['HKZX', 'design'], '附议期限', 'cosigning'),
  'proposal.assignDue': term(days(30), 'same', ['ASSIGN30'], '全会后交办期限', 'assignment after the plenary'),
  'proposal.unitReturnDays': term(
    workingDays(7),
    [workingDays(3), days(10)],
    ['HD-3WD', 'YULIN', 'CITY08', 'ASSIGN30', 'CPPCC97'],
    '退办期限，逾期视为签收',
    'return by a unit; silence is acceptance',
  ),
  'proposal.returnAnswerDue': term(days(7), 'same', ['GZ-REG'], '退办答复期限', 'answer to a unit’s return'),
  'proposal.coUnitOpinionDue': term(months(1), 'same', ['CITY08'], '会办意见期限', 'opinion of a co-unit'),
  'proposal.firstContactDue': term(
    workingDays(15),
    'same',
    ['CHONGYI'],
    '首次联系提案人期限',
    'first contact with the proposer',
  ),
  'proposal.replyDue': term(months(3), [months(2), months(3)], ['PROV', 'HD-3WD'], '答复期限', 'reply from assignment'),
  'proposal.extension': term(months(1), 'same', ['CITY08'], '延期时长', 'one extension'),
  'proposal.absoluteMax': term(
    { ...months(6), dayOff: 'keep' },
    'same',
    ['PROV'],
    '办理最长期限',
    'longest handling in all',
  ),
  'proposal.feedbackDue': term(workingDays(15), 'same', ['CHONGYI'], '反馈意见期限', 'feedback on a reply'),
  'proposal.rehandleDue': term(months(1), 'same', ['NPC-OLD'], '再办理期限', 'rehandling'),
  'proposal.maxRehandlings': rule(z.int().min(0).max(10), 2, ['design'], '再办理次数上限', 'rounds of rehandling'),
  'proposal.resultScheme': alternatives(
    ['ABCD', 'ABC', 'three-way'],
    ['PROV', 'WJ22', 'JY22'],
    '办理结果分类',
    'classes of results',
  ),
  'proposal.feedbackScheme': alternatives(
    ['satisfied-basically-dissatisfied', 'satisfied-understands-dissatisfied', 'agree-understand-reserve-disagree'],
    ['HKZX', 'design'],
    '满意度选项',
    'options of the feedback form',
  ),
  'proposal.keyShare': between(
    share,
    0.05,
    16 / 311,
    15 / 245,
    ['JY22', 'WJ22'],
    '重点提案比例',
    'share of key proposals',
  ),
  'proposal.collectiveKinds': rule(
    CollectiveKindRules,
    COLLECTIVE_KINDS,
    ['REG18', 'THEPAPER', 'FUXIAN', 'BJ24', 'PLAN002', 'WJ22'],
    '集体提案类别',
    'kinds of collective proposals',
  ),
  'proposal.categories': rule(
    ProposalCategoryRules,
    PROPOSAL_CATEGORIES,
    ['memory'],
    '提案类别',
    'classes of proposals',
  ),
  'proposal.stages': rule(
    ProposalStages,
    PROPOSAL_STAGES.nine,
    ['design', 'PLAN001', 'PLAN000'],
    '提案工作阶段',
    'stages shown to people',
  ),
  'proposal.meetingRequired': rule(
    z.boolean(),
    true,
    ['ZJFISH'],
    '答复前须有面商记录',
    'a recorded meeting with the proposer before a reply',
  ),
  'proposal.followUpEvery': term(
    months(3),
    null,
    ['design'],
    '承诺事项跟踪办理周期',
    'follow-up of what a reply promised',
  ),
  'proposal.keyVoteQuorum': rule(
    share,
    0.5,
    ['design'],
    '重点提案票选须超过的参投比例',
    'share of those asked that votes on key proposals must exceed',
  ),
  'consult.noticeDue': term(workingDays(15), 'same', ['FSOU'], '协商通知提前量', 'notice of a session', 'before'),
  'consult.materialDue': term(workingDays(10), 'same', ['FSOU'], '协商材料提前量', 'material for a session', 'before'),
  'consult.minutesDue': term(workingDays(7), 'same', ['FSOU'], '纪要报送期限', 'minutes after a session'),
  'consult.suggestionFeedbackDue': term(
    months(3),
    [months(1), months(3)],
    ['memory'],
    '意见建议书面反馈期限',
    'written feedback on each suggestion',
  ),
  'venue.minSessionsPerYear': between(
    count,
    2,
    2,
    2,
    ['PLAN003'],
    '协商平台年度最少场次',
    'sessions of a venue a year',
  ),
  'info.maxChars': between(
    count,
    1500,
    1500,
    1500,
    ['GZ-INFO'],
    '社情民意信息字数上限',
    'characters of opinion information',
  ),
  'studio.firstReply': term(workingDays(3), null, ['design'], '工作室首次回复期限', 'first reply of a studio'),
  'studio.finalReply': term(workingDays(10), null, ['design'], '工作室办结期限', 'final reply of a studio'),
  'supervision.rectifyDue': term(days(30), null, ['design'], '问题整改期限', 'rectification of an issue'),
  'supervision.disputeDue': term(
    workingDays(7),
    null,
    ['design'],
    '问题异议期限，逾期视为签收',
    'dispute of an issue; silence is acceptance',
  ),
  'supervision.lookBackAfter': term(
    months(3),
    null,
    ['design'],
    '销号后回头看间隔',
    'look-back after an issue was verified',
  ),
  'supervision.appraisalWeights': rule(
    z
      .strictObject({ satisfied: z.int().max(100), basically: z.int(), dissatisfied: z.int().min(0) })
      .refine(
        ({ satisfied, basically, dissatisfied }) => satisfied > basically && basically > dissatisfied,
        'a better answer must weigh more',
      ),
    { satisfied: 100, basically: 80, dissatisfied: 40 },
    ['design'],
    '民主评议计分权重',
    'weights of appraisal answers',
  ),
  'supervision.appraisalQuorum': between(
    share,
    0.5,
    0.5,
    0.5,
    ['MINCE'],
    '评议到会须超过的比例',
    'share of those entitled that attendance must exceed',
  ),
  'supervision.appraisalOptions': rule(
    AppraisalOptionRules,
    APPRAISAL_OPTIONS,
    ['design', 'MINCE'],
    '民主评议等次',
    'options of an appraisal ballot',
  ),
  'supervision.appraisalItems': rule(
    supervision.AppraisalItems,
    APPRAISAL_ITEMS,
    ['design'],
    '民主评议项目和权重',
    'items of an appraisal and their weights',
  ),
  'supervision.appraisalRanked': rule(z.boolean(), false, ['design'], '评议结果是否排名', 'whether units are ranked'),
  'supervision.minimumCount': rule(count, 5, ['design'], '公布结果的最少票数', 'fewest ballots or answers of a result'),
  'suggestion.assignDue': term(
    workingDays(5),
    'same',
    ['NPC-CITY'],
    '代表建议交办期限',
    'assignment of a deputy’s suggestion',
  ),
  'suggestion.replyDue': term(months(3), 'same', ['NPC-PROV', 'NPC-OLD'], '代表建议答复期限', 'answer to a suggestion'),
  'suggestion.max': term(
    { ...months(6), dayOff: 'keep' },
    'same',
    ['NPC-PROV', 'NPC-OLD'],
    '代表建议最长期限',
    'longest handling of a suggestion',
  ),
  'suggestion.secondReplyDue': term(
    months(1),
    'same',
    ['NPC-OLD'],
    '代表建议再次答复期限',
    'second answer to a suggestion',
  ),
  'congress.recordSubmitDue': term(
    days(30),
    [days(15), days(30)],
    ['RECORD15', 'RECORD30'],
    '规范性文件报备期限',
    'submission for record review',
  ),
  'congress.votePass': rule(
    share,
    0.5,
    ['design'],
    '满意度测评通过须超过的比例',
    'share of all members that satisfied and basically must exceed',
  ),
  'ballot.candidateSurplus': rule(share, 0.2, ['memory'], '票决差额比例', 'surplus of candidates in a ballot'),
  'joint.confirmDue': term(
    days(30),
    null,
    ['design'],
    '联动议题确认期限，逾期失效',
    'confirming a joint topic; it lapses',
  ),
  'joint.countersignDue': term(
    workingDays(15),
    null,
    ['design'],
    '联动纪要会签期限，逾期失效',
    'countersigning a joint record; it lapses',
  ),
  'joint.followUpEvery': term(
    months(3),
    [months(3), months(6)],
    ['design'],
    '联动任务跟踪周期',
    'follow-up of joint tasks',
  ),
  'deadline.signal': rule(
    z
      .strictObject({ yellow: z.int().max(365), orange: z.int().min(0) })
      .refine(({ yellow, orange }) => yellow > orange, 'yellow must begin before orange'),
    { yellow: 30, orange: 10 },
    ['design'],
    '亮灯天数',
    'days left at which the light changes',
  ),
  'deadline.reminders': rule(
    z.array(z.int().min(-365).max(365)).max(10),
    [-30, -10, -3, 1],
    ['design'],
    '催办提醒，相对到期日的天数',
    'reminders, in days from the last day',
  ),
} as const satisfies Record<string, PolicyRule>
export type PolicyKey = keyof typeof POLICY_RULES
export type TermKey = { [K in PolicyKey]: (typeof POLICY_RULES)[K] extends { counted: string } ? K : never }[PolicyKey]
export const POLICY_KEYS = Object.keys(POLICY_RULES) as PolicyKey[]

function rule<S extends z.ZodType>(
  schema: S,
  initial: z.infer<S>,
  sources: readonly SourceMark[],
  zh: string,
  en: string,
) {
  return { name: { zh, en }, schema, default: initial, sources } satisfies PolicyRule<S>
}

function between<S extends z.ZodType<number>>(
  schema: S,
  initial: z.infer<S>,
  least: z.infer<S>,
  most: z.infer<S>,
  sources: readonly SourceMark[],
  zh: string,
  en: string,
) {
  return { ...rule(schema, initial, sources, zh, en), seen: { least, most } } satisfies PolicyRule<S>
}

/** The first alternative is the default. */
function alternatives<const T extends readonly [string, ...string[]]>(
  options: T,
  sources: readonly SourceMark[],
  zh: string,
  en: string,
) {
  const schema = z.enum(options as unknown as [T[number], ...T[number][]])
  const initial = options[0] as z.infer<typeof schema>
  return { ...rule(schema, initial, sources, zh, en), seen: { oneOf: options as readonly z.infer<typeof schema>[] } }
}

function term(
  initial: Term,
  seen: readonly [Term, Term] | 'same' | null,
  sources: readonly SourceMark[],
  zh: string,
  en: string,
  counted: 'after' | 'before' = 'after',
) {
  const range = seen === 'same' ? { least: initial, most: initial } : seen && { least: seen[0], most: seen[1] }
  return { ...rule(Term, initial, sources, zh, en), counted, ...(range && { seen: range }) } satisfies PolicyRule<
    typeof Term
  >
}
