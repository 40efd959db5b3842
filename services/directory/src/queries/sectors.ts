import { directory as d } from '@lianxie/contracts'
import { answer, type Database, matches, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SIGNED_IN } from './visibility.ts'
import type { Tables } from '../store/tables.ts'

const members = sql<number>`(select count(*)::int from term where term.sector_id = sector.id and term.ended_on is null)`

const ORDERS = {
  name: { by: sql.ref('sector.name'), type: 'text' },
  definedOn: { by: sql.ref('sector.defined_on'), type: 'date' },
  members: { by: members, type: 'integer' },
} as const

/** 界别列表 */
export const sectors = answer(d.Sectors, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { search, state, sort, direction, limit, cursor }) => {
    let query = db
      .selectFrom('sector')
      .select(['id', 'name', 'activity_group', 'defined_on', 'retired_on', members.as('members')])
    if (search !== undefined) query = query.where(matches(sql.ref('search'), search))
    if (state !== 'all') query = query.where('retired_on', state === 'active' ? 'is' : 'is not', null)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [
        { ...ORDERS[sort], direction },
        { by: sql.ref('sector.id'), type: 'uuid', direction },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        sectorId: row.id,
        name: row.name,
        ...(row.activity_group !== null && { activityGroup: row.activity_group }),
        definedOn: row.defined_on,
        ...(row.retired_on !== null && { retiredOn: row.retired_on }),
        members: row.members,
      })),
    }
  },
})
