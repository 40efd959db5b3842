import { supervision as c } from '@lianxie/contracts'
import type { RecordedEvent, Tx, WaitingLine } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** What a file calls members who have got an id here, which their events do not tell. */
export async function keepMembers(
  tx: Tx<Tables>,
  { events, waiting }: { events: readonly RecordedEvent<any>[]; waiting: readonly WaitingLine<c.HistoryFact>[] },
): Promise<void> {
  const isNew = new Set(
    events.flatMap(({ type, data }) =>
      type === c.HistoryActorNamed.type && data.kind === 'MEMBER' ? [data.actorId] : [],
    ),
  )
  if (isNew.size === 0) return
  const byName = new Map(waiting.map((line) => [line.factName, line.fact]))
  const named = events.flatMap(({ type, data }) => {
    const fact = type === c.HistoryVisitAttended.type ? byName.get(data.source.fact) : undefined
    return fact?.fact === 'supervision-visit' && isNew.delete(data.memberId)
      ? [{ id: data.memberId as string, ref: fact.member }]
      : []
  })
  await sql`
    update history_actor a set ref = w.ref
    from unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ ref }) => ref)}::text[]) as w (id, ref)
    where a.id = w.id`.execute(tx)
}
