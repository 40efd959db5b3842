import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fetchFromDebian } from './nats-from-debian.ts'
import { toolsDir } from './paths.ts'

/** How a nats-server can be run here. */
export type NatsProgram =
  | { kind: 'binary'; path: string; version: string; from: string }
  | { kind: 'docker'; image: string; from: string }

export const oldestNats = '2.10.27'
const dockerImage = 'nats:2'

/** A server that runs already (`NATS_URL`), or else the program to run one. */
export async function findNatsServer(
  log: (line: string) => void,
): Promise<{ kind: 'running'; url: string } | NatsProgram> {
  const url = process.env['NATS_URL']
  return url ? { kind: 'running', url } : findNatsProgram(log)
}

/**
 * `NATS_SERVER_BIN`, the PATH, `.tools`, a signed Debian package fetched without root, Docker, in this order. A program
 * that is too old is passed over with a word; one that was named by hand and does not serve stops the start.
 */
export async function findNatsProgram(log: (line: string) => void): Promise<NatsProgram> {
  const named = process.env['NATS_SERVER_BIN']
  if (named) {
    const version = versionOf(named)
    if (version && isAtLeast(version, oldestNats))
      return { kind: 'binary', path: named, version, from: 'NATS_SERVER_BIN' }
    throw new Error(
      `NATS_SERVER_BIN names ${named}, which ${version ? `is ${version}, older than ${oldestNats}` : 'is not a nats-server'}.`,
    )
  }
  const kept = join(toolsDir, 'nats-server')
  for (const [path, from] of [
    ['nats-server', 'PATH'],
    [kept, '.tools'],
  ] as const) {
    const version = versionOf(path)
    if (version && isAtLeast(version, oldestNats)) return { kind: 'binary', path, version, from }
    if (version) log(`nats-server ${version} (${from}) is older than ${oldestNats} and is passed over.`)
  }
  const fetched = await fetchFromDebian(kept, log)
  const version = fetched ? versionOf(kept) : undefined
  if (version && isAtLeast(version, oldestNats)) return { kind: 'binary', path: kept, version, from: 'Debian package' }

  if (spawnSync('docker', ['version', '--format', '{{.Server.Version}}']).status === 0) {
    return { kind: 'docker', image: dockerImage, from: 'Docker' }
  }
  throw new Error(`nats-server ${oldestNats} or newer is needed and could not be found or fetched. ${advice()}`)
}

/** `v2.10.27`, `nats-server: v2.11.0-RC.1`: the three numbers, or undefined when there are none. */
export function parseNatsVersion(output: string): string | undefined {
  return /^nats-server:? v?(\d+\.\d+\.\d+)/m.exec(output)?.[1]
}

export function isAtLeast(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map((text) => text.split('.').map(Number))
  const difference = b?.map((number, i) => (a?.[i] ?? 0) - number).find((d) => d !== 0)
  return (difference ?? 0) >= 0
}

function versionOf(path: string): string | undefined {
  if (path.includes('/') && !existsSync(path)) return undefined
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return parseNatsVersion(stdout ?? '')
}

function advice(): string {
  if (process.platform === 'darwin') return 'Run "brew install nats-server", or start Docker, and try again.'
  return (
    'Install the package nats-server of your distribution (Debian 13 and later have it), or start Docker, ' +
    'or set NATS_SERVER_BIN to the program, and try again.'
  )
}
