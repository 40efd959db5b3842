import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { consultations } from '@lianxie/consultations'
import { directory } from '@lianxie/directory'
import { firstOperator, identity } from '@lianxie/identity'
import { createJoint } from '@lianxie/joint'
import { createNotices } from '@lianxie/notices'
import { pagesDir, portal, type PortalSettings } from '@lianxie/portal'
import { proposals } from '@lianxie/proposals'
import {
  createLog,
  executorOf,
  type RunningFront,
  type RunningService,
  settableClock,
  startFront,
  startService,
} from '@lianxie/service-kit'
import { supervision } from '@lianxie/supervision'
import { makeFolder } from '../make-folder.ts'
import { type CommitteeSettings, type CommitteeUrls, operatorsFileOf } from './committee-settings.ts'

export interface RunningCommitteeServices {
  urls: CommitteeUrls
  stop(): Promise<void>
}

/** Starts the services of one committee; all or none. */
export async function startCommitteeServices(settings: CommitteeSettings): Promise<RunningCommitteeServices> {
  const { committee, dataDir, ports, publicUrl } = settings
  const { servers, auth, gateway } = settings.nats
  for (const folder of ['files', 'keys', 'journal']) makeFolder(join(dataDir, folder), 0o700)
  const log = createLog({ level: settings.logLevel as 'info' })
  log.warn({ committee }, 'DEMO: passwords are printed and kept in a file, and the clock can be set')
  const issuer = `http://127.0.0.1:${ports.identity}`
  // One clock for the committee: `POST /ops/clock` of any of its services sets it for all. Accounts, roles and tokens keep to
  // the real time.
  const clock = settableClock()
  const definitions = {
    identity,
    directory,
    consultations,
    proposals,
    supervision,
    joint: createJoint(),
    notices: createNotices(),
  }
  const names = ['identity', 'directory', 'consultations', 'proposals', 'supervision', 'joint', 'notices'] as const
  const secret = await keptSecret(join(dataDir, 'keys', 'auth-secret'))
  const starting = names.map((name) =>
    startService(definitions[name], {
      committee,
      databaseUrl: settings.databaseUrls[name]!,
      nats: { servers, auth },
      host: '127.0.0.1',
      port: ports[name],
      auth: { issuer, audience: 'lianxie', jwksUrl: `${issuer}/identity/jwks.json` },
      profile: 'demo',
      filesDir: join(dataDir, 'files', name),
      rateLimitPerMinute: 60_000,
      // The gateway, which is on this machine.
      trustProxy: ['127.0.0.1'],
      log,
      ...(name !== 'identity' && { clock }),
      own: {
        publicUrl,
        secret,
        issuer,
        audience: 'lianxie',
        committeeName: settings.name,
        keysDir: join(dataDir, 'keys', 'joint'),
        journalDir: join(dataDir, 'journal'),
        ...(name === 'identity' && settings.sso && { sso: settings.sso }),
        ...(name === 'notices' && settings.notices),
      },
    }),
  )
  const settled = await Promise.allSettled(starting)
  const running: (RunningService | RunningFront)[] = settled.flatMap((one) =>
    one.status === 'fulfilled' ? [one.value] : [],
  )
  const stop = () => stopAll(running)
  try {
    const services = settled.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    await keepFirstOperators(
      services.find(({ name }) => name === 'identity')!,
      operatorsFileOf(dataDir),
    )
    const urls = Object.fromEntries(services.map(({ name, url }) => [name, url])) as unknown as CommitteeUrls
    running.push(
      await startFront(portal, {
        committee,
        nats: { servers, auth: gateway },
        host: '127.0.0.1',
        port: ports.portal,
        profile: 'demo',
        rateLimitPerMinute: 60_000,
        log,
        own: { publicUrl, identityUrl: urls.identity, upstreams: urls, pagesDir } satisfies PortalSettings,
      }),
    )
    return { urls, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function stopAll(running: readonly (RunningService | RunningFront)[]): Promise<void> {
  for (const one of running.toReversed()) await one.stop()
}

/** 首任管理员: as `main.ts first-operator operator approver > FILE` makes them, where there are none. */
async function keepFirstOperators({ runtime }: RunningService, file: string): Promise<void> {
  if (existsSync(file)) return
  const lines = await firstOperator({ runtime, execute: executorOf(identity, runtime) }, ['operator', 'approver'])
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
}

async function keptSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const secret = randomBytes(32).toString('base64url')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  return secret
}
