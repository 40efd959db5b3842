import type { consultations as c } from '@lianxie/contracts'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Rows about the annual plan; see `migrations/0001-plan.sql`. A `date` is the text `2022-03-01`. */
export interface PlanTables {
  plan: {
    id: string
    year: number
    title: string
    state: c.PlanState
    opened_at: Date
    call_deadline: string | null
    call_notice: string | null
    call_asked: ColumnType<c.AskedParty[], string | undefined, string>
    deliberated_by: c.DeliberatingBody | null
    deliberated_meeting: string | null
    deliberated_on: string | null
    adopted_by: c.AdoptingBody | null
    document_number: string | null
    adopted_on: string | null
    forward_document: string | null
    forwarded_on: string | null
    read_by: string | null
    published_at: Date | null
  }
  plan_opinion: {
    plan_id: string
    unit_id: string
    due: string
    opinion: c.PlanOpinion | null
    text: string | null
    given_at: Date | null
  }
  plan_recipient: {
    plan_id: string
    kind: c.PlanRecipient['kind']
    recipient_id: string
    document_number: string
    forwarded_on: string
    read_by: string | null
    read_at: Date | null
    reminders: Generated<number>
    reminded_at: Date | null
  }
  plan_amendment: {
    id: string
    plan_id: string
    number: number
    adopted_by: c.AdoptingBody
    document_number: string
    decided_on: string
    reason: string
    added_ids: string[]
    changed_ids: string[]
    cancelled_ids: string[]
  }
  plan_item: {
    id: string
    plan_id: string
    year: number
    state: c.ItemState
    state_since: Date
    created_at: Date
    changed_at: Date
    form: c.PlanForm | null
    form_label: string | null
    topic: string
    summary: string | null
    section: string | null
    months: Generated<number[]>
    month_order: GeneratedAlways<number>
    recurrence: c.Recurrence | null
    time_label: string | null
    lead_body_id: string | null
    co_body_ids: Generated<string[]>
    leader_member_id: string | null
    leader_post: string | null
    counterpart_unit_ids: Generated<string[]>
    counterpart_rank: c.CounterpartRank | null
    participant_body_ids: Generated<string[]>
    partner_committees: Generated<string[]>
    source_kind: c.TopicSource['kind'] | null
    source_id: string | null
    proposed_by: string | null
    proposal_reason: string | null
    proposed_late: Generated<boolean>
    merged_into: string | null
    end_reason: string | null
    withheld: Generated<boolean>
    search: string
  }
  known_body: KnownRow
  known_unit: KnownRow
  known_project: AnsweringRow
  known_appraisal: AnsweringRow
  item_joint_link: { compact_id: string; topic_id: string; item_id: string; compact_name: string; title: string }
}

/** What answers an item of the plan: see migrations/0008-supervision.sql and 0009-appraisals.sql. */
interface AnsweringRow {
  id: string
  item_id: string | null
  state: c.PlanItemProjectState
}

interface KnownRow {
  id: string
  name: string
  short_name: string | null
  active: boolean
}

/** What `apply` writes about plans, in an order that satisfies foreign keys. */
export const planOwnTables = [
  'plan',
  'plan_opinion',
  'plan_recipient',
  'plan_amendment',
  'plan_item',
] as const satisfies readonly (keyof PlanTables)[]

/** What reactions write. */
export const foreignTables = [
  'known_body',
  'known_unit',
  'item_joint_link',
  'known_project',
  'known_appraisal',
] as const satisfies readonly (keyof PlanTables)[]
