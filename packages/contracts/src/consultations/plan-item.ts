import { z } from 'zod'
import { CommitteeId, Id, line, text } from '../primitives.ts'

/**
 * 形式: the forms of a plan item, after `domain.md` §2.2 and the printed plans of 2022. The first group are consultations,
 * the second work together with other committees, the third are the committee's other yearly work.
 */
export const PLAN_FORMS = {
  PLENARY: { zh: '全体会议', en: 'plenary session' },
  STANDING_THEMATIC: { zh: '专题议政性常委会议', en: 'thematic meeting of the standing committee' },
  CHAIRPERSONS: { zh: '主席会议协商', en: "consultation at the chairpersons' meeting" },
  THEMATIC: { zh: '专题协商', en: 'thematic consultation' },
  COUNTERPART: { zh: '对口协商', en: 'counterpart consultation' },
  SECTOR: { zh: '界别协商', en: 'sector consultation' },
  PROPOSAL_HANDLING: { zh: '提案办理协商', en: 'consultation on the handling of proposals' },
  FACE_TO_FACE: { zh: '面对面协商', en: 'face-to-face consultation' },
  REMOTE: { zh: '远程协商', en: 'remote consultation' },
  ONLINE: { zh: '网络议政', en: 'online consultation' },
  DEMOCRATIC_FORUM: { zh: '民主议政会', en: 'democratic forum' },
  GOVERNMENT_BRIEFING: { zh: '政情交流会', en: 'government briefing' },
  GRASSROOTS: { zh: '基层协商', en: 'grassroots consultation' },

  JOINT: { zh: '联动协商', en: 'joint consultation' },
  JOINT_RESEARCH: { zh: '联合调研', en: 'joint research' },
  JOINT_SUPERVISION: { zh: '联动民主监督', en: 'joint supervision' },
  JOINT_INSPECTION: { zh: '委员联合视察', en: 'joint inspection' },

  RESEARCH: { zh: '调研', en: 'research' },
  INSPECTION: { zh: '视察', en: 'inspection' },
  SUPERVISION: { zh: '民主监督', en: 'democratic supervision' },
  APPRAISAL: { zh: '民主评议', en: 'democratic appraisal' },
  PROPOSAL_SUPERVISION: { zh: '提案督办领办', en: 'supervision of key proposals' },
  STUDY: { zh: '学习', en: 'study' },
  TRAINING: { zh: '培训', en: 'training' },
  BRIEFING: { zh: '情况通报会', en: 'briefing' },
  MEETING: { zh: '会议', en: 'meeting' },
  VISIT: { zh: '走访', en: 'visit' },
  SECTOR_ACTIVITY: { zh: '界别活动、专委会特色工作', en: 'activity of sectors or special committees' },
  PUBLICATION: { zh: '文史编纂', en: 'culture and history publication' },
  INSTITUTION_BUILDING: { zh: '平台建设', en: 'building of venues and institutions' },
  EVALUATION: { zh: '履职评价', en: 'evaluation of duties' },
} as const
export type PlanForm = keyof typeof PLAN_FORMS
export const PlanForm = z.enum(Object.keys(PLAN_FORMS) as [PlanForm, ...PlanForm[]]).meta({ id: 'PlanForm' })

/** 议题状态: where a plan item stands, from the suggested topic to the end of tracking (`domain.md` §2.2). */
export const ITEM_STATES = {
  PROPOSED: { zh: '待研究', en: 'suggested' },
  SHORTLISTED: { zh: '列入草案', en: 'shortlisted' },
  PLAN_ADOPTED: { zh: '未开始', en: 'adopted, not begun' },
  SCHEDULED: { zh: '已排期', en: 'scheduled' },
  RESEARCHING: { zh: '调研中', en: 'in research' },
  SESSION_HELD: { zh: '已协商', en: 'session held' },
  OUTCOME_DRAFTED: { zh: '成果起草', en: 'outcome drafted' },
  OUTCOME_APPROVED: { zh: '成果已审议', en: 'outcome approved' },
  SUBMITTED: { zh: '已报送', en: 'submitted' },
  INSTRUCTED: { zh: '已批示', en: 'instructed' },
  ADOPTED: { zh: '已采纳', en: 'accepted' },
  PARTLY_ADOPTED: { zh: '部分采纳', en: 'partly accepted' },
  NOT_ADOPTED: { zh: '未采纳', en: 'not accepted' },
  IMPLEMENTED: { zh: '已落实', en: 'implemented' },
  TRACKED: { zh: '已跟踪', en: 'tracked' },
  CLOSED: { zh: '办结', en: 'closed' },
  DECLINED: { zh: '未列入计划', en: 'not taken up' },
  MERGED: { zh: '已并入', en: 'merged' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
  CANCELLED: { zh: '调整取消', en: 'cancelled by amendment' },
} as const
export type ItemState = keyof typeof ITEM_STATES
export const ItemState = z.enum(Object.keys(ITEM_STATES) as [ItemState, ...ItemState[]]).meta({ id: 'ItemState' })

/** 年度协商计划的阶段. */
export const PLAN_STATES = {
  DRAFTING: { zh: '拟订中', en: 'being drafted' },
  COLLECTING: { zh: '征集选题', en: 'collecting topics' },
  CONSULTING: { zh: '征求意见', en: 'consulting the government side' },
  DELIBERATING: { zh: '提请审议', en: 'before the leading bodies' },
  DELIBERATED: { zh: '报请党委审定', en: 'before the party committee' },
  ADOPTED: { zh: '已审定', en: 'adopted' },
  FORWARDED: { zh: '已批转', en: 'forwarded' },
} as const
export type PlanState = keyof typeof PLAN_STATES
export const PlanState = z.enum(Object.keys(PLAN_STATES) as [PlanState, ...PlanState[]]).meta({ id: 'PlanState' })

/** 周期: how often an item comes back in its year, when it does. */
export const RECURRENCES = {
  ONGOING: { zh: '常态化', en: 'ongoing' },
  MONTHLY: { zh: '每月', en: 'monthly' },
  ODD_MONTHS: { zh: '逢单月', en: 'every odd month' },
  EVEN_MONTHS: { zh: '逢双月', en: 'every even month' },
  QUARTERLY: { zh: '每季度', en: 'quarterly' },
  HALF_YEARLY: { zh: '每半年', en: 'half-yearly' },
  REGULAR: { zh: '定期', en: 'regularly' },
} as const
export type Recurrence = keyof typeof RECURRENCES
export const Recurrence = z.enum(Object.keys(RECURRENCES) as [Recurrence, ...Recurrence[]]).meta({ id: 'Recurrence' })

/** 党政领导层级: who faces the members in a face-to-face consultation. */
export const COUNTERPART_RANKS = {
  PARTY_SECRETARY: { zh: '党委书记', en: 'secretary of the party committee' },
  GOVERNMENT_HEAD: { zh: '政府主要领导', en: 'head of government' },
  DEPUTY_GOVERNMENT_HEAD: { zh: '政府分管领导', en: 'deputy head of government' },
  BUREAU_HEAD: { zh: '部门负责人', en: 'head of a bureau' },
} as const
export type CounterpartRank = keyof typeof COUNTERPART_RANKS
export const CounterpartRank = z
  .enum(Object.keys(COUNTERPART_RANKS) as [CounterpartRank, ...CounterpartRank[]])
  .meta({ id: 'CounterpartRank' })

/** Who suggested a topic: a body, a unit or a member by id, or one of the sides that have no id here. */
export const TopicSource = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('BODY'), id: Id }),
    z.strictObject({ kind: z.literal('UNIT'), id: Id }),
    z.strictObject({ kind: z.literal('MEMBER'), id: Id }),
    z.strictObject({ kind: z.enum(['PARTY_COMMITTEE', 'GOVERNMENT', 'OFFICE', 'PUBLIC']) }),
  ])
  .meta({ id: 'TopicSource' })
export type TopicSource = z.infer<typeof TopicSource>

/** A list in which nothing is said twice. */
const distinct = <S extends z.ZodType>(item: S, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((all) => new Set(all).size === all.length)

const ids = distinct(Id, 50).default([])

/** What a plan says of an item. Ids are of the directory: bodies, units, members. */
export const itemDetails = {
  form: PlanForm,
  /** 议题, or the work itself where the item has no topic. */
  topic: line(200),
  /** The committee's own name of the form, “有事好商量”. */
  formLabel: line(40).optional(),
  summary: text(2000).optional(),
  /** The part of the printed plan, 二.5. */
  section: line(40).optional(),
  /** Months of the plan's year, 1 to 12; empty when the plan leaves the time open. */
  months: distinct(z.int().min(1).max(12), 12).default([]),
  recurrence: Recurrence.optional(),
  /** The printed time where months cannot say it: 第一次常委会议. */
  timeLabel: line(40).optional(),
  /** 承办: the body or office in charge. */
  leadBodyId: Id.optional(),
  coBodyIds: ids,
  /** 牵头领导 as a member of the directory, or as a post: 分管副主席. Never a name. */
  leaderMemberId: Id.optional(),
  leaderPost: line(40).optional(),
  /** 政府方面: the units that take part. */
  counterpartUnitIds: ids,
  counterpartRank: CounterpartRank.optional(),
  /** 参加党派团体、界别. */
  participantBodyIds: ids,
  partnerCommittees: distinct(CommitteeId, 20).default([]),
}
export const ItemDetails = z.strictObject(itemDetails).meta({ id: 'ItemDetails' })
export type ItemDetails = z.infer<typeof ItemDetails>
