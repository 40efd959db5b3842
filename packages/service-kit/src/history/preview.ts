import { Refusal } from '@lianxie/contracts'
import type { Actor } from '../actor.ts'
import type { Runtime } from '../runtime.ts'
import type { HistoryKind, HistoryUpload, Judged } from './kind.ts'
import { errorOf } from './lines.ts'
import { history } from './tables.ts'
import {
  insertLines,
  type JudgedLine,
  noteJudged,
  type NumberedFact,
  placeLines,
  purgeFiles,
  waitingLines,
} from './waiting-lines.ts'

const KEPT_DAYS = 7
/** Lines that one statement puts there, and that are judged without a pause. */
const BATCH = 500

/**
 * 历史导入预览: keeps the facts of a file for its import and judges each as the import would. Nothing
 * is imported. Answers the id of the preview; a file that is refused leaves nothing behind.
 */
export async function previewHistory(
  runtime: Runtime<any>,
  kind: HistoryKind,
  actor: Actor,
  upload: HistoryUpload,
): Promise<string> {
  const db = history(runtime.db)
  const now = runtime.clock.now()
  const importId = runtime.newId()
  const { region, settings, format } = upload
  await purgeFiles(db, now)
  await db
    .insertInto('history_file')
    .values({
      import_id: importId,
      region,
      ...settings,
      format,
      uploaded_at: now,
      uploaded_by: actor.id,
      expires_at: new Date(now.getTime() + KEPT_DAYS * 86_400_000),
      ignored_columns: '[]',
    })
    .execute()
  try {
    const counted = await keepFacts(db, importId, upload)
    if (counted.lines === 0) throw new Refusal('history.empty')
    await placeLines(db, importId, kind.cases)
    const { judged, creates, completes } = await judgeFile(runtime, kind, importId, upload, now)
    const { sha256, rows, ignored } = upload.end()
    const byStatus = { ...counted.byStatus, ...judged }
    await db
      .updateTable('history_file')
      .set({
        sha256,
        lines: rows ?? counted.lines,
        by_status: JSON.stringify(byStatus),
        by_fact: JSON.stringify(counted.byFact),
        ignored_columns: JSON.stringify(ignored),
        creates,
        completes,
      })
      .where('import_id', '=', importId)
      .execute()
    return importId
  } catch (error) {
    await db.deleteFrom('history_file').where('import_id', '=', importId).execute()
    throw error
  }
}

type Db = ReturnType<typeof history>
type Counts = Record<string, number>

async function keepFacts(db: Db, importId: string, { facts }: HistoryUpload) {
  const [byStatus, byFact]: Counts[] = [{}, {}]
  let seq = 0
  let batch: NumberedFact[] = []
  for await (const fact of facts) {
    seq += 1
    batch.push({ ...fact, seq })
    add(byStatus!, fact.status)
    // Of what is wrong or unknown a file may hold any number of names.
    if (fact.name !== undefined && (fact.name in byFact! || Object.keys(byFact!).length < 100)) add(byFact!, fact.name)
    if (batch.length < BATCH) continue
    await insertLines(db, importId, batch)
    batch = []
  }
  if (batch.length > 0) await insertLines(db, importId, batch)
  return { byStatus: byStatus!, byFact: byFact!, lines: seq }
}

const add = (counts: Counts, name: string) => (counts[name] = (counts[name] ?? 0) + 1)

/** Goes through the file as the import will, and throws the events away. */
async function judgeFile(
  { db, newId }: Runtime<any>,
  kind: HistoryKind,
  importId: string,
  { region, settings }: HistoryUpload,
  now: Date,
) {
  const book = kind.emptyBook()
  const created = new Set<string>()
  const completed = new Set<string>()
  const counts: Counts = { READY: 0, KNOWN: 0, WRONG: 0 }
  for (let after = 0; ;) {
    const lines = await waitingLines(db, importId, after, BATCH)
    if (lines.length === 0) break
    after = lines.at(-1)!.place
    await kind.fillBook(db, book, region, lines)
    const notes: JudgedLine[] = []
    for (const { seq, line, fact, factName, digest } of lines) {
      const source = { sha256: NO_HASH, line, fact: factName, digest }
      const judged = kind.judge(book, { fact, source }, { region, settings, now, newId })
      if (judged.outcome === 'IMPORTED') {
        add(counts, 'READY')
        if (kind.creates(judged.events)) created.add(judged.subjectId)
        else if (!created.has(judged.subjectId)) completed.add(judged.subjectId)
      } else {
        add(counts, judged.outcome)
        notes.push({ seq, ...noteOf(judged) })
      }
    }
    await noteJudged(db, importId, notes)
  }
  const { n } = await history(db)
    .selectFrom('history_line')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('import_id', '=', importId)
    .where('status', '=', 'WRONG')
    .executeTakeFirstOrThrow()
  return { judged: { ...counts, WRONG: Number(n) }, creates: created.size, completes: completed.size }
}

/** The hash of the file is known at its end; what is judged before is not kept. */
const NO_HASH = '0'.repeat(64)

/** What is noted of a line that is not imported. */
export const noteOf = (judged: Exclude<Judged, { outcome: 'IMPORTED' }>): Omit<JudgedLine, 'seq'> =>
  judged.outcome === 'KNOWN' ? { status: 'KNOWN' } : { status: 'WRONG', errors: [errorOf(judged.code, judged.field)] }
