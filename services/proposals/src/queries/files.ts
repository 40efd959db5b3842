import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { visibleProposals } from './visibility.ts'

/** Whether an actor may read something that refers to a file: the file is as open as its most open mention. */
export async function mayReadFile(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  const one = JSON.stringify({ sha256 })
  const many = JSON.stringify([{ sha256 }])
  const { rows } = await sql`
    select where exists (
      select from proposal
      where (proposal.files @> ${many}::jsonb or proposal.sealed_page @> ${one}::jsonb) and ${visibleProposals(actor)})`.execute(
    db,
  )
  return rows.length > 0
}
