import type { CommandDefinition } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { RecordedEvent } from '../append-events.ts'
import { type DecideContext, handle, type Handler } from '../handle.ts'
import { defineJob, type JobDefinition, schedule } from '../jobs.ts'
import type { Tx } from '../tables.ts'
import { cancelHistoryImport, type HistoryChunk, importHistoryChunk, startHistoryImport } from './decide.ts'
import type { FileSettings, HistoryKind, WaitingLine } from './kind.ts'
import { noteOf } from './preview.ts'
import { history } from './tables.ts'
import { forgetFacts, noteJudged, waitingLines } from './waiting-lines.ts'

/** Facts that one transaction takes in. */
const CHUNK = 500

const onImport = ({ importId }: { importId: string }) => `history-import/${importId}`

const fileOf = (tx: Tx<any>, importId: string) =>
  history(tx).selectFrom('history_file').selectAll().where('import_id', '=', importId).executeTakeFirst()
const runOf = (tx: Tx<any>, importId: string) =>
  history(tx).selectFrom('history_import').selectAll().where('id', '=', importId).executeTakeFirst()

/** 历史导入: what is asked of an import, and the job that takes in one part after the other. */
export interface HistoryImports {
  handlers: Handler<any, any, any>[]
  job: JobDefinition
}

/**
 * Makes the commands of an import of past years (confirm, stop, take in a part) and its job. Each part is done in a transaction
 * of its own, which schedules the next; a crash leaves whole parts, and the job.
 */
export function historyImports(kind: HistoryKind): HistoryImports {
  const { contracts: c, importers: allow } = kind
  const job = defineJob(`${kind.context}.import-history`, c.ImportHistoryChunk.schema, (_tx, part, context) =>
    context.execute(c.ImportHistoryChunk as CommandDefinition, part),
  )
  const plan = (tx: Tx<any>, part: { importId: string; after: number }, now: Date) =>
    schedule(tx, job, part, { at: now, key: part.importId })
  const handlers = [
    handle(c.StartHistoryImport, {
      allow,
      target: onImport,
      load: loadStart,
      decide: (loaded, command, context) => startHistoryImport(c, loaded, command, context),
      also: (tx, { importId }, _events, { now }) => plan(tx, { importId, after: 0 }, now),
    }),
    handle(c.CancelHistoryImport, {
      allow,
      target: onImport,
      load: async (tx: Tx<any>, { importId }) => ({ run: await runOf(tx, importId) }),
      decide: (loaded, command) => cancelHistoryImport(c, loaded, command),
      also: (tx, { importId }) => forgetFacts(tx, importId).then(() => undefined),
    }),
    handle(c.ImportHistoryChunk, {
      allow: ['SYSTEM'],
      target: onImport,
      load: (tx: Tx<any>, command) => loadChunk(tx, kind, command),
      decide: (loaded, command, context) => importHistoryChunk(kind, loaded, command, context),
      // Its facts happened when the file says.
      occurredAt: ({ data }) => {
        const { occurredAt } = data as { occurredAt?: string }
        return occurredAt === undefined ? undefined : new Date(occurredAt)
      },
      also: async (tx, { importId }, events, context, loaded) => {
        const after = await settleChunk(tx, kind, importId, events, context, loaded)
        if (after !== undefined) await plan(tx, { importId, after }, context.now)
      },
    }),
  ]
  return { handlers, job }
}

async function loadStart(tx: Tx<any>, { importId }: { importId: string }) {
  // Whoever starts an import sees whether another one runs.
  await sql`select pg_advisory_xact_lock(hashtextextended('history import', 0))`.execute(tx)
  const file = await fileOf(tx, importId)
  const running = await history(tx)
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
}

type LoadedChunk = HistoryChunk & { waiting: readonly WaitingLine[] }

async function loadChunk(
  tx: Tx<any>,
  kind: HistoryKind,
  { importId, after }: { importId: string; after: number },
): Promise<LoadedChunk> {
  const run = await runOf(tx, importId)
  const file = await fileOf(tx, importId)
  const waiting = run?.state === 'RUNNING' ? await waitingLines(tx, importId, after, CHUNK) : []
  const book = kind.emptyBook()
  const region = file?.region ?? ''
  await kind.fillBook(tx, book, region, waiting)
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
    // The columns that only this service has are among those of the row.
    context: { region, settings: (file ?? {}) as unknown as FileSettings },
    judged: [],
  }
}

/** What the events do not tell is kept beside them; answers behind which place the next part begins. */
async function settleChunk(
  tx: Tx<any>,
  kind: HistoryKind,
  importId: string,
  events: readonly RecordedEvent<any>[],
  { now }: DecideContext,
  { waiting, judged }: LoadedChunk,
): Promise<number | undefined> {
  if (judged.length < waiting.length) return undefined
  const notes = waiting.flatMap(({ seq }, i) => {
    const one = judged[i]!
    return one.outcome === 'IMPORTED' ? [] : [{ seq, ...noteOf(one) }]
  })
  await noteJudged(tx, importId, notes)
  await kind.keep?.(tx, { importId, events, waiting })
  if (!events.some(({ type }) => type === kind.contracts.HistoryImportFinished.type)) return waiting.at(-1)?.place
  await forgetFacts(tx, importId)
  await kind.ended?.(tx, now)
  return undefined
}
