import { listOf, type ParamsOf, type proposals as c } from '@lianxie/contracts'
import { endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { behindFigure } from './figures.ts'
import type { Proposals } from './rows.ts'
import { caseOf, isFiled, ofCasesWith, ownProposals, readableText, seesAll, visibleProposals } from './visibility.ts'

type Params = ParamsOf<typeof c.Docket>

/** The narrow table, by the name that all that is said of proposals knows. */
export const narrow = (db: Database<Tables>) => db.selectFrom('docket as proposal') as unknown as Proposals

/** All but the words, the phases and the states. */
export function filtered(
  db: Database<Tables>,
  params: Omit<Params, 'sort' | 'direction' | 'limit'>,
  { actor, now }: { actor: Actor; now: Date },
) {
  let rows = narrow(db).where(visibleProposals(actor))
  const { termNumber, sessionNumber, year, serial, receiptNumber, period, collectiveKind, sectorId, proposerId } =
    params
  if (termNumber !== undefined) rows = rows.where('proposal.term_number', '=', termNumber)
  if (sessionNumber !== undefined) rows = rows.where('proposal.session_number', '=', sessionNumber)
  if (year !== undefined) rows = rows.where('proposal.year', '=', year)
  if (serial !== undefined) {
    rows = rows.where(sql<boolean>`(proposal.serial = ${serial} or exists (
      select from history_case printed where printed.proposal_id = proposal.id and printed.printed_number = ${serial}))`)
  }
  if (receiptNumber !== undefined) rows = rows.where('proposal.receipt_number', '=', receiptNumber)
  if (period !== undefined) rows = rows.where('proposal.period', '=', period)
  if (params.kind !== undefined) rows = rows.where('proposal.kind', 'in', listOf(params.kind))
  if (collectiveKind !== undefined) rows = rows.where('proposal.collective_kind', '=', collectiveKind)
  if (params.category !== undefined) rows = rows.where('proposal.category', 'in', listOf(params.category))
  if (params.filed !== undefined) rows = rows.where(params.filed === 'true' ? isFiled : sql<boolean>`not ${isFiled}`)
  if (params.merged !== undefined) {
    rows = rows.where(
      params.merged === 'true'
        ? sql<boolean>`(proposal.merged_into is not null or proposal.originals > 0)`
        : sql<boolean>`(proposal.merged_into is null and proposal.originals = 0)`,
    )
  }
  if (params.resultClass !== undefined) {
    rows = rows
      .where('proposal.result_class', 'in', listOf(params.resultClass))
      .where('proposal.replied_at', 'is not', null)
  }
  if (params.unitId !== undefined || params.unitRole !== undefined) rows = rows.where(handledBy(params))
  if (params.assignmentMode !== undefined) rows = rows.where('proposal.assignment_mode', '=', params.assignmentMode)
  if (params.replied !== undefined)
    rows = rows.where('proposal.replied_at', params.replied === 'true' ? 'is not' : 'is', null)
  if (params.overdue !== undefined) {
    const overdue = sql<boolean>`(proposal.reply_due_at is not null and proposal.replied_at is null
      and proposal.reply_due_at <= ${now})`
    rows = rows.where(params.overdue === 'true' ? overdue : sql<boolean>`not ${overdue}`)
  }
  if (params.dueBy !== undefined) {
    rows = rows
      .where('proposal.reply_due_at', '<=', new Date(endOfDay(params.dueBy)))
      .where('proposal.replied_at', 'is', null)
  }
  if (params.important !== undefined) rows = rows.where('proposal.is_important', '=', params.important === 'true')
  if (params.key !== undefined) rows = rows.where('proposal.key_since', params.key === 'true' ? 'is not' : 'is', null)
  if (params.upgraded !== undefined) {
    rows = rows.where('proposal.upgraded_class', params.upgraded === 'true' ? 'is not' : 'is', null)
  }
  if (params.rating !== undefined) rows = rows.where(rated(listOf(params.rating), actor))
  if (params.noFeedback !== undefined) {
    const wanted = params.noFeedback === 'true' ? unanswered : sql<boolean>`not ${unanswered}`
    rows = rows.where(seesAll(actor.role) ? wanted : sql<boolean>`false`)
  }
  // Words are looked for in texts: for who may not read one, it has none.
  if (params.text !== undefined) rows = rows.where(readableText(actor))
  if (params.origin !== undefined) rows = rows.where('proposal.origin', '=', params.origin)
  if (params.mine === 'true') rows = rows.where(ownProposals(actor))
  if (proposerId !== undefined) {
    rows = rows.where(sql<boolean>`proposal.id in (
      select led.id from proposal led where led.lead_id = ${proposerId}
      union all
      select signed.proposal_id from proposal_cosigner signed
      where signed.member_id = ${proposerId} and signed.state = 'SIGNED')`)
  }
  if (sectorId !== undefined) {
    rows = rows.where(sql<boolean>`proposal.lead_id in (
      select id from known_member where sector_id = ${sectorId} union all select ${sectorId}::uuid)`)
  }
  const behind = behindFigure(params, shanghaiDate(now))
  // Figures tell of ratings: case by case they are for those who read the forms.
  if (behind) rows = rows.where(seesAll(actor.role) ? behind : sql<boolean>`false`)
  return rows
}

/** Forms of the last round of the case; whoever may not know what proposers chose finds nothing by it. */
const rated = (results: readonly c.FeedbackResult[], { role }: Actor) =>
  seesAll(role)
    ? sql<boolean>`exists (select from proposal_rating form where form.proposal_id = ${caseOf}
        and form.round = proposal.reply_round and form.result = any(${[...results]}::text[]))`
    : sql<boolean>`false`

const unanswered = sql<boolean>`exists (select from proposal_rating form where form.proposal_id = ${caseOf}
  and form.round = proposal.reply_round and form.state = 'NO_FEEDBACK')`

/** A unit in the case, in a role. */
const handledBy = ({ unitId, unitRole }: Pick<Params, 'unitId' | 'unitRole'>) =>
  ofCasesWith(sql`(${unitId ?? null}::uuid is null or part.unit_id = ${unitId ?? null})
    and (${unitRole ?? null}::text is null or part.role = ${unitRole ?? null})`)
