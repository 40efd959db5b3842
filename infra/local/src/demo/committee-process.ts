import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { consultations } from '@lianxie/consultations'
import { directory } from '@lianxie/directory'
import { createJoint } from '@lianxie/joint'
import { createLog, newDemoIssuerKey, type RunningService, startDemoIssuer, startService } from '@lianxie/service-kit'
import { CommitteeSettings, type CommitteeUrls } from './committee-settings.ts'

// One committee of the demo: its services and its token issuer in one process, each on its own port. Nothing of another
// committee is in here: not its keys, not its database, not its NATS server.
const settings = CommitteeSettings.parse(JSON.parse(await text(process.stdin)))
const { committee, dataDir, ports } = settings
const running: RunningService[] = []

try {
  for (const folder of ['files', 'keys', 'journal'])
    await mkdir(join(dataDir, folder), { recursive: true, mode: 0o700 })
  const log = createLog({ service: 'demo', committee, level: settings.logLevel as 'info' })
  const issuer = await startDemoIssuer({
    profile: 'demo',
    committee,
    key: await issuerKey(join(dataDir, 'keys', 'issuer.pem')),
    accounts: settings.accounts as never,
    port: ports.issuer,
    log,
  })
  const names = ['directory', 'consultations', 'joint'] as const
  const definitions = { directory, consultations, joint: createJoint() }
  const urls: Partial<CommitteeUrls> = { issuer: issuer.issuer }
  const started = await Promise.all(
    names.map((name) =>
      startService(definitions[name], {
        committee,
        databaseUrl: settings.databaseUrls[name]!,
        nats: { servers: settings.natsUrl },
        host: '127.0.0.1',
        port: ports[name],
        auth: { issuer: issuer.issuer, audience: 'lianxie', jwksUrl: issuer.jwksUrl },
        profile: 'demo',
        filesDir: join(dataDir, 'files', name),
        rateLimitPerMinute: 60_000,
        log,
        own: {
          committeeName: settings.name,
          keysDir: join(dataDir, 'keys', 'joint'),
          journalDir: join(dataDir, 'journal'),
        },
      }),
    ),
  )
  for (const service of started) {
    running.push(service)
    urls[service.name] = service.url
  }
  process.send?.({ ready: urls })
  const stop = async () => {
    for (const service of running.reverse()) await service.stop()
    await issuer.stop()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  // Ctrl-C reaches the whole group; the parent says when it is our turn.
  process.on('SIGINT', () => undefined)
  process.once('disconnect', () => void stop())
} catch (error) {
  process.send?.({ failed: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}

async function issuerKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const key = await newDemoIssuerKey()
  await writeFile(file, key, { mode: 0o600 })
  return key
}
