import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { consultations } from '@lianxie/consultations'
import { directory } from '@lianxie/directory'
import { createJoint } from '@lianxie/joint'
import { proposals } from '@lianxie/proposals'
import {
  createLog,
  newDemoIssuerKey,
  type RunningService,
  settableClock,
  startDemoIssuer,
  startService,
} from '@lianxie/service-kit'
import { supervision } from '@lianxie/supervision'
import { makeFolder } from '../make-folder.ts'
import type { CommitteeSettings, CommitteeUrls } from './committee-settings.ts'

export interface RunningCommitteeServices {
  urls: CommitteeUrls
  stop(): Promise<void>
}

/** Starts the services and the token issuer of one committee; all or none. */
export async function startCommitteeServices(settings: CommitteeSettings): Promise<RunningCommitteeServices> {
  const { committee, dataDir, ports } = settings
  for (const folder of ['files', 'keys', 'journal']) makeFolder(join(dataDir, folder), 0o700)
  const log = createLog({ level: settings.logLevel as 'info' })
  const issuer = await startDemoIssuer({
    profile: 'demo',
    committee,
    key: await issuerKey(join(dataDir, 'keys', 'issuer.pem')),
    accounts: settings.accounts as never,
    port: ports.issuer,
    log,
  })
  // One clock for the committee: `POST /ops/clock` of any of its services sets it for all. Tokens keep to the real time.
  const clock = settableClock()
  const definitions = { directory, consultations, proposals, supervision, joint: createJoint() }
  const names = ['directory', 'consultations', 'proposals', 'supervision', 'joint'] as const
  const starting = names.map((name) =>
    startService(definitions[name], {
      committee,
      databaseUrl: settings.databaseUrls[name]!,
      nats: settings.nats,
      host: '127.0.0.1',
      port: ports[name],
      auth: { issuer: issuer.issuer, audience: 'lianxie', jwksUrl: issuer.jwksUrl },
      profile: 'demo',
      filesDir: join(dataDir, 'files', name),
      rateLimitPerMinute: 60_000,
      log,
      clock,
      own: {
        committeeName: settings.name,
        keysDir: join(dataDir, 'keys', 'joint'),
        journalDir: join(dataDir, 'journal'),
      },
    }),
  )
  const settled = await Promise.allSettled(starting)
  const running = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = () => stopAll(running, issuer)
  const failure = settled.find((one) => one.status === 'rejected')
  if (failure) {
    await stop()
    throw failure.reason
  }
  const urls = Object.fromEntries(running.map(({ name, url }) => [name, url]))
  return { urls: { issuer: issuer.issuer, ...urls } as unknown as CommitteeUrls, stop }
}

async function stopAll(running: RunningService[], issuer: { stop(): Promise<void> }): Promise<void> {
  for (const service of running.toReversed()) await service.stop()
  await issuer.stop()
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
