import type { proposals as c } from '@lianxie/contracts'
import type { Database, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

/** A line that waits: its fact, and where it stands among the others. */
export interface WaitingLine {
  seq: number
  line: number
  place: number
  fact: Exclude<c.HistoryFact, { fact: 'member-joined' }>
  factName: string
  digest: string
}

/** A line that is not imported. One that is needs no note: it lies before the place which the import has reached. */
export interface JudgedLine {
  seq: number
  status: 'KNOWN' | 'WRONG'
  errors?: c.HistoryLineError[]
}

/** A line as it is put there, numbered in the order of the file. */
export interface NewLine {
  seq: number
  line: number
  status: c.HistoryLineStatus
  at?: Date
  rank?: number
  name?: string
  ref?: string
  fact?: c.HistoryFact
  factName?: string
  digest?: string
  errors: c.HistoryLineError[]
}

/** Puts lines of a file where they wait. */
export async function insertLines(db: Database<Tables>, importId: string, lines: readonly NewLine[]): Promise<void> {
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
 * those of a case with its originals in the order of time.
 */
export async function placeLines(db: Database<Tables>, importId: string): Promise<void> {
  await sql`
    with line as (
      select seq, at, rank, coalesce(m.into_ref, l.ref) as case_ref
      from history_line l left join (
        select distinct on (ref) ref, fact->>'into' as into_ref from history_line
        where import_id = ${importId} and status = 'READY' and name = 'proposal-merged' order by ref, at
      ) m using (ref)
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
  db: Database<Tables>,
  importId: string,
  after: number,
  limit: number,
): Promise<WaitingLine[]> {
  const rows = await db
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
    fact: row.fact as WaitingLine['fact'],
    factName: row.fact_name!,
    digest: row.digest!,
  }))
}

/** Notes which lines are not imported, and why. */
export async function noteJudged(db: Database<Tables>, importId: string, judged: readonly JudgedLine[]): Promise<void> {
  if (judged.length === 0) return
  const all = <T>(of: (one: JudgedLine) => T) => judged.map(of)
  await sql`
    update history_line l set status = j.status, errors = j.errors
    from unnest(${all(({ seq }) => seq)}::int[], ${all(({ status }) => status)}::text[],
      ${all(({ errors = [] }) => JSON.stringify(errors))}::jsonb[]) as j (seq, status, errors)
    where l.import_id = ${importId} and l.seq = j.seq`.execute(db)
}

/** 委员姓名 where the file gives them, by what it calls the members. */
export async function namesOfMembers(
  tx: Tx<Tables>,
  importId: string,
  refs: readonly string[],
): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map()
  const { rows } = await sql<{ ref: string; person: string }>`
    select ref, fact->>'name' as person from history_line
    where import_id = ${importId} and name = 'member-joined' and ref = any(${refs}::text[]) and fact is not null`.execute(
    tx,
  )
  return new Map(rows.map(({ ref, person }) => [ref, person]))
}

/** Forgets what the lines of a file hold, once its import is over. */
export const forgetFacts = (tx: Tx<Tables>, importId: string): Promise<unknown> =>
  tx
    .updateTable('history_line')
    .set({ fact: null })
    .where('import_id', '=', importId)
    .where('fact', 'is not', null)
    .execute()

/** Deletes the files whose time is over; one that is being imported stays. */
export const purgeFiles = (db: Database<Tables>, now: Date): Promise<unknown> =>
  db
    .deleteFrom('history_file')
    .where('expires_at', '<=', now)
    .where('import_id', 'not in', (eb) => eb.selectFrom('history_import').select('id').where('state', '=', 'RUNNING'))
    .execute()
