import { Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PageOptions, readPage } from '../src/page.ts'
import { freshDatabase } from './jobs-database.ts'

interface Tables {
  item: { id: number; title: string; due: Date; weight: number; day: string }
}
let base: Awaited<ReturnType<typeof freshDatabase<Tables>>>

beforeAll(async () => {
  base = await freshDatabase<Tables>()
  await base.pool.query(`
    create table item (id integer primary key, title text not null, due timestamptz not null, weight real not null, day date not null);
    insert into item select n, '议题' || (n % 3), '2022-01-01T00:00:00.123456Z'::timestamptz + (n % 4) * interval '1 hour',
      (n % 7) / 3.0, '2022-01-01'::date + n % 5 from generate_series(1, 50) n`)
})
afterAll(() => base[Symbol.asyncDispose]())

const byDue: PageOptions['order'] = [
  { by: sql.ref('item.due'), type: 'timestamptz', direction: 'desc' },
  { by: sql.ref('item.title'), type: 'text' },
  { by: sql.ref('item.weight'), type: 'real' },
  { by: sql.ref('item.day'), type: 'date', direction: 'desc' },
  { by: sql.ref('item.id'), type: 'integer' },
]
const read = (options: Partial<PageOptions> = {}) =>
  readPage(base.db.selectFrom('item').select('id'), { limit: 7, order: byDue, ...options })

async function readAll(limit: number): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | undefined
  do {
    const page = await read({ limit, cursor })
    expect(page.total).toBe(50)
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== undefined)
  return ids
}

test.each([1, 7, 25, 50, 200])('pages of %i rows, put together, are the whole list in its order', async (limit) => {
  const { rows } = await base.pool.query<{ id: number }>(
    'select id from item order by due desc, title, weight, day desc, id',
  )

  expect(await readAll(limit)).toEqual(rows.map(({ id }) => id))
})

test('the last page has no next, and rows carry nothing of the paging', async () => {
  const { items, next, total } = await read({ limit: 50 })

  expect(next).toBeUndefined()
  expect(total).toBe(50)
  expect(Object.keys(items[0]!)).toEqual(['id'])
})

test('the total counts what the filter leaves, whatever the page', async () => {
  const query = base.db.selectFrom('item').select('id').where('title', '=', '议题0').orderBy('id')
  const order: PageOptions['order'] = [{ by: sql.ref('item.id'), type: 'integer' }]

  const first = await readPage(query.clearOrderBy(), { limit: 10, order })
  const second = await readPage(query.clearOrderBy(), { limit: 10, order, cursor: first.next })

  expect([first.total, second.total]).toEqual([16, 16])
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
    Array.from({ length: 16 }, (_, n) => (n + 1) * 3),
  )
})

const cursorOf = (...keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url')
const DUE = '2022-01-01 00:00:00.123456+00'

test.each([
  ['no base64url', '议题'],
  ['no JSON', Buffer.from('{').toString('base64url')],
  ['no list', Buffer.from('{"a":1}').toString('base64url')],
  ['empty', ''],
  ['too few keys', cursorOf(DUE, 'a')],
  ['a number for a text', cursorOf(DUE, 7, '1', '2022-01-01', '1')],
  ['no instant', cursorOf('yesterday', 'a', '1', '2022-01-01', '1')],
  ['an impossible instant', cursorOf('2022-13-41 99:00:00+00', 'a', '1', '2022-01-01', '1')],
  ['an impossible day', cursorOf(DUE, 'a', '1', '2022-02-30', '1')],
  ['an id too large', cursorOf(DUE, 'a', '1', '2022-01-01', '99999999999')],
  ['an injection', cursorOf(DUE, 'a', '1', '2022-01-01', "1'; drop table item")],
  ['a NUL in a text', cursorOf(DUE, 'a\0', '1', '2022-01-01', '1')],
  ['a lone surrogate', cursorOf(DUE, '\ud800', '1', '2022-01-01', '1')],
  ['an impossible offset', cursorOf('2022-01-01 00:00:00+23', 'a', '1', '2022-01-01', '1')],
  ['a weight too small', cursorOf(DUE, 'a', '1e-50', '2022-01-01', '1')],
  ['a weight that is none', cursorOf(DUE, 'a', '1e999', '2022-01-01', '1')],
])('a cursor that is %s is refused', async (_, cursor) => {
  await expect(read({ cursor })).rejects.toThrow(new Refusal('request.cursor', { field: 'cursor' }))
})

test('a total beyond what is counted says so', async () => {
  const many = sql<{ n: number }>`(select generate_series(1, 2500) as n)`.as<'many'>('many')
  const order: PageOptions['order'] = [{ by: sql.ref('many.n'), type: 'integer' }]
  const query = base.db.selectFrom(many).select('many.n')

  const page = await readPage(query, { limit: 3, order })
  const few = await readPage(query.where('many.n', '<=', 1000), { limit: 3, order })

  expect(page).toMatchObject({ total: 1000, totalIsCapped: true, items: [{ n: 1 }, { n: 2 }, { n: 3 }] })
  expect(few).toMatchObject({ total: 1000 })
  expect(few).not.toHaveProperty('totalIsCapped')
})

test('a page behind the last row is empty and still says how many there are', async () => {
  const { next } = await read({ limit: 49 })
  const { rows } = await base.pool.query(
    'delete from item where id = (select id from item order by due, title desc, weight desc, day, id desc limit 1) returning *',
  )

  const page = await read({ limit: 49, cursor: next })

  await base.pool.query('insert into item select * from json_populate_record(null::item, $1)', [
    JSON.stringify(rows[0]),
  ])
  expect(page).toEqual({ items: [], total: 49 })
})
