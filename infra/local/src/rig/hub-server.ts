import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { applyHub, connectAdmin, ensureHub, type HubPlace, registerCompact, serverConfig } from '@lianxie/hub'
import type { NatsConnection } from '@nats-io/transport-node'
import type { NatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'
import { freePort } from '../ports.ts'

/** 交换节点 of its operator: one nats-server kept by the hub's tool, that can be killed, wiped and started again. */
export interface HubServer {
  readonly url: string
  readonly pid: number
  /** What the tool has laid out: registrations, configuration, the operator's key. */
  readonly place: HubPlace
  /** Registers a founding file that all sides signed, and has the server follow it. */
  register(foundingFile: string): Promise<void>
  /** The operator's connection; the caller closes it. */
  admin(): Promise<NatsConnection>
  /** kill -9; waits until it has gone. */
  kill(): Promise<void>
  /** Starts it again on the same port, with what its folder holds. */
  start(): Promise<void>
  /** Stops it and deletes all that it has stored, settings and registrations too: nothing of it is left. */
  wipe(): Promise<void>
  stop(): Promise<void>
}

export async function startHubServer(options: {
  name: string
  dir: string
  program: NatsProgram | undefined
  log: (line: string) => void
}): Promise<HubServer> {
  const { name, dir, program, log } = options
  const port = await freePort()
  const open = () => ensureHub(dir, { name, port, configFile: 'nats.conf' })
  const begin = () => startNats({ name, dir, port, config: serverConfig(place), log, ...(program && { program }) })
  let place = await open()
  let now = await begin()
  return {
    url: now.url,
    get pid() {
      return now.pid
    },
    get place() {
      return place
    },
    async register(foundingFile) {
      await registerCompact(place, Buffer.from(foundingFile), new Date())
      await applyHub(place, { pid: now.pid })
    },
    admin: () => connectAdmin(place),
    async kill() {
      process.kill(now.pid, 'SIGKILL')
      await now.exited
    },
    async start() {
      place = await open()
      now = await begin()
    },
    async wipe() {
      await now.stop()
      for (const held of ['jetstream', 'compacts', 'hub.json', 'admin.nk', 'nats.conf'])
        await rm(join(dir, held), { recursive: true, force: true })
    },
    stop: () => now.stop(),
  }
}
