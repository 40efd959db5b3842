import { text } from 'node:stream/consumers'
import { CommitteeSettings } from './committee-settings.ts'
import type { RunningCommitteeServices } from './committee-services.ts'

// One committee of the demo: its services in one process, each on its own port. Nothing of another
// committee is in here: not its keys, not its database, not its NATS server.
const GRACE_MS = 5_000
let services: Promise<RunningCommitteeServices> | undefined

// Before anything else is loaded: whoever asks in the meantime is heard. Ctrl-C reaches the whole group; the parent says
// when it is our turn, and without a parent there is nothing to run for.
process.on('SIGINT', () => undefined)
process.once('SIGTERM', () => void stop())
process.once('disconnect', () => void stop())
if (!process.connected) process.exit(1)

try {
  const settings = CommitteeSettings.parse(JSON.parse(await text(process.stdin)))
  const { startCommitteeServices } = await import('./committee-services.ts')
  services = startCommitteeServices(settings)
  process.send?.({ ready: (await services).urls })
} catch (error) {
  process.send?.({ failed: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}

/** What is still starting is awaited for a moment and then let go: it has served nobody, and survives that as any crash. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), GRACE_MS * 2)
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), GRACE_MS))
  const running = await Promise.race([services?.catch(() => undefined), late])
  await running?.stop()
  process.exit(0)
}
