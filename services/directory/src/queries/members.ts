import { directory as d, Refusal, type ResultOf } from '@lianxie/contracts'
import { answer, type Database, matches, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SEES_NAMES } from './visibility.ts'
import type { Tables } from '../store/tables.ts'
import { aggregateVersion } from './history.ts'

/** Everybody with the current term, or the last one. */
const selectMembers = (db: Database<Tables>) =>
  db
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.id')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('term')
          .selectAll()
          .whereRef('term.member_id', '=', 'member.id')
          .orderBy('term_number', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .innerJoin('sector', 'sector.id', 'last.sector_id')

const ORDERS = {
  name: { by: sql.ref('person.pinyin'), type: 'text' },
  sector: { by: sql.ref('sector.name'), type: 'text' },
  beganOn: { by: sql.ref('last.began_on'), type: 'date' },
} as const

/** 委员名录 */
export const members = answer(d.Members, {
  allow: SEES_NAMES,
  read: async (
    db: Database<Tables>,
    { search, sectorId, bodyId, post, termNumber, state, sort, direction, limit, cursor },
  ) => {
    let query = selectMembers(db).select([
      'member.id',
      'person.name',
      'last.term_number',
      'last.ended_on',
      'sector.id as sector_id',
      'sector.name as sector_name',
    ])
    if (search !== undefined) query = query.where(matches(sql.ref('person.search'), search))
    if (state !== 'all') query = query.where('last.ended_on', state === 'sitting' ? 'is' : 'is not', null)
    if (sectorId !== undefined) {
      query = query.where('last.sector_id', '=', sectorId).where((is) =>
        // Says no more than the line before, and finds the few without a look at everybody.
        is.exists(
          is.selectFrom('term').whereRef('term.member_id', '=', 'member.id').where('term.sector_id', '=', sectorId),
        ),
      )
    }
    if (termNumber !== undefined) {
      query = query.where((is) =>
        is.exists(
          is.selectFrom('term').whereRef('term.member_id', '=', 'member.id').where('term.term_number', '=', termNumber),
        ),
      )
    }
    if (bodyId !== undefined || post !== undefined) {
      query = query.where((is) => {
        let held = is.selectFrom('post').whereRef('post.member_id', '=', 'member.id').where('post.ended_on', 'is', null)
        if (bodyId !== undefined) held = held.where('post.body_id', '=', bodyId)
        if (post !== undefined) held = held.where('post.post', '=', post)
        return is.exists(held)
      })
    }
    const page = await readPage(query, {
      limit,
      cursor,
      order: [
        { ...ORDERS[sort], direction },
        { by: sql.ref('person.id'), type: 'uuid', direction },
      ],
    })
    const posts = await postsOf(
      db,
      page.items.map(({ id }) => id),
      'held',
    )
    return {
      ...page,
      items: page.items.map((row) => ({
        memberId: row.id,
        name: row.name,
        sitting: row.ended_on === null,
        termNumber: row.term_number,
        sectorId: row.sector_id,
        sectorName: row.sector_name,
        posts: posts.get(row.id) ?? [],
      })),
    }
  },
})

/** 委员详情 */
export const member = answer(d.Member, {
  allow: SEES_NAMES,
  read: async (db: Database<Tables>, { memberId }) => {
    const found = await db
      .selectFrom('member')
      .innerJoin('person', 'person.id', 'member.id')
      .select('person.name')
      .where('member.id', '=', memberId)
      .executeTakeFirst()
    if (!found) throw new Refusal('common.not_found', { field: 'memberId' })
    const terms = await db
      .selectFrom('term')
      .innerJoin('sector', 'sector.id', 'term.sector_id')
      .select(['term_number', 'sector_id', 'sector.name', 'began_on', 'ended_on', 'ending'])
      .where('member_id', '=', memberId)
      .orderBy('term_number')
      .execute()
    const posts = await postsOf(db, [memberId], 'all')
    return {
      memberId,
      version: await aggregateVersion(db, `member/${memberId}`),
      name: found.name,
      sitting: terms.some(({ ended_on }) => ended_on === null),
      terms: terms.map((term) => ({
        termNumber: term.term_number,
        sectorId: term.sector_id,
        sectorName: term.name,
        beganOn: term.began_on,
        ...(term.ended_on !== null && { endedOn: term.ended_on }),
        ...(term.ending !== null && { ending: term.ending }),
      })),
      posts: posts.get(memberId) ?? [],
    }
  },
})

type PostView = ResultOf<typeof d.Member>['posts'][number]

async function postsOf(
  db: Database<Tables>,
  memberIds: readonly string[],
  which: 'held' | 'all',
): Promise<Map<string, PostView[]>> {
  if (memberIds.length === 0) return new Map()
  let query = db
    .selectFrom('post')
    .innerJoin('body', 'body.id', 'post.body_id')
    .select(['post.id', 'post.member_id', 'post.body_id', 'body.name', 'post.post', 'post.began_on', 'post.ended_on'])
    .where('post.member_id', 'in', memberIds)
  if (which === 'held') query = query.where('post.ended_on', 'is', null)
  const rows = await query.orderBy('post.began_on').orderBy('post.id').execute()
  const grouped = Map.groupBy(rows, (row) => row.member_id)
  return new Map(
    [...grouped].map(([memberId, posts]) => [
      memberId,
      posts.map((row) => ({
        postId: row.id,
        bodyId: row.body_id,
        bodyName: row.name,
        post: row.post,
        beganOn: row.began_on,
        ...(row.ended_on !== null && { endedOn: row.ended_on }),
      })),
    ]),
  )
}
