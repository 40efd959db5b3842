import { z } from 'zod'
import { CommitteeId, Id, line, text } from '../primitives.ts'

/**
 * 形式: the forms of a plan item, after `domain.md` §2.2 and the printed plans of 2022. The first group are consultations,
 * the second work together with other committees, the third are the committee's other yearly work.
 */
export const PlanForm = z
  .enum([
    'PLENARY', // 全体会议
    'STANDING_THEMATIC', // 专题议政性常委会
    'CHAIRPERSONS', // 主席会议协商
    'THEMATIC', // 专题协商
    'COUNTERPART', // 对口协商
    'SECTOR', // 界别协商
    'PROPOSAL_HANDLING', // 提案办理协商
    'FACE_TO_FACE', // 面对面协商
    'REMOTE', // 远程协商
    'ONLINE', // 网络议政
    'DEMOCRATIC_FORUM', // 民主议政会
    'GOVERNMENT_BRIEFING', // 政情交流会、情况通报会
    'GRASSROOTS', // 基层协商（有事好商量、民生议事堂）

    'JOINT', // 联动协商
    'JOINT_RESEARCH', // 联合调研
    'JOINT_SUPERVISION', // 联动民主监督
    'JOINT_INSPECTION', // 委员联合视察

    'RESEARCH', // 调研
    'INSPECTION', // 视察
    'SUPERVISION', // 民主监督
    'APPRAISAL', // 民主评议
    'KEY_PROPOSAL', // 重点提案督办领办
    'STUDY', // 学习
    'TRAINING', // 培训
    'MEETING', // 会议、联席会议
    'VISIT', // 走访
    'SECTOR_ACTIVITY', // 界别活动、专委会特色工作
    'CULTURE_HISTORY', // 文史编纂
    'VENUE_BUILDING', // 平台建设（三位一体）
    'DUTY_EVALUATION', // 履职评价
  ])
  .meta({ id: 'PlanForm' })
export type PlanForm = z.infer<typeof PlanForm>

/** 议题状态: where a plan item stands, from the proposed topic to the end of tracking (`domain.md` §2.2). */
export const ItemState = z
  .enum([
    'PROPOSED', // 已征集
    'SHORTLISTED', // 列入计划草案
    'PLAN_ADOPTED', // 计划已审定
    'SCHEDULED', // 已排期
    'RESEARCHING', // 调研中
    'SESSION_HELD', // 已协商
    'OUTCOME_DRAFTED', // 成果起草
    'OUTCOME_APPROVED', // 成果已审议
    'SUBMITTED', // 已报送
    'INSTRUCTED', // 已批示
    'ADOPTED', // 采纳
    'PARTLY_ADOPTED', // 部分采纳
    'NOT_ADOPTED', // 未采纳
    'IMPLEMENTED', // 已落实
    'TRACKED', // 已跟踪
    'CLOSED', // 办结
    'DECLINED', // 未列入计划
    'MERGED', // 并入其他议题
    'WITHDRAWN', // 撤回
    'CANCELLED', // 经原审定机关调整取消
  ])
  .meta({ id: 'ItemState' })
export type ItemState = z.infer<typeof ItemState>

/** 年度协商计划的阶段. */
export const PlanState = z
  .enum([
    'DRAFTING', // 拟订中
    'COLLECTING', // 征集选题中
    'CONSULTING', // 征求政府等方面意见
    'DELIBERATING', // 提请主席会议、党组审议
    'DELIBERATED', // 审议通过，报请党委审定
    'ADOPTED', // 党委审定
    'FORWARDED', // 已批转
  ])
  .meta({ id: 'PlanState' })
export type PlanState = z.infer<typeof PlanState>

/** 周期: how often an item comes back in its year, when it does. */
export const Recurrence = z
  .enum(['ONGOING', 'MONTHLY', 'ODD_MONTHS', 'EVEN_MONTHS', 'QUARTERLY', 'HALF_YEARLY', 'REGULAR'])
  .meta({ id: 'Recurrence' })
export type Recurrence = z.infer<typeof Recurrence>

/** 党政领导层级: who faces the members in a face-to-face consultation. */
export const CounterpartRank = z
  .enum(['PARTY_SECRETARY', 'GOVERNMENT_HEAD', 'DEPUTY_GOVERNMENT_HEAD', 'BUREAU_HEAD'])
  .meta({ id: 'CounterpartRank' })
export type CounterpartRank = z.infer<typeof CounterpartRank>

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
