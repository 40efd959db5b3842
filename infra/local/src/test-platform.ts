import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNatsServer } from './nats-program.ts'
import { startNats } from './nats-server.ts'
import { startPostgres } from './postgres.ts'
import { argumentsOf } from './process-table.ts'
import { testAccounts } from './test-accounts.ts'

/** What service tests run against: real servers, empty, used by this run alone. */
export interface TestPlatform {
  /** Of a PostgreSQL superuser; each test makes its own database. */
  adminUrl: string
  /** A server with the accounts of `testAccounts`; each test takes one of its own. */
  natsUrl: string
  stop: () => Promise<void>
}

/** The embedded servers, or with `TEST_CONTAINERS=1` the images that a deployment runs. */
export async function startTestPlatform(log: (line: string) => void = console.error): Promise<TestPlatform> {
  if (process.env['TEST_CONTAINERS'] === '1') return (await import('./containers.ts')).startContainers()
  sweep()
  const dir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // PostgreSQL's account has to pass through it.
  chmodSync(dir, 0o755)
  const parts = await Promise.allSettled([
    startPostgres({ dataDir: join(dir, 'postgres'), durable: false, log }),
    testNats(join(dir, 'nats'), log),
  ])
  const stop = async () => {
    for (const part of parts) if (part.status === 'fulfilled') await part.value.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  const [postgres, nats] = parts
  if (postgres.status === 'fulfilled' && nats.status === 'fulfilled') {
    return { adminUrl: postgres.value.adminUrl, natsUrl: nats.value.url, stop }
  }
  await stop()
  throw parts.find((part) => part.status === 'rejected')?.reason
}

async function testNats(dir: string, log: (line: string) => void): Promise<{ url: string; stop: () => Promise<void> }> {
  const found = await findNatsServer(log)
  if (found.kind === 'running') return { url: found.url, stop: async () => undefined }
  return startNats({ name: 'test', dir, program: found, log, config: testAccounts() })
}

const prefix = 'lianxie-test-'

/** Runs that were killed leave their directory behind; its name says whose it is. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (pid && !argumentsOf(pid)) removeIfOurs(join(tmpdir(), name))
  }
}

function removeIfOurs(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true })
  } catch (error) {
    // Another account's.
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
