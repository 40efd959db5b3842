import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isCollision } from '../src/database.ts'
import { inPipeline } from '../src/pipeline.ts'
import { freshDatabase } from './jobs-database.ts'

let database: Awaited<ReturnType<typeof freshDatabase<{ thing: { id: number; name: string } }>>>
beforeAll(async () => {
  database = await freshDatabase()
  await sql`create table thing (id int primary key, name text not null)`.execute(database.db)
  await sql`insert into thing values (1, 'one'), (2, 'two')`.execute(database.db)
})
afterAll(() => database?.[Symbol.asyncDispose]())

const look = (id: number) =>
  database.db
    .transaction()
    .execute((tx) => tx.selectFrom('thing').selectAll().where('id', '=', id).forShare().executeTakeFirstOrThrow())

test('what transactions send again is prepared once a connection', async () => {
  const seen = [await look(1), await look(2), await look(1)]

  expect(seen.map(({ name }) => name)).toEqual(['one', 'two', 'one'])
  const { rows } = await sql`select name from pg_prepared_statements where statement like '%for share'`.execute(
    database.db,
  )
  expect(rows).toHaveLength(1)
})

test('lists outside of transactions are planned for what they are asked', async () => {
  for (const id of [1, 2, 3])
    await database.db.selectFrom('thing').select('name').where('id', '<', id).orderBy('name').execute()

  const { rows } = await sql`select name from pg_prepared_statements where statement like '%order by "name"'`.execute(
    database.db,
  )
  expect(rows).toEqual([])
})

test('a column that a migration adds under a prepared statement costs one more try', async () => {
  await look(1)
  await look(1)
  await sql`alter table thing add column colour text not null default 'red'`.execute(database.db)

  const failure: unknown = await look(1).then(
    () => undefined,
    (error: unknown) => error,
  )
  const again = await look(1)

  expect(isCollision(failure)).toBe(true)
  expect(again).toEqual({ id: 1, name: 'one', colour: 'red' })
})

test('statements of a transaction that do not wait for each other are carried out in their order', async () => {
  const seen = await database.db.transaction().execute(async (tx) => {
    const [, before, , after] = await Promise.all([
      tx.insertInto('thing').values({ id: 3, name: 'three' }).execute(),
      tx.selectFrom('thing').select('name').where('id', '=', 3).executeTakeFirst(),
      tx.updateTable('thing').set({ name: 'drei' }).where('id', '=', 3).execute(),
      tx.selectFrom('thing').select('name').where('id', '=', 3).executeTakeFirst(),
    ])
    return [before?.name, after?.name]
  })

  expect(seen).toEqual(['three', 'drei'])
})

test('a transaction that is given up changes nothing, whichever statement began it', async () => {
  const giveUp = (first: 'read' | 'write') =>
    database.db.transaction().execute(async (tx) => {
      if (first === 'read') await tx.selectFrom('thing').selectAll().where('id', '=', 1).forUpdate().execute()
      await tx.updateTable('thing').set({ name: first }).where('id', '=', 1).execute()
      throw new Error('given up')
    })

  await expect(giveUp('read')).rejects.toThrow('given up')
  await expect(giveUp('write')).rejects.toThrow('given up')

  expect((await look(1)).name).toBe('one')
})

test('a statement that fails first ends its transaction, and the connection serves the next one', async () => {
  const failing = database.db
    .transaction()
    .execute((tx) => sql`select 1 / (id - 1) from thing where id = ${1}`.execute(tx))

  await expect(failing).rejects.toThrow('division by zero')
  await expect(database.db.transaction().execute(async () => 'nothing asked')).resolves.toBe('nothing asked')

  expect((await look(2)).name).toBe('two')
  const { rows } =
    await sql`select state from pg_stat_activity where application_name = 'test' and state like 'idle in%'`.execute(
      database.db,
    )
  expect(rows).toEqual([])
})

test('a transaction may be committed together with its last statements', async () => {
  await database.db.transaction().execute(async (tx) => {
    const renamed = tx.updateTable('thing').set({ name: 'two again' }).where('id', '=', 2).execute()
    await Promise.all([renamed, sql`commit`.execute(tx)])
  })

  expect((await look(2)).name).toBe('two again')
})

test('what is sent with a commit is prepared like all else', async () => {
  const remove = (id: number) =>
    inPipeline(database.pool, async (tx) => {
      await Promise.all([sql`delete from thing where id = ${id}`.execute(tx), sql`commit`.execute(tx)])
    })
  for (const id of [101, 102, 103]) await remove(id)

  const { rows } = await sql`select name from pg_prepared_statements where statement like 'delete%'`.execute(
    database.db,
  )
  expect(rows).toHaveLength(1)
})

test('of what is sent with a commit nothing stays when a part of it fails', async () => {
  const work = database.db.transaction().execute(async (tx) => {
    const renamed = tx.updateTable('thing').set({ name: 'lost' }).where('id', '=', 2).execute()
    const failing = sql`select 1 / (id - 1) from thing where id = ${1}`.execute(tx)
    const results = await Promise.allSettled([renamed, failing, sql`commit`.execute(tx)])
    for (const result of results) if (result.status === 'rejected') throw result.reason
  })

  await expect(work).rejects.toThrow('division by zero')
  expect((await look(2)).name).not.toBe('lost')
})

test('a failure that nobody noticed is told when the transaction should commit', async () => {
  const work = database.db.transaction().execute(async (tx) => {
    await sql`select 1 / (id - 1) from thing where id = ${1}`.execute(tx).catch(() => undefined)
  })

  await expect(work).rejects.toThrow('expected the transaction to be committed, got ROLLBACK')
})
