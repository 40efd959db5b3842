import { directory as d } from '@lianxie/contracts'
import { answer, type Database, matches, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SEES_NAMES } from './visibility.ts'
import type { Tables } from '../store/tables.ts'

const ORDERS = {
  name: { by: sql.ref('person.pinyin'), type: 'text' },
  beganOn: { by: sql.ref('staff.began_on'), type: 'date' },
} as const

/** 工作人员和单位联系人 */
export const staffList = answer(d.StaffList, {
  allow: SEES_NAMES,
  read: async (db: Database<Tables>, { search, bodyId, unitId, state, sort, direction, limit, cursor }) => {
    let query = db
      .selectFrom('staff')
      .innerJoin('person', 'person.id', 'staff.id')
      .leftJoin('body', 'body.id', 'staff.body_id')
      .leftJoin('unit', 'unit.id', 'staff.unit_id')
      .select([
        'staff.id',
        'person.name',
        'person.job_title',
        'staff.body_id',
        'staff.unit_id',
        'staff.began_on',
        'staff.ended_on',
        sql<string>`coalesce(body.name, unit.name)`.as('employer_name'),
      ])
    if (search !== undefined) query = query.where(matches(sql.ref('person.search'), search))
    if (bodyId !== undefined) query = query.where('staff.body_id', '=', bodyId)
    if (unitId !== undefined) query = query.where('staff.unit_id', '=', unitId)
    if (state !== 'all') query = query.where('staff.ended_on', state === 'serving' ? 'is' : 'is not', null)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [
        { ...ORDERS[sort], direction },
        { by: sql.ref('staff.id'), type: 'uuid', direction },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        staffId: row.id,
        name: row.name,
        ...(row.job_title !== null && { jobTitle: row.job_title }),
        ...(row.body_id !== null && { bodyId: row.body_id }),
        ...(row.unit_id !== null && { unitId: row.unit_id }),
        employerName: row.employer_name,
        beganOn: row.began_on,
        ...(row.ended_on !== null && { endedOn: row.ended_on }),
      })),
    }
  },
})
