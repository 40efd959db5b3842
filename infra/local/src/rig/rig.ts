import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitteeId, ServiceName } from '@lianxie/contracts'
import { provisionDatabase } from '@lianxie/service-kit'
import { type TestAccount, startTestIssuer, type TokenOptions } from '@lianxie/service-kit/test-issuer'
import { openCommitteeNats } from '../demo/committee-nats.ts'
import { makeFolder } from '../make-folder.ts'
import type { NatsProgram } from '../nats-program.ts'
import { natsServer, postgresServer, type RigServer } from './rig-server.ts'
import { type ServiceProcess, type StartOptions, startServiceProcess } from './service-process.ts'

export interface RigOptions extends StartOptions {
  committee: CommitteeId
  /** Holds everything; its parents must be open to PostgreSQL's account. */
  dir: string
  /** Which services run; by default all. */
  services?: readonly ServiceName[]
  /** Default: what is found on this machine. */
  program?: NatsProgram
  log?: (line: string) => void
}

/** One committee as it is deployed: servers of its own, each instance of a service a process of its own. */
export interface Rig {
  readonly committee: CommitteeId
  readonly dir: string
  readonly postgres: RigServer
  readonly nats: RigServer
  /** The account of the services on the committee's NATS server. */
  readonly natsAuth: { user: string; pass: string }
  /** Every instance that was started. */
  readonly services: readonly ServiceProcess[]
  /** The first instance of a service. */
  service(name: ServiceName): ServiceProcess
  /** As the service's own role. */
  databaseUrlOf(service: ServiceName): string
  /** Starts a further instance on a free port. `DATABASE_URL` and `NATS_URL` may lead it through a proxy. */
  startService(name: ServiceName, options?: StartOptions): Promise<ServiceProcess>
  /** What an instance is told by its environment, but for its port. */
  environmentOf(name: ServiceName): Record<string, string>
  token(account: TestAccount, options?: TokenOptions): Promise<string>
  stop(): Promise<void>
}

const ALL = ['directory', 'consultations', 'proposals', 'supervision', 'joint'] as const
const PASSWORD = 'rig'

/** As docker-compose.yml starts PostgreSQL; what is not said there is its default. */
const AS_SHIPPED = { shared_buffers: '256MB', max_wal_size: '1GB', random_page_cost: '1.1' }

/** Starts the committee, or stops what it started and throws. */
export async function startRig(options: RigOptions): Promise<Rig> {
  const life = new AsyncDisposableStack()
  try {
    return await startIn(life, options)
  } catch (error) {
    await life.disposeAsync()
    throw error
  }
}

async function startIn(life: AsyncDisposableStack, options: RigOptions): Promise<Rig> {
  const { committee, dir, services: names = ALL, log = () => undefined } = options
  mkdirSync(dir, { recursive: true })
  const postgres = await postgresServer({ dataDir: join(dir, 'postgres'), durable: true, settings: AS_SHIPPED, log })
  life.defer(() => postgres.stop())
  const { config, auth } = await openCommitteeNats(committee, join(dir, 'secrets'))
  const program = options.program && { program: options.program }
  const nats = await natsServer({ name: committee, dir: join(dir, 'nats'), config, log, ...program })
  life.defer(() => nats.stop())
  const issuer = await startTestIssuer(committee)
  life.defer(() => issuer.stop())
  const databaseUrls = await provisionDatabase({
    adminUrl: postgres.url,
    database: committee.replaceAll('-', '_'),
    services: [...new Set([...ALL, ...names])],
    passwordOf: () => PASSWORD,
  })

  const environmentOf = (name: ServiceName): Record<string, string> => {
    const folder = (what: string) => {
      const path = join(dir, what, name)
      makeFolder(path, 0o700)
      return path
    }
    return {
      PATH: process.env['PATH'] ?? '',
      COMMITTEE: committee,
      DATABASE_URL: databaseUrls[name]!,
      NATS_URL: nats.url,
      NATS_USER: auth.user,
      NATS_PASSWORD: auth.pass,
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      FILES_DIR: folder('files'),
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '100000000',
      ...(name === 'joint' && { COMMITTEE_NAME: committee, KEYS_DIR: folder('keys'), JOURNAL_DIR: folder('journal') }),
      ...options.env,
    }
  }
  const services: ServiceProcess[] = []
  const startService = async (name: ServiceName, { env, nodeArgs }: StartOptions = {}) => {
    const service = await startServiceProcess(name, {
      dir,
      env: { ...environmentOf(name), ...env },
      nodeArgs: [...(options.nodeArgs ?? []), ...(nodeArgs ?? [])],
    })
    life.defer(() => service.stop())
    services.push(service)
    return service
  }
  for (const name of names) await startService(name)

  return {
    committee,
    dir,
    postgres,
    nats,
    natsAuth: auth,
    services,
    service(name) {
      const found = services.find((service) => service.name === name)
      if (!found) throw new Error(`${name} was not started in this rig`)
      return found
    },
    databaseUrlOf: (name) => databaseUrls[name]!,
    startService,
    environmentOf,
    token: (account, tokenOptions) => issuer.tokenFor(account, { lifetime: '12h', ...tokenOptions }),
    stop: () => life.disposeAsync(),
  }
}
