import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { kitMigrations, migrate } from '../src/migrate.ts'
import { provisionDatabase } from '../src/provision-database.ts'

const database = `migrate_${process.pid}_${Date.now()}`
let pool: Pool
let other: Pool
let folder: string
const set = () => ({ scope: 'probe', folder: pathToFileURL(`${folder}/`) })

beforeAll(async () => {
  const plan = { adminUrl: inject('adminUrl'), database, services: ['directory', 'joint'], passwordOf: () => 'test' }
  // Twice and at once: provisioning may be run by several.
  const [urls] = await Promise.all([provisionDatabase(plan), provisionDatabase(plan)])
  pool = new Pool({ connectionString: urls!['directory']! })
  other = new Pool({ connectionString: urls!['joint']! })
  folder = await mkdtemp(join(tmpdir(), 'lianxie-migrations-'))
  await writeFile(join(folder, '0001-first.sql'), 'create table first (n int); insert into first values (1);')
})
afterAll(async () => {
  await pool?.end()
  await other?.end()
})

test('several instances that start at once apply each file once', async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(pool, [kitMigrations, set()])))

  expect(applied.flat().filter((name) => name === 'probe/0001-first.sql')).toHaveLength(1)
  expect((await pool.query('select count(*)::int as n from first')).rows).toEqual([{ n: 1 }])
})

test('a file that fails leaves nothing behind and stops the start with its name', async () => {
  await writeFile(join(folder, '0002-broken.sql'), 'create table second (n int); select no_such_function();')

  await expect(migrate(pool, [set()])).rejects.toThrow(/probe\/0002-broken.sql failed/)
  expect((await pool.query(`select to_regclass('second') as t`)).rows).toEqual([{ t: null }])
})

test('a file that was applied and has changed since stops the start', async () => {
  await writeFile(join(folder, '0002-broken.sql'), 'create table second (n int);')
  await migrate(pool, [set()])
  await writeFile(join(folder, '0001-first.sql'), 'create table first (n bigint);')

  await expect(migrate(pool, [set()])).rejects.toThrow(/0001-first.sql was applied and has been changed/)
})

test('a service sees neither another’s tables nor the right to make any outside its schema', async () => {
  await migrate(other, [kitMigrations])

  await expect(other.query('select * from directory.event')).rejects.toThrow(/permission denied/)
  await expect(other.query('create table public.mine (n int)')).rejects.toThrow(/permission denied/)
})
