import { directory as d, type ParamsOf, Refusal, type ResultOf } from '@lianxie/contracts'
import { answer, countRows, type Database, hasWords, readUncounted } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { SEES_NAMES } from './visibility.ts'
import type { Tables } from '../store/tables.ts'
import { aggregateVersion } from './history.ts'

/** Whom a search fits, of everybody where there is none. */
const people = (db: Database<Tables>, search: string | undefined) =>
  db
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.pinyin'])
    .where(hasWords(sql.ref('person.search'), search))

/**
 * The same in the order of their names, found by the words alone (`offset 0` keeps the order of the page out of that). PostgreSQL
 * would go through everybody in that order, expecting the first soon, but names that begin alike stand together.
 */
const peopleFirst = (db: Database<Tables>, search: string | undefined) =>
  search === undefined
    ? people(db, search)
    : people(db, search).orderBy('person.pinyin').orderBy('person.id').offset(sql.lit(0))

/** Each with the last term. One that has not ended is the last, and nobody has to look for a later one. */
function selectMembers(db: Database<Tables>, found: ReturnType<typeof people>, state: 'sitting' | 'left' | 'all') {
  const terms = db.selectFrom('term as last').innerJoin(found.as('person'), 'person.id', 'last.member_id')
  if (state === 'sitting') return terms.where('last.ended_on', 'is', null)
  const last = terms.where((is) =>
    is.not(
      is.exists(
        is
          .selectFrom('term as later')
          .whereRef('later.member_id', '=', 'last.member_id')
          .whereRef('later.term_number', '>', 'last.term_number'),
      ),
    ),
  )
  return state === 'left' ? last.where('last.ended_on', 'is not', null) : last
}

/** Each with the id of the table whose index has that order. */
const ORDERS = {
  name: [
    { by: sql.ref('person.pinyin'), type: 'text' },
    { by: sql.ref('person.id'), type: 'uuid' },
  ],
  sector: [
    { by: sql.ref('sector.name'), type: 'text' },
    { by: sql.ref('last.member_id'), type: 'uuid' },
  ],
  beganOn: [
    { by: sql.ref('last.began_on'), type: 'date' },
    { by: sql.ref('last.member_id'), type: 'uuid' },
  ],
} as const

type Params = ParamsOf<typeof d.Members>

/** Those `found` whom the other conditions fit too. */
function fitting(db: Database<Tables>, found: ReturnType<typeof people>, params: Params) {
  const { sectorId, bodyId, post, termNumber, state } = params
  let query = selectMembers(db, found, state)
  if (sectorId !== undefined) {
    query = query.where('last.sector_id', '=', sectorId)
  }
  if (termNumber !== undefined) {
    query = query.where((is) =>
      is.exists(
        is
          .selectFrom('term')
          .whereRef('term.member_id', '=', 'last.member_id')
          .where('term.term_number', '=', termNumber),
      ),
    )
  }
  if (bodyId !== undefined || post !== undefined) {
    query = query.where((is) => {
      let held = is
        .selectFrom('post')
        .whereRef('post.member_id', '=', 'last.member_id')
        .where('post.ended_on', 'is', null)
      if (bodyId !== undefined) held = held.where('post.body_id', '=', bodyId)
      if (post !== undefined) held = held.where('post.post', '=', post)
      return is.exists(held)
    })
  }
  return query
}

/** 委员名录 */
export const members = answer(d.Members, {
  allow: SEES_NAMES,
  read: async (db: Database<Tables>, params) => {
    const { search, sort, direction, limit, cursor } = params
    const [first, second] = ORDERS[sort]
    const counted = await countRows(fitting(db, people(db, search), params))
    // Everybody has a sector: there is no need to look for it to count them.
    const shown = fitting(db, peopleFirst(db, search), params)
      .innerJoin('sector', 'sector.id', 'last.sector_id')
      .select([
        'person.id',
        'person.name',
        'last.term_number',
        'last.ended_on',
        'sector.id as sector_id',
        'sector.name as sector_name',
      ])
    const page = await readUncounted(shown, {
      limit,
      cursor,
      order: [
        { ...first, direction },
        { ...second, direction },
      ],
    })
    const posts = await postsOf(
      db,
      page.items.map(({ id }) => id),
      'held',
    )
    return {
      ...page,
      ...counted,
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
