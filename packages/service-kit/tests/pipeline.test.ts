import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../src/database.ts'
import { inPipeline } from '../src/pipeline.ts'
import type { Tx } from '../src/tables.ts'
import { freshDatabase, silent } from './jobs-database.ts'

interface Tables {
  thing: { id: number; name: string }
}

let database: Awaited<ReturnType<typeof freshDatabase<Tables>>>
beforeAll(async () => {
  database = await freshDatabase()
  await sql`create table thing (id int primary key, name text not null)`.execute(database.db)
})
afterAll(() => database?.[Symbol.asyncDispose]())

const inTx = <T>(work: (tx: Tx<Tables>) => Promise<T>) => inPipeline(database.pool, work)
const put = (tx: Tx<Tables>, id: number, name: string) => tx.insertInto('thing').values({ id, name }).execute()
const look = (tx: Tx<Tables>, id: number) =>
  tx.selectFrom('thing').select('name').where('id', '=', id).executeTakeFirst()

test('statements that do not wait for each other are carried out in their order, whatever comes first', async () => {
  const writeFirst = await inTx((tx) => Promise.all([put(tx, 1, 'one'), look(tx, 1), look(tx, 2)]))
  const readFirst = await inTx((tx) => Promise.all([look(tx, 2), put(tx, 2, 'two'), look(tx, 2)]))

  expect(writeFirst.slice(1)).toEqual([{ name: 'one' }, undefined])
  expect(readFirst[0]).toBe(undefined)
  expect(readFirst[2]).toEqual({ name: 'two' })
})

test('what failed is told, and not what could no longer be done behind it', async () => {
  const twice = inTx(async (tx) => {
    await put(tx, 7, 'seven')
    const again = put(tx, 7, 'seven again')
    again.catch(() => undefined)
    await look(tx, 7)
  })

  await expect(twice).rejects.toMatchObject({ code: '23505' })
})

test('they share a way to the database', async () => {
  await using line = await countingLine(database.url)
  const { pool, db } = openDatabase<Tables>(line.url, { name: 'test', log: silent })
  const ask = (tx: Tx<Tables>) => Promise.all(Array.from({ length: 10 }, (_, id) => look(tx, id)))
  try {
    await inPipeline(pool, ask)
    line.ways = 0
    await inPipeline(pool, ask)
    const piped = line.ways
    line.ways = 0
    await db.transaction().execute(ask)

    // The statements with the begin, and the commit.
    expect(piped).toBeLessThanOrEqual(3)
    expect(line.ways).toBeGreaterThanOrEqual(10)
  } finally {
    await pool.end()
  }
})

test('what is asked in one turn leaves with one call of the system', async () => {
  const client = await database.pool.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  client.release()
  const calls = [vi.spyOn(stream, '_write'), vi.spyOn(stream, '_writev' as '_write')]
  try {
    await inTx((tx) => Promise.all(Array.from({ length: 10 }, (_, id) => look(tx, id))))

    // The statements with the begin, and the commit.
    expect(calls.reduce((sum, { mock }) => sum + mock.calls.length, 0)).toBe(2)
  } finally {
    for (const call of calls) call.mockRestore()
  }
})

test('when the transaction alone could not begin, nothing is kept of what was sent behind', async () => {
  await using line = await countingLine(database.url)
  const { pool } = openDatabase<Tables>(line.url, { name: 'test', log: silent })
  // What nobody waits for, as where what is believed is sent ahead.
  const work = async (tx: Tx<Tables>) => {
    const first = look(tx, 1)
    first.catch(() => undefined)
    await pause(100)
    await put(tx, 50, 'kept by itself')
    await first
  }
  try {
    line.change = (sent) => Buffer.from(sent.toString('latin1').replace('begin\0', 'begim\0'), 'latin1')
    await expect(inPipeline(pool, work)).rejects.toThrow()
    line.change = (sent) => sent

    expect(await inPipeline(pool, (tx: Tx<Tables>) => look(tx, 50))).toBeUndefined()
    await inPipeline(pool, work)
    expect(await inTx((tx) => look(tx, 50))).toEqual({ name: 'kept by itself' })
  } finally {
    await pool.end()
  }
})

/** A line to PostgreSQL that counts how often something is sent after something was answered, and may change what is sent. */
async function countingLine(url: string) {
  const target = new URL(url)
  const [host, port] = [target.hostname, Number(target.port)]
  const line = {
    url: '',
    ways: 0,
    change: (sent: Buffer) => sent,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
  const server = createServer((near) => {
    const far = connect(port, host)
    let answered = true
    near.on('data', (bytes) => {
      if (answered) line.ways += 1
      answered = false
      far.write(line.change(bytes))
    })
    far.on('data', (bytes) => {
      answered = true
      near.write(bytes)
    })
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  target.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  line.url = target.href
  return line
}

test('what is rejected is rolled back, and the connection serves the next', async () => {
  const given = inTx(async (tx) => {
    await put(tx, 3, 'three')
    throw new Error('given up')
  })
  await expect(given).rejects.toThrow('given up')

  const failed = inTx(async (tx) => {
    await put(tx, 3, 'three')
    await sql`select 1 / 0`.execute(tx)
  })
  await expect(failed).rejects.toThrow('division by zero')
  expect(await inTx((tx) => look(tx, 3))).toBe(undefined)
  expect(database.pool.totalCount - database.pool.idleCount).toBe(0)
})

test('a statement that comes when the transaction is over is refused, and changes nothing', async () => {
  let late: Tx<Tables> | undefined
  await inTx(async (tx) => {
    late = tx
    await look(tx, 1)
  })

  await expect(put(late!, 4, 'four')).rejects.toThrow('expected the transaction to be under way')
  expect(await inTx((tx) => look(tx, 4))).toBe(undefined)
})

test('a connection that breaks in the middle is not given to the next', async () => {
  const broken = inTx(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(database.db)
    await put(tx, 5, 'five')
  })

  await expect(broken).rejects.toThrow()
  expect(await inTx((tx) => look(tx, 5))).toBe(undefined)
})
