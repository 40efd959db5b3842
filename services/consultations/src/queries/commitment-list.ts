import { consultations as c, listOf } from '@lianxie/contracts'
import { daysLeft, endOfDay, type PolicyValues, shanghaiDate, signal } from '@lianxie/policy'
import { answer, type Database, hasWords, matches, matchesMany, readUncounted } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { CommitmentTable } from '../store/session-tables.ts'
import { loadRules } from '../store/session.ts'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './plan-history-entries.ts'
import { seesAll } from './plan-visibility.ts'
import { countsOf, mostByState, totalOf } from './state-counts.ts'
import { found, versionOf } from './session-rows.ts'
import { SESSION_READERS, visibleCommitments } from './session-visibility.ts'

const READERS = SESSION_READERS.filter((role) => role !== 'GROUP_CLERK')

const columns = [
  'id',
  'session_id',
  'item_id',
  'unit_id',
  'promise',
  'state',
  'made_at',
  'due_on',
  'closed_at',
] as const satisfies readonly (keyof CommitmentTable)[]

/** How often the unit has reported. */
const reported = sql<number>`(select count(*)::int from commitment_report r where r.commitment_id = commitment.id)`.as(
  'reported',
)

/** 承诺清单: the nearest due day first, with the counts of every state whichever is shown. */
export const commitmentList = answer(c.Commitments, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const { unitId, sessionId, itemId, overdue, dueWithinDays, text, limit, cursor } = params
    const states = listOf(params.state)
    const today = shanghaiDate(now)
    let fitting = db.selectFrom('commitment').where(visibleCommitments(actor))
    if (unitId !== undefined) fitting = fitting.where('unit_id', '=', unitId)
    if (sessionId !== undefined) fitting = fitting.where('session_id', '=', sessionId)
    if (itemId !== undefined) fitting = fitting.where('item_id', '=', itemId)
    const isOpen = sql<boolean>`commitment.state not in ('CLOSED', 'WITHDRAWN')`
    const isOverdue = sql<boolean>`(${isOpen} and commitment.due_on < ${today}::date)`
    if (overdue === 'true') fitting = fitting.where(isOverdue)
    if (overdue === 'false') fitting = fitting.where(sql<boolean>`not ${isOverdue}`)
    if (dueWithinDays !== undefined) {
      fitting = fitting.where(sql<boolean>`(${isOpen}
        and commitment.due_on between ${today}::date and ${today}::date + ${dueWithinDays}::int)`)
    }
    const most = mostByState(text !== undefined)
    const all = fitting.where(hasWords(sql.ref('commitment.search'), text))
    const found = all.select(['state', isOverdue.as('late')]).limit(most + 1)
    const counts = countsOf(
      await db
        .selectFrom(found.as('found'))
        .select(['state', sql<number>`count(*)::int`.as('count')])
        .select(sql<number>`(count(*) filter (where late))::int`.as('overdue'))
        .groupBy('state')
        .execute(),
      c.CommitmentState.options,
      most,
    )
    const ofStates = (rows: typeof all) => (states.length > 0 ? rows.where('state', 'in', states) : rows)
    const total = await totalOf(counts, most, states, ofStates(all))
    const words = hasWords(sql.ref('commitment.search'), text, total.totalIsCapped ? matchesMany : matches)
    const page = await readUncounted(ofStates(fitting).where(words).select(columns).select(reported), {
      limit,
      cursor,
      order: [
        { by: sql.ref('commitment.due_on'), type: 'date' },
        { by: sql.ref('commitment.id'), type: 'uuid' },
      ],
    })
    const { values } = await loadRules(db, runtime.committee, now)
    return {
      ...page,
      ...total,
      items: page.items.map((row) => show(row, now, values)),
      counts: (counts ?? []).map(({ state, count }) => ({ state, count })),
      overdue: (counts ?? []).reduce((sum, row) => sum + row.overdue, 0),
    }
  },
})

/** 承诺: with every report on it. */
export const commitmentDetail = answer(c.CommitmentById, {
  allow: READERS,
  read: async (db: Database<Tables>, { commitmentId }, { actor, now, runtime }) => {
    const row = await db
      .selectFrom('commitment')
      .select([...columns, 'question_id', 'result', 'reason'])
      .select(reported)
      .where('id', '=', commitmentId)
      .where(visibleCommitments(actor))
      .executeTakeFirst()
    const commitment = found(row, 'commitmentId')
    const reports = await db
      .selectFrom('commitment_report')
      .selectAll()
      .where('commitment_id', '=', commitmentId)
      .orderBy('version')
      .execute()
    const aggregate = `commitment/${commitmentId}`
    const { values } = await loadRules(db, runtime.committee, now)
    return {
      ...show(commitment, now, values),
      version: await versionOf(db, aggregate),
      ...(commitment.question_id !== null && { questionId: commitment.question_id }),
      ...(commitment.result !== null && { result: commitment.result }),
      ...(commitment.reason !== null && { reason: commitment.reason }),
      reports: reports.map(({ at, progress, done, files }) => ({ at: at.toISOString(), progress, done, files })),
      history: await historyOf(db, aggregate, seesAll(actor.role)),
    }
  },
})

type Shown = Pick<Selectable<CommitmentTable>, (typeof columns)[number]> & { reported: number }

function show(row: Shown, now: Date, rules: PolicyValues) {
  const isOpen = row.state !== 'CLOSED' && row.state !== 'WITHDRAWN'
  const due = endOfDay(row.due_on)
  return {
    commitmentId: row.id,
    sessionId: row.session_id,
    itemId: row.item_id,
    unitId: row.unit_id,
    promise: row.promise,
    state: row.state,
    madeAt: row.made_at.toISOString(),
    dueOn: row.due_on,
    ...(isOpen && { light: signal(due, now, rules['deadline.signal']), daysLeft: daysLeft(due, now) }),
    ...(row.closed_at && { closedAt: row.closed_at.toISOString() }),
    reported: row.reported,
  }
}
