import { createHash } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import { pino } from 'pino'
import { systemClock } from '../clock.ts'
import { openDatabase } from '../database.ts'
import { startJobs } from '../jobs.ts'
import { kitMigrations, migrate } from '../migrate.ts'
import { newId } from '../new-id.ts'
import { provisionDatabase } from '../provision-database.ts'

export interface TestDatabase extends AsyncDisposable {
  /** As the service's own role. */
  url: string
}

/**
 * A database for one test, with the tables that the service finds when it starts for the second time: a copy of one that
 * was provisioned and brought up to date as any is, once a run for each service. All copies belong to one role.
 */
export async function takeTestDatabase(
  adminUrl: string,
  service: { name: string; migrations: URL },
  database: string,
): Promise<TestDatabase> {
  const template = await templateOf(adminUrl, service)
  const [copy, role, schema] = [database, template.role, service.name].map(escapeIdentifier)
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`create database ${copy} template ${escapeIdentifier(template.database)}`)
    // What is granted on a database, and set in it for a role, is not copied.
    await admin.query(`
      revoke all on database ${copy} from public;
      grant connect on database ${copy} to ${role};
      alter role ${role} in database ${copy} set search_path = ${schema}, public`)
  })
  const url = new URL(template.url)
  url.pathname = `/${encodeURIComponent(database)}`
  return {
    url: url.href,
    [Symbol.asyncDispose]: () =>
      asAdmin(adminUrl, async (admin) => {
        await admin.query(`drop database if exists ${copy} with (force)`)
      }),
  }
}

interface Template {
  database: string
  role: string
  /** Opens nothing itself: a copy may be made only while nobody is in the template. */
  url: string
}

const templates = new Map<string, Promise<Template>>()

function templateOf(adminUrl: string, service: { name: string; migrations: URL }): Promise<Template> {
  const key = `${service.name} ${service.migrations.href}`
  const known = templates.get(key)
  if (known) return known
  const database = `template_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
  const made = makeTemplate(adminUrl, service, database)
  templates.set(key, made)
  return made
}

/** The first of all test processes makes it, the others wait. */
async function makeTemplate(
  adminUrl: string,
  service: { name: string; migrations: URL },
  database: string,
): Promise<Template> {
  const plan = { adminUrl, database, services: [service.name], passwordOf: () => 'test' }
  const url = new URL(adminUrl)
  const role = `${database}_${service.name}`
  Object.assign(url, { pathname: `/${database}`, username: role, password: 'test' })
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [database])
    const { rows } = await admin.query<{ whole: boolean }>(
      'select datistemplate as whole from pg_database where datname = $1',
      [database],
    )
    if (rows[0]?.whole) return
    // Left by a process that was killed while it made it.
    if (rows[0]) await admin.query(`drop database ${database} with (force)`)
    await provisionDatabase(plan)
    await makeTables(url.href, service)
    await admin.query(`alter database ${database} with is_template true allow_connections false`)
  })
  return { database, role, url: url.href }
}

async function makeTables(url: string, { name, migrations }: { name: string; migrations: URL }): Promise<void> {
  const log = pino({ level: 'silent' })
  const { pool, db } = openDatabase<any>(url, { name: 'template', log })
  try {
    await migrate(pool, [kitMigrations, { scope: name, folder: migrations }])
    // Without a job nothing is scheduled: of the job library only its tables stay.
    const runtime = { service: name as never, db, clock: systemClock, log, newId: () => newId(), wakeRelay: () => {} }
    const jobs = await startJobs(runtime, [], { execute: async () => {} })
    await jobs[Symbol.asyncDispose]()
  } finally {
    await db.destroy()
  }
}

async function asAdmin(adminUrl: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
