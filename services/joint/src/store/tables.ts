import type { proposals } from '@lianxie/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Json } from '@lianxie/service-kit'
import type { OwnLevelReport } from '../domain/supervision-level.ts'

export interface JointTables {
  compact: {
    compact_id: string
    name: string
    members: string[]
    file: string
    signed_by: string[]
    stage: 'SIGNING' | 'IN_FORCE'
    hub_url: string | null
    created_at: Date
  }
  draft: {
    audience: string[] | null
    draft_id: string
    compact_id: string
    kind: string
    content: string
    content_hash: string
    state: 'PREPARED' | 'RELEASED' | 'DISCARDED'
    prepared_by: string
    prepared_at: Date
    entry_id: string | null
    closed_at: Date | null
  }
  alarm: {
    alarm_id: string
    compact_id: string
    what: string
    code: string
    blamed: string | null
    blamed_as: 'carrier' | 'author' | null
    entry_id: string | null
    raised_at: Date
    closed_at: Date | null
    finding: string | null
  }
  told: { key: string; told_at: Date }
  recovery_order: {
    order_id: string
    compact_id: string
    reason: string
    ordered_by: string
    ordered_at: Date
    confirmed_by: string | null
    entry_id: string | null
  }
  entry: {
    position: Generated<string>
    compact_id: string
    entry_id: string
    committee: string
    generation: number
    seq: number
    carrier: string
    raw: Buffer
    key: string
    signature: Buffer
    opened: Buffer | null
    stored_at: Generated<Date>
  }
  compact_lock: { compact_id: string }
  outbox: { compact_id: string; entry_id: string; position: Generated<string> }
  rejection: {
    id: Generated<string>
    compact_id: string
    entry_id: string | null
    reason: string
    party: string
    party_as: string
    at: Generated<Date>
  }
  heard: { compact_id: string; committee: string; at: Date }
  attendance_list: { draft_id: string; salt: string; people: Json<unknown>; kept_until: Date }
  known_policy: { version: number; pack: Json<unknown> }
  plan_item: { item_id: string; plan_id: string; year: number; title: string; adopted: boolean }
  unit: { unit_id: string; name: string; active: boolean }
  keyed_proposal: { proposal_id: string; joint_key: string }
  own_result: {
    proposal_id: string
    case_id: string
    result_class: proposals.ResultClass
    replied_on: string
    round: number
  }
  own_level_report: {
    template_id: string
    project_id: string
    revision: number
    content: ColumnType<Omit<OwnLevelReport, 'templateId' | 'textSha256'>, string, string>
    text_sha256: string | null
  }
}
