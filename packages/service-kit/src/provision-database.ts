import { Client, escapeIdentifier, escapeLiteral } from 'pg'

/** What one committee's database consists of: a schema and a role for each service, and nothing shared. */
export interface DatabasePlan {
  /** URL of a role that may create databases and roles. */
  adminUrl: string
  /** Name of the committee's database. */
  database: string
  services: readonly string[]
  passwordOf: (service: string) => string
}

/**
 * Creates the database, and per service a login role `<database>_<service>` that owns the schema `<service>` and sees no other.
 * Safe to run again and by several at once. Returns each service's `DATABASE_URL`.
 */
export async function provisionDatabase(plan: DatabasePlan): Promise<Record<string, string>> {
  await withClient(plan.adminUrl, async (admin) => {
    await exclusively(admin, plan.database, async () => {
      const { rowCount } = await admin.query('select from pg_database where datname = $1', [plan.database])
      if (rowCount === 0) await admin.query(`create database ${escapeIdentifier(plan.database)}`)
      await admin.query(`revoke all on database ${escapeIdentifier(plan.database)} from public`)
      for (const service of plan.services) await provisionRole(admin, plan, service)
    })
  })
  await withClient(urlOf(plan.adminUrl, { database: plan.database }), async (admin) => {
    await exclusively(admin, plan.database, async () => {
      await admin.query('revoke all on schema public from public')
      await admin.query('create extension if not exists pg_trgm with schema public')
      for (const service of plan.services) await provisionSchema(admin, plan, service)
    })
  })
  return Object.fromEntries(
    plan.services.map((service) => [
      service,
      urlOf(plan.adminUrl, {
        database: plan.database,
        user: roleOf(plan, service),
        password: plan.passwordOf(service),
      }),
    ]),
  )
}

const roleOf = ({ database }: DatabasePlan, service: string) => `${database}_${service}`

async function provisionRole(admin: Client, plan: DatabasePlan, service: string): Promise<void> {
  const role = roleOf(plan, service)
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role])
  const verb = rowCount === 0 ? 'create' : 'alter'
  await admin.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(plan.passwordOf(service))}`)
  await admin.query(`grant connect on database ${escapeIdentifier(plan.database)} to ${escapeIdentifier(role)}`)
  await admin.query(
    `alter role ${escapeIdentifier(role)} in database ${escapeIdentifier(plan.database)} set search_path = ${escapeIdentifier(service)}, public`,
  )
  // Many ask for little at once: a list is answered sooner by the one process that is there than by two that start for it,
  // and to compile a query takes longer than to run it.
  await admin.query(`alter role ${escapeIdentifier(role)} set max_parallel_workers_per_gather = 0`)
  await admin.query(`alter role ${escapeIdentifier(role)} set jit = off`)
}

async function provisionSchema(admin: Client, plan: DatabasePlan, service: string): Promise<void> {
  const role = escapeIdentifier(roleOf(plan, service))
  // The second schema is the job library's, which creates its tables there by itself; the third is empty but for a rebuild.
  for (const schema of [service, `${service}_jobs`, `${service}_rebuild`]) {
    await admin.query(`create schema if not exists ${escapeIdentifier(schema)} authorization ${role}`)
  }
  await admin.query(`grant usage on schema public to ${role}`)
}

async function exclusively(client: Client, name: string, work: () => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock(hashtext($1))', [`provision ${name}`])
  try {
    await work()
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [`provision ${name}`])
  }
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(base: string, change: { database: string; user?: string; password?: string }): string {
  const url = new URL(base)
  url.pathname = `/${encodeURIComponent(change.database)}`
  if (change.user !== undefined) url.username = encodeURIComponent(change.user)
  if (change.password !== undefined) url.password = encodeURIComponent(change.password)
  return url.href
}
