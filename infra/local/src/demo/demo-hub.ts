import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { adminKeyOf, type HubCompact, hubConfig, newAdminKey, planOf, provisionHub } from '@lianxie/hub'
import { FoundingBundle } from '@lianxie/joint-protocol'
import { connect, nkeyAuthenticator } from '@nats-io/transport-node'
import { natsConfigText } from '../nats-config.ts'
import type { NatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'
import { until } from './side.ts'

/** 交换节点 of the demo, kept by its operator, who belongs to no committee and holds no key of one. */
export interface DemoHub {
  url: string
  exited: Promise<string>
  /** What a hub's operator does with a founding file that all sides signed; answers the hub's address. */
  register(foundingFile: string): Promise<string>
  stop(): Promise<void>
}

export async function startDemoHub(options: {
  dir: string
  port: number
  program: NatsProgram
  log: (line: string) => void
}): Promise<DemoHub> {
  const { dir, port, program, log } = options
  const registered = join(dir, 'compacts')
  await mkdir(registered, { recursive: true, mode: 0o700 })
  const admin = adminKeyOf(await adminSeed(join(dir, 'admin.seed')))
  const compacts = await readCompacts(registered)
  const nats = await startNats({
    name: 'hub',
    dir,
    port,
    program,
    log,
    config: hubConfig([...compacts.values()], admin),
  })

  async function provision(): Promise<void> {
    const connection = await connect({
      servers: nats.url,
      name: 'hub operator',
      authenticator: nkeyAuthenticator(new TextEncoder().encode(admin.seed)),
      timeout: 2_000,
      reconnect: false,
    })
    try {
      await provisionHub(connection, [...compacts.values()].map(planOf))
    } finally {
      await connection.close()
    }
  }
  await provision()

  return {
    url: nats.url,
    exited: nats.exited,
    stop: nats.stop,
    async register(foundingFile) {
      const bundle = FoundingBundle.parse(JSON.parse(foundingFile))
      const { compact } = planOf({ bundle })
      if (!compacts.has(compact)) {
        compacts.set(compact, { bundle })
        await writeFile(join(registered, `${compact}.json`), foundingFile, { mode: 0o600 })
        const config = hubConfig([...compacts.values()], admin)
        writeFileSync(join(dir, 'nats.conf'), natsConfigText({ name: 'hub', dir, port, config }), { mode: 0o600 })
        process.kill(nats.pid, 'SIGHUP')
      }
      // A connection that the reload cut off is made again.
      await until(
        'the hub to take the new compact in',
        () =>
          provision().then(
            () => true,
            (error: Error) => {
              log(`hub: ${error.message}`)
              return false
            },
          ),
        30,
      )
      return nats.url
    },
  }
}

async function adminSeed(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const { seed } = newAdminKey()
  await writeFile(file, seed, { mode: 0o600 })
  return seed
}

async function readCompacts(folder: string): Promise<Map<string, HubCompact>> {
  const compacts = new Map<string, HubCompact>()
  for (const name of await readdir(folder)) {
    const bundle = FoundingBundle.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    compacts.set(planOf({ bundle }).compact, { bundle })
  }
  return compacts
}
