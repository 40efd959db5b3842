import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../src/ports.ts'
import { type Postgres, startPostgres } from '../src/postgres.ts'
import { awaitPredecessor } from '../src/server-process.ts'

let root: string
const log = () => undefined

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lianxie postgres-'))
  chmodSync(root, 0o755)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function ask(postgres: Postgres, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: postgres.adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: sql })
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

test('a durable database keeps its rows when every process of it is killed', { timeout: 60_000 }, async () => {
  const dataDir = join(root, 'kept')
  const first = await startPostgres({ dataDir, durable: true, log })
  expect(await ask(first, 'show fsync')).toBe('on')
  await ask(first, `create table note as select '协商' as text`)
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true)

  const second = await startPostgres({ dataDir, durable: true, log })

  expect(await ask(second, 'select text from note')).toBe('协商')
  await second.stop()
})

test('a pid file that now names another program does not stop the start', async () => {
  const dataDir = join(root, 'reused')
  await (await startPostgres({ dataDir, durable: false, log })).stop()
  writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`)
  chmodSync(join(dataDir, 'postmaster.pid'), 0o644)

  const postgres = await startPostgres({ dataDir, durable: false, log })

  expect(await ask(postgres, 'select 1 + 1')).toBe(2)
  await postgres.stop()
})

test('words inside Chinese text can be indexed', async () => {
  const postgres = await startPostgres({ dataDir: join(root, 'chinese'), durable: false, log })
  await ask(postgres, 'create extension pg_trgm')
  expect(await ask(postgres, `select cardinality(show_trgm('联动协商'))`)).toBe(5)
  await postgres.stop()
})

test('a port in use is named in one sentence', async () => {
  const port = await freePort()
  const postgres = await startPostgres({ dataDir: join(root, 'first'), port, durable: false, log })

  await expect(startPostgres({ dataDir: join(root, 'second'), port, durable: false, log })).rejects.toThrow(
    `Port ${port} for PostgreSQL is in use by another program; stop that one or choose another port.`,
  )
  await postgres.stop()
})

test('data of another major version is left alone', async () => {
  const dataDir = join(root, 'older')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'PG_VERSION'), '15\n')

  await expect(startPostgres({ dataDir, durable: true, log })).rejects.toThrow('holds the data of PostgreSQL 15')
  expect(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8')).toBe('15\n')
})

test('a server that still runs on the same files is waited for', async () => {
  const dataDir = join(root, 'busy')
  const postgres = await startPostgres({ dataDir, durable: false, log })
  let free = false

  const waiting = awaitPredecessor(join(dataDir, 'postmaster.pid'), dataDir, 'PostgreSQL').then(() => (free = true))

  expect(free).toBe(false)
  await postgres.stop()
  await waiting
  expect(free).toBe(true)
})
