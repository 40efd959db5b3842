import { type Actor, filesThat, type ReadableFiles } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { visibleAppraisals } from './appraisals.ts'
import { ownProposals, readableText, seesAll, visibleHandling, visibleProposals, visibleReplies } from './visibility.ts'

/** Which files an actor reads by what refers to them: a file is as open as its most open mention. */
export const readableFiles: ReadableFiles = (db, hashes, actor) => {
  return filesThat(
    db,
    hashes,
    sql`exists (
      select from proposal
      where proposal.files @> asked.many and ${visibleProposals(actor)} and ${readableText(actor)})
    or exists (
      select from proposal
      where proposal.sealed_page @> asked.one and ${visibleProposals(actor)}
        and (${seesAll(actor.role)} or ${ownProposals(actor)}))
    or exists (
      select from proposal_reply reply join proposal on proposal.id = reply.proposal_id
      where reply.files @> asked.many and ${visibleReplies(actor)})
    or exists (
      select from proposal_assignment unit join proposal on proposal.id = unit.proposal_id
      where unit.opinion_files @> asked.many and ${visibleHandling(actor)})
    or exists (
      select from promise_report report join proposal_promise promise on promise.id = report.promise_id
        join proposal on proposal.id = promise.proposal_id
      where report.files @> asked.many and ${followsUp(actor)})
    or exists (
      select from proposal_upgrade upgrade join proposal on proposal.id = upgrade.proposal_id
      where upgrade.files @> asked.many and ${followsUp(actor)})
    or exists (
      select from proposal_supervision held join proposal on proposal.id = held.proposal_id
      where held.files @> asked.many and ${followsUp(actor)})
    or exists (
      select from look_back_item item join proposal on proposal.id = item.proposal_id
      where item.files @> asked.many and ${followsUp(actor)})
    or exists (
      select from appraisal_entry entry join appraisal on appraisal.id = entry.appraisal_id
      where entry.files @> asked.many and ${visibleAppraisals(actor)})`,
  )
}

/** What comes after a reply is for who works on the case, for the offices, and for its proposers. */
const followsUp = (actor: Actor): RawBuilder<boolean> =>
  seesAll(actor.role) ? visibleProposals(actor) : sql<boolean>`(${visibleHandling(actor)} or ${ownProposals(actor)})`
