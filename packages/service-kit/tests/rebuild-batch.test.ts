import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { PreparingClient } from '../src/preparing-client.ts'
import { inBatches, shapesOf } from '../src/rebuild-batch.ts'
import type { Tx } from '../src/tables.ts'
import { freshDatabase } from './jobs-database.ts'

let base: Awaited<ReturnType<typeof freshDatabase<any>>>
const TABLES = ['thing', 'part', 'named', 'numbered']

beforeAll(async () => {
  base = await freshDatabase<any>()
  await base.pool.query(`
    create table thing (
      id uuid primary key, label text, n integer not null default 7, tags text[] not null default '{}',
      ids uuid[], facts jsonb, day date, at timestamptz, bytes bytea, twice integer generated always as (n * 2) stored,
      search tsvector, check (n < 1000)
    );
    create table part (thing_id uuid not null, kind text not null, state text, n integer, primary key (thing_id, kind));
    create table named (id uuid primary key, name text not null, gone boolean not null default false);
    create unique index on named (name) where not gone;
    create table numbered (position bigint generated always as identity primary key, word text)`)
})
afterAll(() => base[Symbol.asyncDispose]())

const id = (n: number) => `0000000${n}-0000-4000-8000-00000000000a`
const TEXTS = ["a'b", 'x\\y', '"q"', '停车, {管理}', '', null]
const dayOf = (b: number) => `2022-03-${String(1 + (b % 9)).padStart(2, '0')}`

/** All kinds of statements that an `apply` may hold; `a` chooses the row and `b` the values. */
const statements: readonly ((tx: Tx<any>, a: number, b: number) => Promise<unknown>)[] = [
  (tx, a, b) =>
    tx
      .insertInto('thing')
      .values({ id: id(a), label: TEXTS[b % 6], tags: ['停', `"${b}"`, '\\'] })
      .execute(),
  (tx, a, b) =>
    tx
      .insertInto('thing')
      .values({
        id: id(a).toUpperCase(),
        n: b,
        ids: [id(a), id(b)],
        facts: JSON.stringify({ b, text: TEXTS[b % 6] }),
        day: dayOf(b),
        at: new Date(1_000_000 * b),
        bytes: Buffer.from([0, b, 255]),
        search: `'停车':${b + 1}A`,
      })
      .execute(),
  (tx, a, b) =>
    tx
      .insertInto('thing')
      .values({ id: id(a), label: 'made', n: b })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ n: b }))
      .execute(),
  (tx, a, b) =>
    tx
      .insertInto('thing')
      .values({ id: id(a), n: b })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ label: 'was there' }))
      .execute(),
  (tx, a, b) =>
    tx
      .insertInto('part')
      .values([0, 1].map((k) => ({ thing_id: id(a), kind: `k${(b + k) % 3}`, state: 'NEW', n: b })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('thing')
      .set({ label: TEXTS[b % 6], n: b })
      .where('id', '=', id(a))
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('thing')
      .set({ facts: null, tags: [] })
      .where('id', 'in', [id(a), id(b % 4)])
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('thing')
      .set({ id: id(b % 4) })
      .where('id', '=', id(a))
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('thing')
      .set((is: any) => ({ n: is('n', '+', 1) }))
      .where('id', '=', id(a))
      .where('n', '<', b)
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('part')
      .set({ state: `S${b % 2}` })
      .where('thing_id', '=', id(a))
      .where('kind', '=', 'k1')
      .execute(),
  (tx, a, b) =>
    tx.updateTable('part').set({ n: b }).where('thing_id', '=', id(a)).where('kind', 'in', ['k0', 'k2']).execute(),
  (tx, a) => tx.updateTable('part').set({ state: 'ALL' }).where('thing_id', '=', id(a)).execute(),
  (tx, _, b) =>
    tx
      .updateTable('part')
      .set({ n: null })
      .where('state', '=', `S${b % 2}`)
      .execute(),
  (tx, a) =>
    tx
      .updateTable('part')
      .set({ n: 5 })
      .where((is: any) => is.or([is('thing_id', '=', id(a)), is('kind', '=', 'k1')]))
      .execute(),
  (tx, a) =>
    tx.updateTable('part').set({ state: 'LATE' }).where('thing_id', '=', id(a)).where('n', 'is', null).execute(),
  (tx, _, b) =>
    tx
      .updateTable('part')
      .set({ n: 3 })
      .where('kind', '=', `k${b % 3}`)
      .where((is: any) => is.or([is('state', 'is', null), is('state', '<>', 'NEW')]))
      .execute(),
  (tx, a) => tx.deleteFrom('part').where('thing_id', '=', id(a)).where('kind', '=', 'k0').execute(),
  (tx, a) => tx.deleteFrom('thing').where('id', '=', id(a)).execute(),
  (tx, a) => tx.deleteFrom('part').where('thing_id', '=', id(a)).execute(),
  (tx, _, b) =>
    tx
      .deleteFrom('part')
      .where('n', '=', b % 3)
      .execute(),
  (tx, _, b) =>
    tx
      .deleteFrom('named')
      .where('name', '=', `name ${b % 3}`)
      .execute(),
  (tx, _, b) =>
    tx
      .updateTable('named')
      .set({ gone: b % 2 === 0 })
      .where('name', '=', `name ${b % 3}`)
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('named')
      .set({ name: `name ${a % 3}` })
      .where('name', '=', `name ${b % 3}`)
      .execute(),
  (tx, a, b) =>
    tx
      .insertInto('named')
      .values({ id: id(a), name: `name ${b % 3}` })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: `name ${b % 3}` }))
      .execute(),
  (tx, a, b) => sql`update thing set label = coalesce(label, '') || ${b}::text where id = ${id(a)}`.execute(tx),
  (tx, a) => sql`delete from part using thing where part.thing_id = thing.id and thing.id = ${id(a)}`.execute(tx),
  // What is read decides what is written.
  async (tx, a) => {
    const row = await tx.selectFrom('thing').selectAll().where('id', '=', id(a)).executeTakeFirst()
    await tx
      .insertInto('numbered')
      .values({ word: row ? `${row['label']} ${row['n']} ${row['twice']}` : 'none' })
      .execute()
  },
  async (tx, a) => {
    const rows = await tx
      .selectFrom('part')
      .select(['kind', 'state'])
      .where('thing_id', '=', id(a))
      .orderBy('kind')
      .execute()
    await tx
      .insertInto('numbered')
      .values({ word: JSON.stringify(rows) })
      .execute()
  },
  async (tx) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from thing join part on thing.id = thing_id`.execute(tx)
    await tx
      .insertInto('numbered')
      .values({ word: `${rows[0]!.n} pairs` })
      .execute()
  },
  (tx, a, b) =>
    tx
      .insertInto('named')
      .values({ id: id(a), name: `name ${b % 3}` })
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('named')
      .set({ gone: b % 2 === 0 })
      .where('id', '=', id(a))
      .execute(),
  (tx, a, b) =>
    tx
      .updateTable('named')
      .set({ name: `name ${b % 3}` })
      .where('id', '=', id(a))
      .execute(),
]

type Step = [statement: number, a: number, b: number]
const runAll = async (tx: Tx<any>, steps: readonly Step[]) => {
  for (const [statement, a, b] of steps) await statements[statement]!(tx, a, b)
}

/** What the tables hold after the work, or that it failed; undone in either case. */
async function outcomeOf(work: (tx: Tx<any>) => Promise<unknown>): Promise<unknown> {
  const undone = new Error('undone')
  let held: unknown
  const ended = base.db.transaction().execute(async (tx) => {
    await work(tx)
    held = await contents(tx)
    throw undone
  })
  return await ended.catch((error: unknown) => (error === undone ? held : 'failed'))
}

async function contents(tx: Tx<any>): Promise<unknown> {
  const of = async (table: string) => {
    // Numbers that were given in a transaction that was undone are not given again.
    const query =
      table === 'numbered'
        ? sql`select word from numbered order by position`
        : sql`select * from ${sql.table(table)} t order by t::text`
    return [table, (await query.execute(tx)).rows]
  }
  return Object.fromEntries(await Promise.all(TABLES.map(of)))
}

test('any statements leave the same tables behind in batches as one by one', { timeout: 120_000 }, async () => {
  const shapes = await shapesOf(base.db, 'consultations', TABLES)
  const step = fc.tuple(fc.nat({ max: statements.length - 1 }), fc.nat({ max: 3 }), fc.nat({ max: 9 }))
  let completed = 0
  let failedLate = 0

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const alone = await outcomeOf((tx) => runAll(tx, steps))
      const together = await outcomeOf((tx) => inBatches(tx, shapes, (batched) => runAll(batched, steps)))
      if (alone === 'failed') return
      // A batch may fail where single statements do not, and is then done again one by one; it is never wrong.
      if (together === 'failed') failedLate += 1
      else {
        completed += 1
        expect(together).toEqual(alone)
      }
    }),
    { seed: 20_221_122, numRuns: 500 },
  )

  // Nothing arrives after the end of its transaction, however it ended.
  expect(await contents(base.db as Tx<any>)).toEqual({ thing: [], part: [], named: [], numbered: [] })
  expect(completed).toBeGreaterThan(150)
  expect(failedLate).toBeLessThan(completed / 10)
})

test('a value that the table refuses fails the batch, wherever it was asked for', async () => {
  const shapes = await shapesOf(base.db, 'consultations', TABLES)
  const work = (tx: Tx<any>) =>
    inBatches(tx, shapes, async (batched) => {
      await batched
        .insertInto('thing')
        .values({ id: id(1), n: 1_000 })
        .execute()
      await batched
        .insertInto('thing')
        .values({ id: id(2) })
        .execute()
    })
  await expect(base.db.transaction().execute(work)).rejects.toMatchObject({ code: '23514' })
})

/** How many statements the work sends, and what `query` answers after it. */
async function sentBy(work: (tx: Tx<any>) => Promise<unknown>, query: string) {
  const shapes = await shapesOf(base.db, 'consultations', TABLES)
  let sent = 0
  let answer: unknown
  const queries = vi.spyOn(PreparingClient.prototype, 'query')
  onTestFinished(() => queries.mockRestore())
  await outcomeOf(async (tx) => {
    const before = queries.mock.calls.length
    await inBatches(tx, shapes, work)
    sent = queries.mock.calls.length - before
    answer = (await sql.raw(query).execute(tx)).rows
  })
  return { sent, answer }
}

const thing = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

test('many plain writes become few statements', async () => {
  const work = async (tx: Tx<any>) => {
    for (let n = 0; n < 900; n += 1) {
      await tx
        .insertInto('thing')
        .values({ id: thing(n), n: 1 })
        .execute()
      await tx
        .insertInto('part')
        .values({ thing_id: thing(n), kind: 'k1', state: 'NEW' })
        .execute()
      await tx.updateTable('thing').set({ n: 2 }).where('id', '=', thing(n)).execute()
    }
  }

  const { sent, answer } = await sentBy(work, 'select count(*)::int as n from thing where n = 2')

  expect(answer).toEqual([{ n: 900 }])
  expect(sent).toBe(2)
})

test('deletions that are alike but for the value of a column become one statement', async () => {
  const work = async (tx: Tx<any>) => {
    for (let n = 0; n < 300; n += 1) {
      await tx
        .insertInto('named')
        .values({ id: thing(n), name: `name ${n}` })
        .execute()
      if (n % 2) {
        await tx.deleteFrom('named').where('name', '=', `name ${n}`).where('gone', '=', false).execute()
      }
    }
  }

  const { sent, answer } = await sentBy(work, 'select count(*)::int as n from named')

  expect(answer).toEqual([{ n: 150 }])
  expect(sent).toBe(2)
})

test('what gives rows another value in the column that tells updates apart waits for them', async () => {
  const gone = (tx: Tx<any>, name: string) =>
    tx.updateTable('named').set({ gone: true }).where('name', '=', name).execute()
  const work = async (tx: Tx<any>) => {
    await tx
      .insertInto('named')
      .values([1, 2, 3].map((n) => ({ id: thing(n), name: `name ${n}` })))
      .execute()
    await gone(tx, 'name 1')
    await tx.updateTable('named').set({ name: 'another' }).where('name', '=', 'name 2').execute()
    await gone(tx, 'another')
  }

  const { answer } = await sentBy(work, 'select name from named where gone order by id')

  expect(answer).toEqual([{ name: 'name 1' }, { name: 'another' }])
})

test('updates that are alike but for one value of the key become one statement', async () => {
  const work = async (tx: Tx<any>) => {
    for (let n = 0; n < 300; n += 1) {
      await tx
        .insertInto('part')
        .values(['k1', 'k2'].map((kind) => ({ thing_id: thing(n), kind, state: kind === 'k2' ? 'NEW' : null })))
        .execute()
      await tx
        .updateTable('part')
        .set({ state: 'ABSENT' })
        .where('thing_id', '=', thing(n))
        .where('state', 'is', null)
        .execute()
    }
  }

  const { sent, answer } = await sentBy(work, 'select state, count(*)::int as n from part group by 1 order by 1')

  expect(answer).toEqual([
    { state: 'ABSENT', n: 300 },
    { state: 'NEW', n: 300 },
  ])
  expect(sent).toBe(2)
})
