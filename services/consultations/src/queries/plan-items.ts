import { consultations as c, type ParamsOf } from '@lianxie/contracts'
import { type Actor, answer, type Database, hasWords, matches, matchesMany, readUncounted } from '@lianxie/service-kit'
import { sql, type SelectQueryBuilder } from 'kysely'
import type { KitTables } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { listColumns, showItems } from './plan-item-rows.ts'
import { countSentence, inOrder, moreThan, type StateCounts } from './plan-sentence.ts'
import { isOwn, PLAN_READERS, visibleItems } from './plan-visibility.ts'
import { mostByState, sumOf, totalOf } from './state-counts.ts'

type Params = ParamsOf<typeof c.PlanItems>
type Order = Parameters<typeof readUncounted>[1]['order']

const id = { by: sql.ref('plan_item.id'), type: 'uuid' } as const
const month = { by: sql.ref('plan_item.month_order'), type: 'integer' } as const
const yearDown = { by: sql.ref('plan_item.year'), type: 'integer', direction: 'desc' } as const

/** Each order ends with the id, which alone is unique; ids grow with time, so they are the order of entry. */
const ORDERS: Record<Params['sort'], Order> = {
  month: [yearDown, month, id],
  plan: [yearDown, id],
  topic: [{ by: sql`plan_item.topic collate "zh-x-icu"`, type: 'text' }, id],
  state: [
    // Written out, as it is in the index.
    {
      by: sql`array_position(${sql.lit(`{${Object.keys(c.ITEM_STATES).join()}}`)}::text[], plan_item.state)`,
      type: 'integer',
    },
    yearDown,
    month,
    id,
  ],
  changed: [{ by: sql.ref('plan_item.changed_at'), type: 'timestamptz', direction: 'desc' }, id],
}

function orderOf({ sort, direction }: Params): Order {
  if (direction === 'asc') return ORDERS[sort]
  const [first, ...rest] = ORDERS[sort].map((key) => ({ ...key, direction: turned(key.direction) }))
  return [first!, ...rest]
}

const turned = (direction: 'asc' | 'desc' = 'asc'): 'asc' | 'desc' => (direction === 'asc' ? 'desc' : 'asc')

/** 计划事项列表: what the actor may see, filtered; the counts ignore the filter by state, so that they name every tab. */
export const planItems = answer(c.PlanItems, {
  allow: PLAN_READERS,
  read: async (db: Database<Tables>, params, { actor }) => {
    const all = filtered(db, params, actor)
    const states = params.state === undefined ? [] : [params.state].flat()
    const rows = states.length === 0 ? all : all.where('plan_item.state', 'in', states)
    const most = mostByState(params.text !== undefined)
    const words = (fits = matches) => hasWords(sql.ref('plan_item.search'), params.text, fits)
    const counts = await countByState(db, all.where(words()), most)
    const total = await totalOf(counts, most, states, rows.where(words()))
    const shown = rows.where(words(total.totalIsCapped ? matchesMany : matches))
    const page = await readUncounted(shown.select(listColumns), {
      limit: params.limit,
      cursor: params.cursor,
      order: orderOf(params),
    })
    const subject = { zh: '符合条件的事项', en: 'Matching' }
    return {
      ...page,
      ...total,
      items: await showItems(db, page.items),
      counts: counts ?? [],
      sentence: counts ? countSentence(counts, subject) : moreThan(most, subject),
    }
  },
})

async function countByState(
  db: Database<Tables>,
  all: ReturnType<typeof filtered>,
  most: number,
): Promise<StateCounts | undefined> {
  const found = all
    .select('plan_item.state')
    .limit(most + 1)
    .as('found')
  const counts = inOrder(
    await db
      .selectFrom(found)
      .select(({ fn }) => ['found.state', fn.countAll<string>().as('count')])
      .groupBy('found.state')
      .execute(),
  )
  return sumOf(counts) > most ? undefined : counts
}

/** All but the words. */
function filtered(
  db: Database<Tables>,
  params: Params,
  actor: Actor,
): SelectQueryBuilder<KitTables & Tables, 'plan_item', object> {
  let rows = db.selectFrom('plan_item').where(visibleItems(actor))
  if (params.planId !== undefined) rows = rows.where('plan_item.plan_id', '=', params.planId)
  if (params.year !== undefined) rows = rows.where('plan_item.year', '=', params.year)
  if (params.form !== undefined) rows = rows.where('plan_item.form', 'in', [params.form].flat())
  if (params.month !== undefined) rows = rows.where(sql<boolean>`${params.month} = any(plan_item.months)`)
  if (params.leadBodyId !== undefined) rows = rows.where('plan_item.lead_body_id', '=', params.leadBodyId)
  if (params.counterpartUnitId !== undefined)
    rows = rows.where(sql<boolean>`plan_item.counterpart_unit_ids @> array[${params.counterpartUnitId}]::uuid[]`)
  if (params.compactId !== undefined)
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('item_joint_link')
          .select('topic_id')
          .whereRef('item_joint_link.item_id', '=', 'plan_item.id')
          .where('compact_id', '=', params.compactId!),
      ),
    )
  if (params.mine === 'true') rows = rows.where(isOwn(actor))
  return rows
}
