import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { Client, type Pool } from 'pg'

/** A folder of numbered SQL files, `0001-plans.sql`, and the name under which they are remembered. */
export interface MigrationSet {
  scope: string
  folder: URL
}

/** The tables of the kit, which come before a service's own. */
export const kitMigrations: MigrationSet = { scope: 'kit', folder: new URL('../migrations/', import.meta.url) }

/**
 * Brings the schema on the search path up to date: each file once, in the order of its number, forward only,
 * each in a transaction of its own. Safe when several instances start at once. Returns the names of what was applied.
 * A file that was applied and has changed since stops the start: history is not rewritten.
 */
export async function migrate(pool: Pool, sets: readonly MigrationSet[]): Promise<string[]> {
  // A connection of its own: a long migration, or the wait for another instance's, has no time-out.
  const client = new Client({ connectionString: pool.options.connectionString })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('migrate ' || current_schema()))`)
    try {
      await client.query(`
        create table if not exists migration (
          scope text not null, name text not null, sha256 text not null,
          applied_at timestamptz not null default now(), primary key (scope, name)
        )`)
      const applied: string[] = []
      for (const set of sets) applied.push(...(await migrateSet(client, set)))
      return applied
    } finally {
      await client.query(`select pg_advisory_unlock(hashtext('migrate ' || current_schema()))`)
    }
  } finally {
    await client.end()
  }
}

async function migrateSet(client: Client, { scope, folder }: MigrationSet): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration where scope = $1',
    [scope],
  )
  const known = new Map(rows.map((row) => [row.name, row.sha256]))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const applied: string[] = []
  for (const name of names) {
    if (!/^\d{4}-[a-z0-9-]+(\.breaking)?\.sql$/.test(name))
      throw new Error(`expected a name like 0001-plans.sql, got ${name}`)
    const text = await readFile(new URL(name, folder), 'utf8')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const before = known.get(name)
    if (before === sha256) continue
    if (before !== undefined) throw new Error(`migration ${scope}/${name} was applied and has been changed since`)
    await inTransaction(client, `${scope}/${name}`, async () => {
      await client.query(text)
      await client.query('insert into migration (scope, name, sha256) values ($1, $2, $3)', [scope, name, sha256])
    })
    applied.push(`${scope}/${name}`)
  }
  return applied
}

async function inTransaction(client: Client, name: string, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${(cause as Error).message}`, { cause })
  }
}
