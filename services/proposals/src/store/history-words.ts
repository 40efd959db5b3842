import { type RecordedEvent, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'
import { keepSearch } from './words.ts'

/** 案由 of imported proposals, which their events of receipt do not tell. */
export async function keepSubjects(
  tx: Tx<Tables>,
  subjects: readonly { proposalId: string; subject: string }[],
): Promise<void> {
  if (subjects.length === 0) return
  const ids = subjects.map(({ proposalId }) => proposalId)
  const texts = subjects.map(({ subject }) => subject)
  await sql`
    update proposal p set subject = w.subject
    from unnest(${ids}::uuid[], ${texts}::text[]) as w (id, subject)
    where p.id = w.id`.execute(tx)
  await keepSearch(tx, subjects)
  await sql`
    update proposal_text t set subject = w.subject, suggestions = '{}'
    from unnest(${ids}::uuid[], ${texts}::text[]) as w (id, subject)
    where t.proposal_id = w.id and t.version = 1`.execute(tx)
}

/** What the file calls members who have got an id, and their names where it gives them. */
export async function keepPeople(
  tx: Tx<Tables>,
  people: readonly { actorId: string; ref: string; person: string | undefined }[],
): Promise<void> {
  if (people.length === 0) return
  const all = <T>(of: (one: (typeof people)[number]) => T) => people.map(of)
  await sql`
    update history_actor a set ref = w.ref, person = w.person
    from unnest(${all(({ actorId }) => actorId)}::uuid[], ${all(({ ref }) => ref)}::text[],
      ${all(({ person = null }) => person)}::text[]) as w (id, ref, person)
    where a.id = w.id`.execute(tx)
}

/** Words that came with imported facts, kept beside their events. */
export async function keepReasons(
  tx: Tx<Tables>,
  reasons: readonly { event: Pick<RecordedEvent, 'aggregate' | 'aggregateVersion'>; reason: string }[],
): Promise<void> {
  if (reasons.length === 0) return
  await tx
    .insertInto('words')
    .values(
      reasons.map(({ event, reason: text }) => ({
        aggregate: event.aggregate,
        version: event.aggregateVersion,
        field: 'reason',
        text,
      })),
    )
    .execute()
}
