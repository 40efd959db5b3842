import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { visibleHandling, visibleProposals, visibleReplies } from './visibility.ts'

/** Whether an actor may read something that refers to a file: the file is as open as its most open mention. */
export async function mayReadFile(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  const one = JSON.stringify({ sha256 })
  const many = JSON.stringify([{ sha256 }])
  const { rows } = await sql`
    select where exists (
      select from proposal
      where (proposal.files @> ${many}::jsonb or proposal.sealed_page @> ${one}::jsonb) and ${visibleProposals(actor)})
    or exists (
      select from proposal_reply reply join proposal on proposal.id = reply.proposal_id
      where reply.files @> ${many}::jsonb and ${visibleReplies(actor)})
    or exists (
      select from proposal_assignment unit join proposal on proposal.id = unit.proposal_id
      where unit.opinion_files @> ${many}::jsonb and ${visibleHandling(actor)})`.execute(db)
  return rows.length > 0
}
