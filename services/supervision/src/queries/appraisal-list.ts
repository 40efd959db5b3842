import { given, listOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage, hasWords } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { APPRAISAL_READERS, visibleAppraisals, visibleUnits } from './appraisal-visibility.ts'

/** What a list says of an appraisal, for the rows of one page alone. */
export const appraisalRows = (db: Database<Tables>, ids: readonly string[], actor: Actor, now: Date) =>
  db
    .selectFrom('appraisal')
    .select(['id', 'state', 'title', 'year', 'plan_item_id', 'hearing_on', 'created_at'])
    .select([
      sql<number>`(select count(*)::int from appraised_unit where appraised_unit.appraisal_id = appraisal.id
        and appraised_unit.due_at <= ${now} and appraised_unit.rectified_at is null
        and appraisal.state in ('OPINION_LETTER', 'RECTIFYING') and ${visibleUnits(actor)})`.as('overdue'),
      sql<{ unit_id: string; name: string | null }[] | null>`(
        select json_agg(json_build_object('unit_id', appraised_unit.unit_id, 'name', k.name)
          order by appraised_unit.position)
        from appraised_unit left join known_unit k on k.id = appraised_unit.unit_id
        where appraised_unit.appraisal_id = appraisal.id and ${visibleUnits(actor)})`.as('units'),
    ])
    .where(sql<boolean>`appraisal.id = any(${ids}::uuid[])`)

type Row = Awaited<ReturnType<ReturnType<typeof appraisalRows>['execute']>>[number]

export const showAppraisal = (row: Row): c.AppraisalRow => ({
  appraisalId: row.id,
  state: row.state,
  title: row.title,
  year: row.year,
  units: (row.units ?? []).map(({ unit_id, name }) => ({ unitId: unit_id, ...given('name', name) })),
  ...given('planItemId', row.plan_item_id),
  ...given('hearingOn', row.hearing_on),
  overdue: row.overdue,
  createdAt: row.created_at.toISOString(),
})

/** 民主评议列表, with the counts of every state whichever is shown. */
export const appraisals = answer(c.Appraisals, {
  allow: APPRAISAL_READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { year, state, unitId, planItemId, text, limit, cursor } = params
    let all = db.selectFrom('appraisal').where(visibleAppraisals(actor))
    if (year !== undefined) all = all.where('appraisal.year', '=', year)
    if (unitId !== undefined) all = all.where(sql<boolean>`appraisal.unit_ids @> ${[unitId]}::uuid[]`)
    if (planItemId !== undefined) all = all.where('appraisal.plan_item_id', '=', planItemId)
    const counts = await all
      .where(hasWords(sql.ref('appraisal.search'), text))
      .select(['appraisal.state', sql<number>`count(*)::int`.as('count')])
      .groupBy('appraisal.state')
      .execute()
    const rows = state ? all.where('appraisal.state', 'in', listOf(state)) : all
    const page = await readPage(rows.select('appraisal.id'), {
      limit,
      cursor,
      words: { column: sql.ref('appraisal.search'), text },
      order: [
        { by: sql.ref('appraisal.created_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('appraisal.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    const ids = page.items.map(({ id }) => id)
    const found = await appraisalRows(db, ids, actor, now).execute()
    const shown = new Map(found.map((row) => [row.id, showAppraisal(row)]))
    const byState = (Object.keys(c.APPRAISAL_STATES) as c.AppraisalState[]).flatMap((one) => {
      const count = counts.find((row) => row.state === one)?.count
      return count === undefined ? [] : [{ state: one, count }]
    })
    return { ...page, items: ids.map((id) => shown.get(id)!), counts: byState, sentence: sentenceOf(byState) }
  },
})

/** 共有3次民主评议，其中整改中1次、办结2次。 */
function sentenceOf(counts: { state: c.AppraisalState; count: number }[]) {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return { zh: '没有符合条件的民主评议。', en: 'No appraisals match.' }
  const zh = counts.map(({ state, count }) => `${c.APPRAISAL_STATES[state].zh}${count}次`).join('、')
  const en = counts.map(({ state, count }) => `${count} ${c.APPRAISAL_STATES[state].en}`).join(', ')
  return {
    zh: `共有${total}次民主评议，其中${zh}。`,
    en: `${total} ${total === 1 ? 'appraisal' : 'appraisals'}: ${en}.`,
  }
}
