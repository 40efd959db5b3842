import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort, requireFreePort } from './ports.ts'
import { makeFolder } from './make-folder.ts'
import { type PostgresPlace, placePostgres } from './postgres-place.ts'
import { type ServerProcess, awaitPredecessor, startServerProcess } from './server-process.ts'

export interface PostgresOptions {
  /** Created when it is not there, used again when it is. */
  dataDir: string
  /** Default: any free one. */
  port?: number
  /** false: may lose everything in a crash, and is faster. For tests only. */
  durable: boolean
  /** Settings of the server beside those that suit a laptop with several committees. */
  settings?: Readonly<Record<string, string>>
  log: (line: string) => void
}

/** A running PostgreSQL 18 on 127.0.0.1. */
export interface Postgres {
  /** Of the superuser, to the database `postgres`. */
  adminUrl: string
  port: number
  pid: number
  /** Where the data really is, see `placePostgres`. */
  dataDir: string
  exited: Promise<string>
  stop: () => Promise<void>
}

const majorVersion = '18'
const passwordFile = 'admin-password'

/** Starts the embedded PostgreSQL on a data directory that belongs to one start at a time. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = await placePostgres(options.dataDir, options.log)
  makeFolder(dirname(place.dataDir))
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) await createCluster(place, options.durable)
  requireVersion(place.dataDir)
  await awaitPredecessor(join(place.dataDir, 'postmaster.pid'), place.dataDir, 'PostgreSQL')

  if (options.port !== undefined) await requireFreePort(options.port, 'PostgreSQL')
  const port = options.port ?? (await freePort())
  const server = await startServerProcess({
    name: 'PostgreSQL',
    command: place.bin.postgres,
    args: ['-D', place.dataDir, ...settings(port, options)],
    logFile: `${place.dataDir}.log`,
    stopSignal: 'INT',
    account: place.account,
  })
  const password = readFileSync(join(place.dataDir, passwordFile), 'utf8').trim()
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await untilItAnswers(server, adminUrl)
  return { adminUrl, port, dataDir: place.dataDir, pid: server.pid, exited: server.exited, stop: server.stop }
}

function settings(port: number, { durable, settings }: PostgresOptions): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    log_min_messages: 'warning',
    ...settings,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Beside its final place and moved there when it is complete, so that an interrupted start leaves nothing half-made. */
async function createCluster({ bin, dataDir, account }: PostgresPlace, durable: boolean): Promise<void> {
  const fresh = `${dataDir}.new`
  const password = `${dataDir}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (account) for (const path of [fresh, password]) chownSync(path, account.uid, account.gid)

  // The builtin locale sorts alike on every operating system; pg_trgm asks the C library which characters are letters.
  const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const locale = ['--locale=C', `--lc-ctype=${letters}`, ...builtin, '--encoding=UTF8']
  const access = ['--username=postgres', `--pwfile=${password}`, '--auth=scram-sha-256']
  const args = ['-D', fresh, ...locale, ...access, ...(durable ? [] : ['--no-sync'])]
  try {
    await promisify(execFile)(bin.initdb, args, { ...account, cwd: dirname(dataDir) })
  } catch (error) {
    const words = String((error as { stderr?: string }).stderr)
    if (/No space left/.test(words)) throw new Error(`The disk that holds ${dataDir} is full.`, { cause: error })
    throw new Error(`initdb could not create ${dataDir}: ${words}`, { cause: error })
  }
  renameSync(password, join(fresh, passwordFile))
  renameSync(fresh, dataDir)
}

function requireVersion(dataDir: string): void {
  const found = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (found === majorVersion) return
  throw new Error(
    `${dataDir} holds the data of PostgreSQL ${found}, this is PostgreSQL ${majorVersion}; move it away or begin anew.`,
  )
}

async function untilItAnswers(server: ServerProcess, url: string): Promise<void> {
  for (;;) {
    const client = new Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      // Refused: not listening yet. 57P03: starting up, perhaps recovering from a crash, which may take its time.
      if (!['ECONNREFUSED', 'ECONNRESET', '57P03'].includes((error as { code?: string }).code ?? '')) {
        await server.stop()
        throw error
      }
    }
    const gone = await Promise.race([server.exited, pause(25, undefined)])
    if (gone !== undefined) throw new Error(explain(gone, server.lastWords()))
  }
}

function explain(gone: string, words: string): string {
  if (/No space left/.test(words)) return 'PostgreSQL could not start: the disk is full.'
  if (/Address already in use/.test(words))
    return 'PostgreSQL could not start: its port was taken by another program meanwhile.'
  return `${gone}; it last said:\n${words}`
}
