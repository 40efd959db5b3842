import type { directory as d } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { GeneratedAlways } from 'kysely'
import type { z } from 'zod'

type Kind<S extends z.ZodType> = z.output<S>

/** Rows of the directory; see `migrations/`. A `date` is the text `2022-03-01`, a `search` what `searchText` made. */
export interface Tables {
  committee: {
    id: string
    name: string
    full_name: string
    level: Kind<typeof d.CommitteeLevel>
    district: string
    city: string | null
    province: string | null
    adcode: string | null
    search: string
  }
  body: {
    id: string
    body_kind: d.BodyKind
    name: string
    short_name: string | null
    parent_id: string | null
    term_number: number | null
    formed_on: string
    dissolved_on: string | null
    search: string
  }
  sector: {
    id: string
    name: string
    activity_group: string | null
    defined_on: string
    retired_on: string | null
    search: string
  }
  unit: {
    id: string
    name: string
    short_name: string | null
    unit_kind: Kind<typeof d.UnitKind>
    side: Kind<typeof d.UnitSide>
    superior_id: string | null
    duties: string[]
    registered_on: string
    state: 'active' | 'merged' | 'closed'
    ended_on: string | null
    merged_into_id: string | null
    search: string
  }
  former_name: { thing_id: string; name: string; until: string }
  member: { id: string; registered_at: Date }
  term: {
    member_id: string
    term_number: number
    sector_id: string
    began_on: string
    ended_on: string | null
    ending: Kind<typeof d.TermEnding> | null
  }
  post: {
    id: string
    member_id: string
    body_id: string
    post: d.Post
    began_on: string
    ended_on: string | null
  }
  staff: {
    id: string
    account_id: string | null
    body_id: string | null
    unit_id: string | null
    began_on: string
    ended_on: string | null
  }
  policy: { version: number; stage: 'draft' | 'approved' | 'rejected'; pack: Json<d.PolicyPackData> }
  person: {
    id: string
    kind: 'MEMBER' | 'STAFF'
    name: string
    pinyin: string
    sex: 'MALE' | 'FEMALE' | null
    born_on: string | null
    ethnicity: string | null
    party: string | null
    employer: string | null
    job_title: string | null
    phone: string | null
    email: string | null
    address: string | null
    id_number: string | null
    search: string
  }
  person_correction: {
    id: GeneratedAlways<string>
    person_id: string
    at: Date
    actor: string
    role: string
    field: d.PersonField
    old_value: string | null
    new_value: string | null
    reason: string
  }
}

/** The tables that events alone fill; `person` and `person_correction` are personal and outside every replay. */
export const OWN_TABLES = [
  'committee',
  'body',
  'sector',
  'unit',
  'former_name',
  'member',
  'term',
  'post',
  'staff',
  'policy',
] as const
