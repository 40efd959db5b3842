import { directory as d } from '@lianxie/contracts'
import { answer, type Database, matches, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 本会与伙伴委员会: public facts, the own committee first. */
export const committees = answer(d.Committees, {
  allow: 'public',
  read: async (db: Database<Tables>, { search, limit, cursor }, { runtime }) => {
    let query = db
      .selectFrom('committee')
      .select(['id', 'name', 'full_name', 'level', 'district', 'city', 'province', 'adcode'])
    if (search !== undefined) query = query.where(matches(sql.ref('search'), search))
    const page = await readPage(query, {
      limit,
      cursor,
      order: [
        { by: sql`(case when id = ${runtime.committee} then 0 else 1 end)`, type: 'integer' },
        { by: sql.ref('id'), type: 'text' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        committeeId: row.id,
        own: row.id === runtime.committee,
        name: row.name,
        fullName: row.full_name,
        level: row.level,
        district: row.district,
        ...(row.city !== null && { city: row.city }),
        ...(row.province !== null && { province: row.province }),
        ...(row.adcode !== null && { adcode: row.adcode }),
      })),
    }
  },
})
