import { readFile } from 'node:fs/promises'
import type { CommitteeId } from '@lianxie/contracts'
import { provisionDatabase } from '@lianxie/service-kit'
import { databaseName, SERVICES, secretsOf } from './committee-place.ts'
import { writeSecret } from './keep-secret.ts'

/**
 * 建库: database, roles and schemas as the passwords of `prepareCommittee` say, and each service's `DATABASE_URL` into the
 * folder that it alone sees. Run again it sets the passwords anew and changes nothing else.
 */
export async function provisionCommittee(options: {
  committee: CommitteeId
  dir: string
  /** The PostgreSQL server, `postgres://postgres:5432`; its administrator is `postgres`. */
  server: string
}): Promise<void> {
  const { committee, dir } = options
  const secrets = secretsOf(dir)
  const read = async (file: string) => (await readFile(file, 'utf8')).trim()
  const admin = new URL('/postgres', options.server)
  admin.username = 'postgres'
  admin.password = await read(secrets.postgres)
  const passwords = new Map<string, string>()
  for (const service of SERVICES) passwords.set(service, await read(secrets.databasePassword(service)))
  const urls = await provisionDatabase({
    adminUrl: admin.href,
    database: databaseName(committee),
    services: SERVICES,
    passwordOf: (service) => passwords.get(service)!,
  })
  for (const service of SERVICES) await writeSecret(secrets.databaseUrl(service), `${urls[service]}\n`)
}
