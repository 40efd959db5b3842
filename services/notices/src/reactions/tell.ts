import { createHash } from 'node:crypto'
import { type Envelope, notices as n } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { ReactionContext, Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { type Concerned, holders } from './holders.ts'

export type Heard = ReactionContext & { envelope: Envelope }

/** What somebody who comes later, or a service that was added later, is not told of any more. */
const STALE_MS = 14 * 86_400_000
/** Recipients of one event. */
const TOGETHER = 500

export interface Occasion {
  kind: n.NoticeKind
  thing: n.NoticeThing
  whom: Concerned
  dueAt?: string | undefined
}

/**
 * 告知: tells those whom an event concerns, but not whoever brought it about. Heard of twice it is told once; what is old or was
 * imported as history is told to nobody.
 */
export async function tell(tx: Tx<Tables>, { envelope, ...context }: Heard, occasion: Occasion): Promise<void> {
  if (envelope.provenance === 'imported') return
  const { id, time, actor } = envelope
  await tellOnce(tx, context, { ...occasion, occasionId: id, happenedAt: time, by: actor })
}

export async function tellOnce(
  tx: Tx<Tables>,
  { now, execute }: Pick<ReactionContext, 'now' | 'execute'>,
  occasion: Occasion & { occasionId: string; happenedAt: string; by?: string },
): Promise<void> {
  const { kind, thing, whom, dueAt, occasionId, happenedAt, by } = occasion
  if (now.getTime() - Date.parse(happenedAt) > STALE_MS) return
  const found = await holders(tx, kind, whom, shanghaiDate(now))
  const recipients = found.filter(({ accountId }) => accountId !== by && n.RecipientId.safeParse(accountId).success)
  // Once for nobody too: the committee's own robots tell of it, whether or not anybody has an account.
  for (let from = 0; from === 0 || from < recipients.length; from += TOGETHER) {
    await execute(n.RaiseNotices, {
      raisingId: raisingIdOf(occasionId, kind, thing.id, from),
      kind,
      thing,
      ...(dueAt !== undefined && { dueAt }),
      happenedAt,
      recipients: recipients.slice(from, from + TOGETHER),
      forOffice: from === 0,
    })
  }
}

/**
 * The same occasion has the same id, whenever it is heard of: a UUID of version 8, which is a hash. One event may tell of
 * several things, as of all proposals of a merged case.
 */
export function raisingIdOf(occasionId: string, kind: n.NoticeKind, thingId: string, from = 0): string {
  const hash = createHash('sha256').update(`${occasionId} ${kind} ${thingId} ${from}`).digest('hex')
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  return parts.join('-')
}
