import type { Actor, Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { visibleAppraisals } from './appraisals.ts'
import { ownProposals, seesAll, visibleHandling, visibleProposals, visibleReplies } from './visibility.ts'

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
      where unit.opinion_files @> ${many}::jsonb and ${visibleHandling(actor)})
    or exists (
      select from promise_report report join proposal_promise promise on promise.id = report.promise_id
        join proposal on proposal.id = promise.proposal_id
      where report.files @> ${many}::jsonb and ${followsUp(actor)})
    or exists (
      select from proposal_upgrade upgrade join proposal on proposal.id = upgrade.proposal_id
      where upgrade.files @> ${many}::jsonb and ${followsUp(actor)})
    or exists (
      select from proposal_supervision held join proposal on proposal.id = held.proposal_id
      where held.files @> ${many}::jsonb and ${followsUp(actor)})
    or exists (
      select from look_back_item item join proposal on proposal.id = item.proposal_id
      where item.files @> ${many}::jsonb and ${followsUp(actor)})
    or exists (
      select from appraisal_entry entry join appraisal on appraisal.id = entry.appraisal_id
      where entry.files @> ${many}::jsonb and ${visibleAppraisals(actor)})`.execute(db)
  return rows.length > 0
}

/** What comes after a reply is for who works on the case, for the offices, and for its proposers. */
const followsUp = (actor: Actor): RawBuilder<boolean> =>
  seesAll(actor.role) ? visibleProposals(actor) : sql<boolean>`(${visibleHandling(actor)} or ${ownProposals(actor)})`
