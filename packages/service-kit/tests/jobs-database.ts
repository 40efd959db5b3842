import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { openDatabase } from '../src/database.ts'
import { kitMigrations, migrate } from '../src/migrate.ts'
import { provisionDatabase } from '../src/provision-database.ts'

export const silent = pino({ level: 'silent' })

/** A database of its own with the kit's tables, as a service's role sees it. */
export async function freshDatabase<Tables = unknown>(service = 'consultations') {
  const database = `kit_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  const urls = await provisionDatabase({
    adminUrl: inject('adminUrl'),
    database,
    services: [service],
    passwordOf: () => 'test',
  })
  const url = urls[service]!
  const { pool, db } = openDatabase<Tables>(url, { name: 'test', log: silent })
  await migrate(pool, [kitMigrations])
  return {
    url,
    pool,
    db,
    async [Symbol.asyncDispose]() {
      await pool.end()
      const admin = new Client({ connectionString: inject('adminUrl') })
      await admin.connect()
      await admin.query(`drop database ${database} with (force)`)
      await admin.query(`drop role ${database}_${service}`)
      await admin.end()
    },
  }
}
