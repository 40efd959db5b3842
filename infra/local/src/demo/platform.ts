import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitteeId } from '@lianxie/contracts'
import { committeeOf, compactOf, type CompactName } from '@lianxie/sample-data'
import { provisionDatabase } from '@lianxie/service-kit'
import { findNatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'
import { requireFreePort } from '../ports.ts'
import { startPostgres } from '../postgres.ts'
import { demoAccounts } from './demo-accounts.ts'
import { type DemoHub, startDemoHub } from './demo-hub.ts'
import type { CommitteeUrls } from './committee-settings.ts'
import { startCommittee } from './start-committee.ts'

export interface DemoCommittee {
  committee: CommitteeId
  name: string
  urls: CommitteeUrls
  natsUrl: string
}

/** A hub and every committee of a compact, each with its own database, NATS server, keys and process. */
export interface DemoPlatform {
  committees: DemoCommittee[]
  hub: DemoHub
  /** Fulfilled with a sentence when any part has gone. */
  failed: Promise<string>
  stop(): Promise<void>
}

const SERVICES = ['directory', 'consultations', 'joint'] as const

/** Ports from `base`: PostgreSQL, the hub, then ten for each committee. */
const portsOf = (base: number, index: number) => {
  const first = base + 10 * (index + 1)
  return { issuer: first, directory: first + 1, consultations: first + 2, joint: first + 3, nats: first + 4 }
}

export async function startDemoPlatform(options: {
  compact: CompactName
  dir: string
  basePort: number
  step: <T>(label: string, work: () => Promise<T>) => Promise<T>
  log: (line: string) => void
}): Promise<DemoPlatform> {
  const { dir, basePort, step, log } = options
  const { members } = compactOf(options.compact)
  const running: { exited: Promise<string>; stop(): Promise<void> }[] = []
  // Asked to stop twice, it stops once.
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= stopAll(running))
  try {
    await requirePorts(basePort, members)
    const [postgres, program] = await Promise.all([
      step('PostgreSQL 18 (durable) 启动数据库', () =>
        startPostgres({ dataDir: join(dir, 'postgres'), port: basePort, durable: true, log }),
      ),
      step('nats-server 查找或获取', () => findNatsProgram(log)),
    ])
    running.push(postgres)
    const hub = await step('交换节点 hub', () =>
      startDemoHub({ dir: join(dir, 'hub'), port: basePort + 1, program, log }),
    )
    running.push(hub)
    const committees = await Promise.all(
      members.map((committee, index) =>
        step(`${committeeOf(committee).fullName} ${committee}`, async () => {
          const ports = portsOf(basePort, index)
          const folder = join(dir, committee)
          const nats = await startNats({ name: committee, dir: join(folder, 'nats'), port: ports.nats, program, log })
          running.push(nats)
          const passwords = await readPasswords(folder)
          const database = committee.replaceAll('-', '_')
          const databaseUrls = await provisionDatabase({
            adminUrl: postgres.adminUrl,
            database,
            services: SERVICES,
            passwordOf: (service) => passwords[service]!,
          })
          const { nats: _, ...httpPorts } = ports
          const name = committeeOf(committee).fullName
          const process = await startCommittee({
            committee,
            name,
            dataDir: folder,
            natsUrl: nats.url,
            databaseUrls,
            ports: httpPorts,
            accounts: demoAccounts(committee),
            logLevel: 'warn',
          })
          running.push(process)
          return { committee, name, urls: process.urls, natsUrl: nats.url }
        }),
      ),
    )
    return { committees, hub, failed: Promise.race(running.map(({ exited }) => exited)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** In the opposite order of their start: nobody loses what it still stands on. */
async function stopAll(running: { stop(): Promise<void> }[]): Promise<void> {
  for (const part of running.splice(0).reverse()) await part.stop()
}

async function requirePorts(base: number, members: readonly string[]): Promise<void> {
  await requireFreePort(base, 'PostgreSQL')
  await requireFreePort(base + 1, 'the hub')
  for (const [index, committee] of members.entries()) {
    for (const [name, port] of Object.entries(portsOf(base, index)))
      await requireFreePort(port, `${name} of ${committee}`)
  }
}

/** The passwords of one committee's database roles, made once. */
async function readPasswords(folder: string): Promise<Record<string, string>> {
  const file = join(folder, 'database-passwords.json')
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = Object.fromEntries(SERVICES.map((service) => [service, randomBytes(18).toString('base64url')]))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return made
}
