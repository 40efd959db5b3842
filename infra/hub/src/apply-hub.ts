import { setTimeout as pause } from 'node:timers/promises'
import type { NatsConnection } from '@nats-io/transport-node'
import {
  connectAdmin,
  exposedFiles,
  type HubPlace,
  isConfigCurrent,
  plansOf,
  reloadServer,
  serverPid,
  writeConfig,
} from './hub-place.ts'
import { compareHub, type HubChange, provisionHub } from './provision-hub.ts'

/** What applying came to. */
export type HubState =
  | { running: true; reloaded: boolean; changes: HubChange[] }
  /** The configuration is written; whoever starts the server applies once more. */
  | { running: false }

/** What is wrong with a hub, in both languages. */
export interface HubFinding {
  zh: string
  en: string
}

const limitsOf = ({ settings }: HubPlace) => ({
  limits: { maxBytes: settings.maxBytesPerCompact, maxMessages: settings.maxMessagesPerCompact },
})

/**
 * Brings configuration, users, streams and consumers to what is registered: writes `hub.conf`, has the server read it,
 * provisions and compares. Run again it changes nothing. `pid` is that of the server where it wrote no `hub.pid`.
 */
export async function applyHub(
  place: HubPlace,
  { pid, reload = true }: { pid?: number; reload?: boolean } = {},
): Promise<HubState> {
  await writeConfig(place)
  const process = pid ?? (await serverPid(place))
  if (process !== undefined && reload) reloadServer(process)
  const admin = await connectSoon(place, process === undefined ? 0 : 5_000)
  if (admin instanceof Error) return { running: false }
  try {
    return {
      running: true,
      reloaded: process !== undefined && reload,
      changes: await provisionHub(admin, plansOf(place), limitsOf(place)),
    }
  } finally {
    await admin.close()
  }
}

/** Everything at a hub that is not as registered; empty when all is well. Changes nothing. */
export async function checkHub(place: HubPlace): Promise<HubFinding[]> {
  const found: HubFinding[] = []
  if (!(await isConfigCurrent(place))) {
    const file = place.settings.configFile
    found.push({ zh: `${file} 与登记不符，请运行 apply`, en: `${file} is not what the registrations say; run apply` })
  }
  for (const file of await exposedFiles(place)) {
    found.push({ zh: `${file} 可被他人读取，应为 600`, en: `${file} can be read by others; its mode should be 600` })
  }
  const admin = await connectSoon(place, 0)
  if (admin instanceof Error) {
    const why = admin.message
    found.push({ zh: `服务器未运行或拒绝连接：${why}`, en: `the server does not run, or refuses the operator: ${why}` })
    return found
  }
  try {
    found.push(...(await compareHub(admin, plansOf(place), limitsOf(place))))
  } finally {
    await admin.close()
  }
  return found
}

/** A connection as the operator, or why there was none when the time was over. */
async function connectSoon(place: HubPlace, waitMs: number): Promise<NatsConnection | Error> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      return await connectAdmin(place)
    } catch (error) {
      if (Date.now() >= deadline) return error as Error
    }
    await pause(100)
  }
}
