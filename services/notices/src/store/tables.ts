import type { identity as i, notices as n } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { Generated } from 'kysely'

/** See `migrations`. A `date` is the text `2022-03-01`. */
interface OwnTables {
  raising: {
    id: string
    kind: n.NoticeKind
    thing_of: n.NoticeThing['of']
    thing_id: string
    due_at: Date | null
    raised_at: Date
  }
  notice: {
    id: string
    raising_id: string
    account_id: string
    role: i.GrantableRole
    raised_at: Date
    read_at: Date | null
  }
  recipient: {
    account_id: string
    muted: Json<{ way: n.NoticeWay; kind: n.NoticeKind }[]>
    digest_at: number | null
    quiet_from: number | null
    quiet_until: number | null
    codes_asked: Date[]
    mail: Generated<string | null>
    pending_mail: Generated<string | null>
    code: Generated<string | null>
    code_until: Generated<Date | null>
  }
  robot: {
    id: string
    account_id: string | null
    vendor: n.RobotVendor
    label: string | null
    kinds: n.NoticeKind[]
    added_at: Date
    url: Generated<string | null>
    secret: Generated<string | null>
  }
}

interface ForeignTables {
  known_grant: {
    id: string
    account_id: string
    role: i.GrantableRole
    member_id: string | null
    unit_ids: string[]
    from_on: string
    until_on: string
  }
  known_stopped: { account_id: string }
  known_thing: { of: n.NoticeThing['of']; id: string; title: string }
  known_proposal: {
    id: string
    lead_member_id: string | null
    lead_body_id: string | null
    cosigner_ids: Generated<string[]>
  }
  known_assignment: { proposal_id: string; unit_id: string; role: string }
  known_session: { id: string; announced: boolean }
  known_invitee: {
    session_id: string
    id: string
    kind: 'MEMBER' | 'UNIT'
    came: Generated<boolean | null>
    answered_version: Generated<number | null>
  }
  known_task: { id: string; compact_id: string; unit_id: string | null; due_on: string | null; open: boolean }
}

export interface DeliveryRow {
  id: string
  way: n.NoticeWay
  purpose: 'NOTICE' | 'CODE' | 'HELLO'
  raising_id: string | null
  notice_id: string | null
  account_id: string | null
  robot_id: string | null
  letter_id: string
  state: Generated<n.DeliveryState>
  tries: Generated<number>
  made_at: Date
  next_at: Date
  /** When it was first to go out; null for what ended before this was kept. */
  first_due_at: Date | null
  ended_at: Date | null
  error: string | null
  /** 租约 of whoever is sending it. */
  lease: Generated<string | null>
  leased_until: Generated<Date | null>
  unsure: Generated<number>
}

export type Tables = OwnTables & ForeignTables & { delivery: DeliveryRow }

/** What `apply` writes, in an order that satisfies foreign keys. */
export const ownTables = ['raising', 'notice', 'recipient', 'robot'] as const
/** What reactions write. */
export const foreignTables = [
  'known_grant',
  'known_stopped',
  'known_thing',
  'known_proposal',
  'known_assignment',
  'known_session',
  'known_invitee',
  'known_task',
] as const
/** How people are reached: what no event carries. */
export const personalColumns = {
  recipient: ['mail', 'pending_mail', 'code', 'code_until'],
  robot: ['url', 'secret'],
} as const
