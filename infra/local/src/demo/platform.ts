import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitteeId } from '@lianxie/contracts'
import { buildPages } from '@lianxie/portal/build'
import { committeeOf, compactOf, type CompactName } from '@lianxie/sample-data'
import { provisionDatabase } from '@lianxie/service-kit'
import { findNatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'
import { requireFreePort } from '../ports.ts'
import { startPostgres } from '../postgres.ts'
import { openCommitteeNats } from './committee-nats.ts'
import { type DemoHub, startDemoHub } from './demo-hub.ts'
import type { CommitteeUrls } from './committee-settings.ts'
import { startCommittee } from './start-committee.ts'

export interface DemoCommittee {
  committee: CommitteeId
  name: string
  urls: CommitteeUrls
  /** The origin of the pages that people use. */
  publicUrl: string
  dataDir: string
  natsUrl: string
  /** The password of the account that may read events. */
  natsPasswordFile: string
}

/** A hub and every committee of a compact, each with its own database, NATS server, keys and process. */
export interface DemoPlatform {
  committees: DemoCommittee[]
  hub: DemoHub
  /** Fulfilled with a sentence when any part has gone. */
  failed: Promise<string>
  stop(): Promise<void>
}

const SERVICES = ['identity', 'directory', 'consultations', 'proposals', 'supervision', 'joint', 'notices'] as const

/** One server for all: five committees have thirty-five services, each with up to ten connections and some beside them. */
const ONE_SERVER = { max_connections: '490' }

/** Ports from `base`: PostgreSQL, the hub, then ten for each committee. */
const portsOf = (base: number, index: number) => {
  const first = base + 10 * (index + 1)
  return {
    identity: first,
    directory: first + 1,
    consultations: first + 2,
    joint: first + 3,
    nats: first + 4,
    proposals: first + 5,
    supervision: first + 6,
    portal: first + 7,
    notices: first + 8,
  }
}

/** Starts everything, or stops what it started and throws: also when the signal aborts meanwhile. */
export async function startDemoPlatform(options: {
  compact: CompactName
  dir: string
  basePort: number
  step: <T>(label: string, work: () => Promise<T>) => Promise<T>
  log: (line: string) => void
  signal: AbortSignal
}): Promise<DemoPlatform> {
  const { dir, basePort, step, log, signal } = options
  const { members } = compactOf(options.compact)
  const running: Part[] = []
  // Asked to stop twice, it stops once.
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= stopAll(running))
  const start = async <P extends Part>(starting: Promise<P>): Promise<P> => {
    const part = await starting
    running.push(part)
    signal.throwIfAborted()
    return part
  }
  try {
    signal.throwIfAborted()
    // What fails waits for what is under way beside it, so that `stop` finds everything.
    const servers = [
      step('PostgreSQL 18 (durable) 启动数据库', () =>
        start(
          startPostgres({ dataDir: join(dir, 'postgres'), port: basePort, durable: true, settings: ONE_SERVER, log }),
        ),
      ),
      // It may bring the program first, which nobody who stops has to wait for.
      step('nats-server 查找或获取', () => unlessAborted(findNatsProgram(log), signal)),
      step('页面 building the pages', () => unlessAborted(buildPages(), signal)),
    ] as const
    await Promise.allSettled(servers)
    const [postgres, program] = await Promise.all(servers)
    const hub = await step('交换节点 hub', () =>
      start(startDemoHub({ dir: join(dir, 'hub'), port: basePort + 1, program, log })),
    )
    const starting = members.map((committee, index) =>
      step(`${committeeOf(committee).fullName} ${committee}`, async () => {
        const { nats: natsPort, ...ports } = portsOf(basePort, index)
        const folder = join(dir, committee)
        const { config, auth, gateway, readerPasswordFile } = await openCommitteeNats(committee, folder)
        const nats = await start(
          startNats({ name: committee, dir: join(folder, 'nats'), port: natsPort, config, program, log }),
        )
        const passwords = await keepPasswords(folder)
        const databaseUrls = await provisionDatabase({
          adminUrl: postgres.adminUrl,
          database: committee.replaceAll('-', '_'),
          services: SERVICES,
          passwordOf: (service) => passwords[service]!,
        })
        const name = committeeOf(committee).fullName
        const settings = {
          committee,
          name,
          dataDir: folder,
          nats: { servers: nats.url, auth, gateway },
          databaseUrls,
          ports,
          publicUrl: `http://127.0.0.1:${ports.portal}`,
          logLevel: 'warn',
        }
        signal.throwIfAborted()
        const { urls } = await start(startCommittee(settings, signal))
        const { publicUrl, dataDir } = settings
        return { committee, name, urls, publicUrl, dataDir, natsUrl: nats.url, natsPasswordFile: readerPasswordFile }
      }),
    )
    await Promise.allSettled(starting)
    const committees = await Promise.all(starting)
    return { committees, hub, failed: Promise.race(running.map(({ exited }) => exited)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Part {
  exited: Promise<string>
  stop(): Promise<void>
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

/** In the opposite order of their start: nobody loses what it still stands on. */
async function stopAll(running: Part[]): Promise<void> {
  for (const part of running.splice(0).reverse()) await part.stop()
}

/** Throws the sentence for people when something else holds a port that the platform will take. */
export async function requirePorts(compact: CompactName, base: number): Promise<void> {
  await requireFreePort(base, 'PostgreSQL')
  await requireFreePort(base + 1, 'the hub')
  for (const [index, committee] of compactOf(compact).members.entries()) {
    for (const [name, port] of Object.entries(portsOf(base, index)))
      await requireFreePort(port, `${name} of ${committee}`)
  }
}

/** The passwords of one committee's database roles, each made once. */
async function keepPasswords(folder: string): Promise<Record<string, string>> {
  const file = join(folder, 'database-passwords.json')
  const kept = await readPasswords(file)
  const made = SERVICES.filter((service) => kept[service] === undefined)
  if (made.length === 0) return kept
  for (const service of made) kept[service] = randomBytes(18).toString('base64url')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return kept
}

/** Those of an earlier start, which may have had fewer services. */
async function readPasswords(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
