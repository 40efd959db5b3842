import type { HistoryLineError } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { Database, Tx } from '../tables.ts'
import type { HistoryKind, StagedFact, WaitingLine } from './kind.ts'
import { history } from './tables.ts'

/** A line that is not imported. One that is needs no note: it lies before the place which the import has reached. */
export interface JudgedLine {
  seq: number
  status: 'KNOWN' | 'WRONG'
  errors?: HistoryLineError[]
}

/** A staged fact, numbered in the order of the file. */
export type NumberedFact = StagedFact & { seq: number }

/** Puts lines of a file where they wait. */
export async function insertLines(db: Database<any>, importId: string, lines: readonly NumberedFact[]): Promise<void> {
  const rows = lines.map(({ factName: fact_name, ...row }) => ({ ...row, fact_name }))
  await sql`
    insert into history_line (import_id, seq, line, status, at, rank, name, ref, fact, fact_name, digest, errors)
    select ${importId}, seq, line, status, at, rank, name, ref, fact, fact_name, digest, errors
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (seq integer, line integer, status text,
      at timestamptz, rank smallint, name text, ref text, fact jsonb, fact_name text, digest text, errors jsonb)`.execute(
    db,
  )
}

/**
 * Numbers the lines that can be imported: case by case, so that a row is written once for all that is told of it, and
 * those of a case in the order of time.
 */
export async function placeLines(db: Database<any>, importId: string, cases: HistoryKind['cases']): Promise<void> {
  await sql`
    with line as (
      select l.seq, l.at, l.rank, c.case_ref
      from history_line l join (${cases(importId)}) c on c.seq = l.seq
      where l.import_id = ${importId} and l.status = 'READY'
    ), begun as (
      select *, min(at) over (partition by case_ref) as begun_at from line
    ), placed as (
      select seq, row_number() over (order by begun_at, case_ref, at, rank, seq) as place from begun
    )
    update history_line set place = placed.place
    from placed where history_line.import_id = ${importId} and history_line.seq = placed.seq`.execute(db)
}

/** The next lines behind a place that are ready. */
export async function waitingLines(
  db: Database<any>,
  importId: string,
  after: number,
  limit: number,
): Promise<WaitingLine[]> {
  const rows = await history(db)
    .selectFrom('history_line')
    .select(['seq', 'line', 'place', 'fact', 'fact_name', 'digest'])
    .where('import_id', '=', importId)
    .where('place', '>', after)
    .where('status', '=', 'READY')
    .orderBy('place')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    line: row.line,
    place: row.place!,
    fact: row.fact!,
    factName: row.fact_name!,
    digest: row.digest!,
  }))
}

/** Notes which lines are not imported, and why. */
export async function noteJudged(db: Database<any>, importId: string, judged: readonly JudgedLine[]): Promise<void> {
  if (judged.length === 0) return
  const all = <T>(of: (one: JudgedLine) => T) => judged.map(of)
  await sql`
    update history_line l set status = j.status, errors = j.errors
    from unnest(${all(({ seq }) => seq)}::int[], ${all(({ status }) => status)}::text[],
      ${all(({ errors = [] }) => JSON.stringify(errors))}::jsonb[]) as j (seq, status, errors)
    where l.import_id = ${importId} and l.seq = j.seq`.execute(db)
}

/** Forgets what the lines of a file hold, once its import is over. */
export const forgetFacts = (tx: Tx<any>, importId: string): Promise<unknown> =>
  history(tx)
    .updateTable('history_line')
    .set({ fact: null })
    .where('import_id', '=', importId)
    .where('fact', 'is not', null)
    .execute()

/** Deletes the files whose time is over; one that is being imported stays. */
export const purgeFiles = (db: Database<any>, now: Date): Promise<unknown> =>
  history(db)
    .deleteFrom('history_file')
    .where('expires_at', '<=', now)
    .where('import_id', 'not in', (eb) => eb.selectFrom('history_import').select('id').where('state', '=', 'RUNNING'))
    .execute()
