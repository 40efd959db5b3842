import { directory as d, Refusal, type ResultOf } from '@lianxie/contracts'
import { answer, type Database, matches, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SIGNED_IN } from './visibility.ts'
import type { Tables } from '../store/tables.ts'
import { aggregateVersion, formerNames } from './history.ts'

const members = sql<number>`(select count(*)::int from post where post.body_id = body.id and post.ended_on is null)`

const selectBodies = (db: Database<Tables>) =>
  db
    .selectFrom('body')
    .select([
      'id',
      'body_kind',
      'name',
      'short_name',
      'parent_id',
      'term_number',
      'formed_on',
      'dissolved_on',
      members.as('members'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectBodies>['executeTakeFirstOrThrow']>>

const view = (row: Row): ResultOf<typeof d.Bodies>['items'][number] => ({
  bodyId: row.id,
  bodyKind: row.body_kind,
  name: row.name,
  ...(row.short_name !== null && { shortName: row.short_name }),
  ...(row.parent_id !== null && { parentId: row.parent_id }),
  ...(row.term_number !== null && { termNumber: row.term_number }),
  formedOn: row.formed_on,
  ...(row.dissolved_on !== null && { dissolvedOn: row.dissolved_on }),
  members: row.members,
})

const ORDERS = {
  name: { by: sql.ref('body.name'), type: 'text' },
  formedOn: { by: sql.ref('body.formed_on'), type: 'date' },
  members: { by: members, type: 'integer' },
} as const

/** 机构列表 */
export const bodies = answer(d.Bodies, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { search, bodyKind, parentId, state, sort, direction, limit, cursor }) => {
    let query = selectBodies(db)
    if (search !== undefined) query = query.where(matches(sql.ref('search'), search))
    if (bodyKind !== undefined) query = query.where('body_kind', '=', bodyKind)
    if (parentId !== undefined) query = query.where('parent_id', '=', parentId)
    if (state !== 'all') query = query.where('dissolved_on', state === 'active' ? 'is' : 'is not', null)
    const page = await readPage(query, {
      limit,
      cursor,
      order: [
        { ...ORDERS[sort], direction },
        { by: sql.ref('body.id'), type: 'uuid', direction },
      ],
    })
    return { ...page, items: page.items.map(view) }
  },
})

/** 机构详情 */
export const body = answer(d.Body, {
  allow: SIGNED_IN,
  read: async (db: Database<Tables>, { bodyId }) => {
    const row = await selectBodies(db).where('id', '=', bodyId).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'bodyId' })
    return {
      ...view(row),
      version: await aggregateVersion(db, `body/${bodyId}`),
      formerNames: await formerNames(db, bodyId),
    }
  },
})
