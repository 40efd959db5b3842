import { applyHub, ensureHub, registerCompact, serverConfig } from '@lianxie/hub'
import type { NatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'

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
  const { dir, port } = options
  const place = await ensureHub(dir, { name: 'hub', port, configFile: 'nats.conf' })
  const nats = await startNats({ name: 'hub', ...options, config: serverConfig(place) })
  return {
    url: nats.url,
    exited: nats.exited,
    stop: nats.stop,
    async register(foundingFile) {
      await registerCompact(place, Buffer.from(foundingFile), new Date())
      await applyHub(place, { pid: nats.pid })
      return nats.url
    },
  }
}
