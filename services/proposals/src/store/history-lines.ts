import type { Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** 同案: the ready lines of a file by their case, a case with its originals. */
export const casesOf = (importId: string): RawBuilder<unknown> => sql`
  select l.seq, coalesce(m.into_ref, l.ref) as case_ref
  from history_line l left join (
    select distinct on (ref) ref, fact->>'into' as into_ref from history_line
    where import_id = ${importId} and status = 'READY' and name = 'proposal-merged' order by ref, at
  ) m using (ref)
  where l.import_id = ${importId} and l.status = 'READY'`

/** 委员姓名 where the file gives them, by what it calls the members. */
export async function namesOfMembers(
  db: Database<Tables>,
  importId: string,
  refs: readonly string[],
): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map()
  const { rows } = await sql<{ ref: string; person: string }>`
    select ref, fact->>'name' as person from history_line
    where import_id = ${importId} and name = 'member-joined' and ref = any(${refs}::text[]) and fact is not null`.execute(
    db,
  )
  return new Map(rows.map(({ ref, person }) => [ref, person]))
}
