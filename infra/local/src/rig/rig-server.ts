import { setTimeout as pause } from 'node:timers/promises'
import { type NatsOptions, startNats } from '../nats-server.ts'
import { freePort } from '../ports.ts'
import { type PostgresOptions, startPostgres } from '../postgres.ts'
import { treeOf } from './process-figures.ts'

/** A PostgreSQL or nats-server that can be broken and started again where it was. */
export interface RigServer {
  /** For PostgreSQL that of the superuser; the same after each start. */
  readonly url: string
  readonly port: number
  /** Of the server that runs now, or ran last. */
  readonly pid: number
  readonly dataDir: string
  /** Fulfilled when the server that runs now has gone. */
  readonly exited: Promise<string>
  /** Sends a signal to the server alone; SIGKILL waits until it has gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Sends a signal to the server and all its children: SIGSTOP and SIGCONT mean the whole of PostgreSQL that way. */
  signalAll(signal: NodeJS.Signals): void
  /** Starts it again, on the same port and the same data. */
  start(): Promise<void>
  /** Stops it in good order. Can be called twice, also when it has gone. */
  stop(): Promise<void>
}

export async function postgresServer(options: Omit<PostgresOptions, 'port'>): Promise<RigServer> {
  return serverOf(async (port) => {
    const postgres = await patiently(() => startPostgres({ ...options, ...(port !== undefined && { port }) }))
    return { ...postgres, url: postgres.adminUrl }
  })
}

export async function natsServer(options: Omit<NatsOptions, 'port'>): Promise<RigServer> {
  return serverOf(async (port) => {
    // One that it took by itself might be an outgoing connection's when it is started again.
    const nats = await startNats({ ...options, port: port ?? (await freePort()) })
    return { ...nats, dataDir: options.dir }
  })
}

interface Started {
  url: string
  port: number
  pid: number
  dataDir: string
  exited: Promise<string>
  stop(): Promise<void>
}

async function serverOf(begin: (port?: number) => Promise<Started>): Promise<RigServer> {
  let now = await begin()
  const { url, port, dataDir } = now
  return {
    url,
    port,
    dataDir,
    get pid() {
      return now.pid
    },
    get exited() {
      return now.exited
    },
    async kill(signal = 'SIGKILL') {
      process.kill(now.pid, signal)
      if (signal === 'SIGKILL') await now.exited
    },
    signalAll(signal) {
      for (const pid of treeOf(now.pid)) process.kill(pid, signal)
    },
    async start() {
      now = await begin(port)
    },
    stop: () => now.stop(),
  }
}

/** After a kill the old server's children hold its memory for a moment, and PostgreSQL refuses to start beside them. */
async function patiently<T>(begin: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 15_000; ;) {
    try {
      return await begin()
    } catch (error) {
      if (Date.now() > until || !/shared memory block/.test((error as Error).message)) throw error
      await pause(100)
    }
  }
}
