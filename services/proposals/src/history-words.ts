import { proposals as c } from '@lianxie/contracts'
import type { RecordedEvent, Tx, WaitingLine } from '@lianxie/service-kit'
import type { CaseFact } from './domain/import-fact.ts'
import { namesOfMembers } from './store/history-lines.ts'
import { keepPeople, keepReasons, keepSubjects } from './store/history-words.ts'
import type { Tables } from './store/tables.ts'

type Waiting = readonly WaitingLine<CaseFact>[]

/** 案由、退办理由、提案者: what the events of imported facts do not tell is kept beside them. */
export async function keepHistoryWords(
  tx: Tx<Tables>,
  { importId, events, waiting }: { importId: string; events: readonly RecordedEvent<any>[]; waiting: Waiting },
): Promise<void> {
  const byName = new Map(waiting.map((line) => [line.factName, line.fact]))
  const factBehind = (event: RecordedEvent<any>) => byName.get(event.data.source?.fact)
  await keepSubjects(
    tx,
    events.flatMap((event) => {
      const fact = event.type === c.HistoryProposalReceived.type ? factBehind(event) : undefined
      return fact?.fact === 'proposal-submitted' ? [{ proposalId: event.data.proposalId, subject: fact.title }] : []
    }),
  )
  await keepReasons(
    tx,
    events.flatMap((event) => {
      const fact = event.type === c.HistoryUnitReturned.type ? factBehind(event) : undefined
      return fact?.fact === 'proposal-assignment-returned' && fact.reason !== undefined
        ? [{ event, reason: fact.reason }]
        : []
    }),
  )
  await keepNamed(tx, importId, events, waiting)
}

/** Members that got an id here, by what the file calls them. */
async function keepNamed(
  tx: Tx<Tables>,
  importId: string,
  events: readonly RecordedEvent<any>[],
  waiting: Waiting,
): Promise<void> {
  const isNew = new Set(events.flatMap(({ type, data }) => (type === c.HistoryActorNamed.type ? [data.actorId] : [])))
  const byName = new Map(waiting.map((line) => [line.factName, line.fact]))
  const named = events.flatMap(({ type, data }) => {
    const fact = type === c.HistoryProposalReceived.type ? byName.get(data.source.fact) : undefined
    if (fact?.fact !== 'proposal-submitted' || fact.collective) return []
    const refs = [...new Set(fact.proposers)]
    const ids = [data.lead.id as string, ...(data.cosigners as string[])]
    return ids.flatMap((actorId, i) => (isNew.delete(actorId) ? [{ actorId, ref: refs[i]! }] : []))
  })
  const people = await namesOfMembers(
    tx,
    importId,
    named.map(({ ref }) => ref),
  )
  await keepPeople(
    tx,
    named.map(({ actorId, ref }) => ({ actorId, ref, person: people.get(ref) })),
  )
}
