import type { FileRef, supervision as c } from '@lianxie/contracts'
import type { Deadline } from '@lianxie/contracts'
import type { PolicyPack } from '@lianxie/policy'
import type { Json, KnownCommittee, KnownMember, KnownUnit } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'

type Files = ColumnType<FileRef[], string | undefined, string>
/** What PostgreSQL works out of other columns. */
type Computed<T> = ColumnType<T, never, never>
type Origin = Generated<'LIVE' | 'IMPORTED'>

/** Rows of projects, groups, visits and findings; see `migrations/0001-supervision.sql`. A `date` is the text `2022-03-01`. */
export interface CoreTables {
  project: {
    id: string
    state: c.ProjectState
    state_since: Date
    created_at: Date
    origin: Origin
    form: c.SupervisionForm
    topic: string
    level: c.SupervisionLevel
    year: number
    starts_on: string | null
    ends_on: string | null
    unit_ids: string[]
    lead_body_id: string | null
    plan_item_id: string | null
    indicators: ColumnType<c.Indicator[], string | undefined, string>
    decided_on: string | null
    consented_on: string | null
    search: string
    /** Of migrations/0009-level.sql. */
    template_id: Generated<string | null>
  }
  supervision_group: {
    id: string
    kind: c.SupervisionGroupKind
    name: string
    unit_id: string | null
    body_id: string | null
    leader_id: string
    from_on: string
    until_on: string
    ended_on: string | null
    formed_at: Date
    is_synthetic: Generated<boolean>
    ended_by: c.GroupEndCause | null
    changed_on: string | null
    search: Generated<string>
  }
  group_member: { group_id: string; member_id: string; from_on: string; until_on: string | null }
  project_group: { project_id: string; group_id: string }
  visit: {
    id: string
    project_id: string
    group_id: string | null
    kind: c.VisitKind
    state: 'PLANNED' | 'HELD' | 'CANCELLED'
    origin: Origin
    place: string | null
    unit_ids: Generated<string[]>
    starts_at: Date | null
    held_at: Date | null
    recorded_at: Date | null
    sha256: string | null
    files: Files
    notes: string | null
    planned_sha256: string | null
    recorded_sha256: string | null
  }
  visit_participant: { visit_id: string; member_id: string }
  issue_list: {
    id: string
    project_id: string
    year: number
    number: number
    approved_on: string
    sent_at: Date
  }
  finding: {
    id: string
    project_id: string
    visit_id: string | null
    group_id: string | null
    origin: Origin
    state: c.FindingState
    state_since: Date
    severity: c.Severity
    subject: string
    unit_id: string
    raised_at: Date
    raised_by: string
    raised_by_member: string | null
    sha256: string
    fact: string | null
    basis: string | null
    suggestion: string | null
    search: string | null
    files: Files
    list_id: string | null
    position: number | null
    listed_at: Date | null
    deadline: ColumnType<Deadline | null, string | null | undefined, string | null>
    due_at: Date | null
    accepted_at: Date | null
    disputed_at: Date | null
    rechecked_at: Date | null
    recheck: 'UPHELD' | 'DROPPED' | null
    round: Generated<number>
    rectified_at: Date | null
    verified_at: Date | null
    verified_by: string | null
    reopened: Generated<number>
    look_back_due: string | null
    looked_back_at: Date | null
    look_back: 'HOLDS' | 'RELAPSED' | null
    raised_sha256: string | null
    rectify_term: ColumnType<c.RectifyTerm | null, string | null | undefined, string | null>
    dispute_due_at: Date | null
    printed_list: number | null
    told_late: boolean | null
    look_back_waived: Generated<boolean>
    found_on: Computed<string>
    listed_on: Computed<string | null>
    verified_on: Computed<string | null>
  }
  words: { aggregate: string; version: number; field: string; text: string }
  stored_file: { sha256: string; size: string; media_type: string; uploaded_at: Date; uploaded_by: string }
  known_body: { id: string; name: string; is_sector: boolean; active: boolean }
  known_unit: KnownUnit
  known_member: KnownMember
  known_policy: { version: number; pack: Json<PolicyPack> }
  known_committee: KnownCommittee
  known_plan_item: { id: string; plan_id: string; year: number; form: string; topic: string; active: boolean }
}

/** What `apply` writes, in an order that satisfies foreign keys. */
export const coreOwnTables = [
  'project',
  'supervision_group',
  'group_member',
  'project_group',
  'visit',
  'visit_participant',
  'issue_list',
  'finding',
] as const satisfies readonly (keyof CoreTables)[]

/** What reactions write. */
export const coreForeignTables = [
  'known_body',
  'known_unit',
  'known_member',
  'known_policy',
  'known_committee',
  'known_plan_item',
] as const satisfies readonly (keyof CoreTables)[]

/** Words that no event carries. */
export const coreWordColumns = {
  visit: ['notes'],
  finding: ['fact', 'basis', 'suggestion', 'search'],
} as const
