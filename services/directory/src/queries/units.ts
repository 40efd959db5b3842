import { directory as d, Refusal, type ResultOf } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SIGNED_IN } from './visibility.ts'
import type { Tables } from '../store/tables.ts'
import { aggregateVersion, formerNames } from './history.ts'

const selectUnits = (db: Database<Tables>) =>
  db
    .selectFrom('unit')
    .select([
      'id',
      'name',
      'short_name',
      'unit_kind',
      'side',
      'superior_id',
      'duties',
      'registered_on',
      'state',
      'ended_on',
      'merged_into_id',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectUnits>['executeTakeFirstOrThrow']>>

const view = (row: Row): ResultOf<typeof d.Units>['items'][number] => ({
  unitId: row.id,
  name: row.name,
  ...(row.short_name !== null && { shortName: row.short_name }),
  unitKind: row.unit_kind,
  side: row.side,
  ...(row.superior_id !== null && { superiorId: row.superior_id }),
  duties: row.duties,
  registeredOn: row.registered_on,
  state: row.state,
  ...(row.ended_on !== null && { endedOn: row.ended_on }),
  ...(row.merged_into_id !== null && { mergedIntoId: row.merged_into_id }),
})

const ORDERS = {
  name: { by: sql.ref('unit.name'), type: 'text' },
  registeredOn: { by: sql.ref('unit.registered_on'), type: 'date' },
} as const

/** 承办单位列表 */
export const units = answer(d.Units, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { search, unitKind, side, state, sort, direction, limit, cursor }) => {
    let query = selectUnits(db)
    if (unitKind !== undefined) query = query.where('unit_kind', '=', unitKind)
    if (side !== undefined) query = query.where('side', '=', side)
    if (state !== 'all') query = query.where('state', state === 'active' ? '=' : '<>', 'active')
    const page = await readPage(query, {
      limit,
      cursor,
      words: { column: sql.ref('unit.search'), text: search },
      order: [
        { ...ORDERS[sort], direction },
        { by: sql.ref('unit.id'), type: 'uuid', direction },
      ],
    })
    return { ...page, items: page.items.map(view) }
  },
})

/** 单位详情 */
export const unit = answer(d.Unit, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { unitId }) => {
    const row = await selectUnits(db).where('id', '=', unitId).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'unitId' })
    const merged = await db.selectFrom('unit').select('id').where('merged_into_id', '=', unitId).orderBy('id').execute()
    return {
      ...view(row),
      version: await aggregateVersion(db, `unit/${unitId}`),
      formerNames: await formerNames(db, unitId),
      mergedIds: merged.map(({ id }) => id),
    }
  },
})
