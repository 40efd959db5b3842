import { given, listOf, proposals as c } from '@lianxie/contracts'
import { endOfDay, shanghaiDate } from '@lianxie/policy'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { lightsAt } from './rows.ts'
import { ownProposals, READERS, seesAll, unitsOf } from './visibility.ts'

/** 承诺台账: the office and the supervising offices see all, a unit its own, proposers those made to them. */
export const promises = answer(c.Promises, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const lights = lightsAt(now, (await loadRules(db, runtime.committee, now)).values)
    const today = shanghaiDate(now)
    let rows = db
      .selectFrom('proposal_promise')
      .innerJoin('proposal', 'proposal.id', 'proposal_promise.proposal_id')
      .leftJoin('known_unit', 'known_unit.id', 'proposal_promise.unit_id')
      .selectAll('proposal_promise')
      .select(['proposal.subject', 'proposal.serial', 'known_unit.name as unit_name'])
      .select([
        sql<string | null>`coalesce(
          (select made.text from proposal_reply_promise made where made.id = proposal_promise.id),
          (select said.text from current_words said where said.aggregate = 'proposal/' || proposal_promise.proposal_id
            and said.version = proposal_promise.version and said.field = 'text'))`.as('text'),
        sql<string>`(select count(*) from promise_report told where told.promise_id = proposal_promise.id)`.as(
          'reports',
        ),
        sql<string | null>`(select said.text from promise_report told
          join current_words said on said.aggregate = 'proposal/' || proposal_promise.proposal_id
            and said.version = told.version and said.field = 'progress'
          where told.promise_id = proposal_promise.id order by told.version desc limit 1)`.as('last_report'),
      ])
      .where(visible(actor))
    const states = listOf(params.state)
    if (params.proposalId !== undefined) rows = rows.where('proposal_promise.proposal_id', '=', params.proposalId)
    if (params.unitId !== undefined) rows = rows.where('proposal_promise.unit_id', '=', params.unitId)
    if (states.length > 0) rows = rows.where('proposal_promise.state', 'in', states)
    if (params.year !== undefined) rows = rows.where('proposal.year', '=', params.year)
    const overdue = sql<boolean>`(proposal_promise.state in ('OPEN', 'DONE') and proposal_promise.due_on < ${today})`
    if (params.overdue !== undefined)
      rows = rows.where(params.overdue === 'true' ? overdue : sql<boolean>`not ${overdue}`)
    const page = await readPage(rows, {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql.ref('proposal_promise.due_on'), type: 'date' },
        { by: sql.ref('proposal_promise.id'), type: 'uuid' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        promiseId: row.id,
        proposalId: row.proposal_id,
        subject: row.subject ?? '',
        ...given('serial', row.serial),
        unitId: row.unit_id,
        ...given('unitName', row.unit_name),
        round: row.round,
        ...given('text', row.text),
        dueOn: row.due_on,
        ...(['OPEN', 'DONE'].includes(row.state) && { light: lights(new Date(endOfDay(row.due_on))) }),
        state: row.state,
        madeAt: row.made_at.toISOString(),
        ...given('settledAt', row.settled_at?.toISOString()),
        reports: Number(row.reports),
        ...given('lastReport', row.last_report),
      })),
    }
  },
})

function visible(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role) || actor.role === 'SUPERVISION_OFFICE') return sql<boolean>`true`
  const units = unitsOf(actor)
  if (units.length > 0) return sql<boolean>`proposal_promise.unit_id = any(${units}::uuid[])`
  return actor.role === 'MEMBER' || actor.role === 'GROUP_CLERK' ? ownProposals(actor) : sql<boolean>`false`
}
