import { proposals as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, type RecordedEvent, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import {
  cancelHistoryImport,
  type HistoryChunk,
  importHistoryChunk,
  startHistoryImport,
} from './domain/history-import.ts'
import { IMPORTERS } from './history-importers.ts'
import { planHistoryChunk } from './history-jobs.ts'
import { noteOf } from './history-preview.ts'
import { planLikeness } from './likeness-jobs.ts'
import { emptyBook, fillBook } from './store/history-book.ts'
import { forgetFacts, namesOfMembers, noteJudged, type WaitingLine, waitingLines } from './store/history-lines.ts'
import { keepPeople, keepReasons, keepSubjects } from './store/history-words.ts'
import type { Tables } from './store/tables.ts'

/** Facts that one transaction takes in. */
const CHUNK = 500

const onImport = ({ importId }: { importId: string }) => `history-import/${importId}`

const fileOf = (tx: Tx<Tables>, importId: string) =>
  tx.selectFrom('history_file').selectAll().where('import_id', '=', importId).executeTakeFirst()
const runOf = (tx: Tx<Tables>, importId: string) =>
  tx.selectFrom('history_import').selectAll().where('id', '=', importId).executeTakeFirst()

/** 历史导入. */
export const historyHandlers: Handler<any, any, any>[] = [
  handle(c.StartHistoryImport, {
    allow: IMPORTERS,
    target: onImport,
    load: async (tx: Tx<Tables>, { importId }) => {
      // Whoever starts an import sees whether another one runs.
      await sql`select pg_advisory_xact_lock(hashtextextended('history import', 0))`.execute(tx)
      const file = await fileOf(tx, importId)
      const running = await tx
        .selectFrom('history_import')
        .select('id')
        .where('state', '=', 'RUNNING')
        .executeTakeFirst()
      const { sha256, lines, by_status: counts } = file ?? {}
      return {
        state: (await runOf(tx, importId))?.state,
        othersRun: running !== undefined && running.id !== importId,
        file: file && {
          importId,
          region: file.region,
          format: file.format,
          expiresAt: file.expires_at,
          ...(sha256 &&
            lines && { found: { sha256, lines, ready: counts?.['READY'] ?? 0, wrong: counts?.['WRONG'] ?? 0 } }),
        },
      }
    },
    decide: startHistoryImport,
    also: (tx, { importId }, _events, { now }) => planHistoryChunk(tx, { importId, after: 0 }, now),
  }),
  handle(c.CancelHistoryImport, {
    allow: IMPORTERS,
    target: onImport,
    load: async (tx: Tx<Tables>, { importId }) => ({ run: await runOf(tx, importId) }),
    decide: cancelHistoryImport,
    also: (tx, { importId }) => forgetFacts(tx, importId).then(() => undefined),
  }),
  handle(c.ImportHistoryChunk, {
    allow: ['SYSTEM'],
    target: onImport,
    load: loadChunk,
    decide: importHistoryChunk,
    // Its facts happened when the file says.
    occurredAt: ({ data }) => {
      const { occurredAt } = data as { occurredAt?: string }
      return occurredAt === undefined ? undefined : new Date(occurredAt)
    },
    also: settleChunk,
  }),
]

type LoadedChunk = HistoryChunk & { waiting: readonly WaitingLine[] }

async function loadChunk(
  tx: Tx<Tables>,
  { importId, after }: { importId: string; after: number },
): Promise<LoadedChunk> {
  const run = await runOf(tx, importId)
  const file = await fileOf(tx, importId)
  const waiting = run?.state === 'RUNNING' ? await waitingLines(tx, importId, after, CHUNK) : []
  const book = emptyBook()
  const region = file?.region ?? ''
  await fillBook(tx, book, region, waiting)
  const { term_number: termNumber, session_number: sessionNumber } = file ?? {}
  return {
    run,
    waiting,
    lines: waiting.map(({ fact, line, place, factName, digest }) => ({
      fact,
      place,
      source: { sha256: file!.sha256!, line, fact: factName, digest },
    })),
    isLast: waiting.length < CHUNK,
    book,
    context: {
      region,
      session: { termNumber: termNumber ?? undefined, sessionNumber: sessionNumber ?? undefined },
    },
    judged: [],
  }
}

/** What the events do not tell is kept beside them, and the next part follows. */
async function settleChunk(
  tx: Tx<Tables>,
  { importId }: { importId: string },
  events: readonly RecordedEvent<any>[],
  { now }: DecideContext,
  { waiting, judged }: LoadedChunk,
): Promise<void> {
  if (judged.length < waiting.length) return
  const notes = waiting.flatMap(({ seq }, i) => {
    const one = judged[i]!
    return one.outcome === 'IMPORTED' ? [] : [{ seq, ...noteOf(one) }]
  })
  await noteJudged(tx, importId, notes)
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
  const ended = events.some(({ type }) => type === c.HistoryImportFinished.type)
  if (ended) {
    await forgetFacts(tx, importId)
    // What was imported is found by who writes about the same from then on.
    await planLikeness(tx, now)
  } else if (waiting.length > 0) await planHistoryChunk(tx, { importId, after: waiting.at(-1)!.place }, now)
}

/** Members that got an id here, by what the file calls them. */
async function keepNamed(
  tx: Tx<Tables>,
  importId: string,
  events: readonly RecordedEvent<any>[],
  waiting: readonly WaitingLine[],
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
