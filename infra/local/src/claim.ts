import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { argumentsOf } from './process-table.ts'

/**
 * Makes this process the only one that works in a directory until it exits. A claim left by a killed process is taken
 * over; one that is just ending gets 5 seconds; then the sentence for people is thrown.
 */
export async function claim(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'owner')
  const until = Date.now() + 5000
  while (!take(file)) {
    const owner = read(file)
    if (owner === undefined) continue
    const { pid, args } = JSON.parse(owner) as Owner
    // The same id with other arguments is a later process.
    if (argumentsOf(pid) !== args) removeLeft(file, owner)
    else if (Date.now() > until) {
      throw new Error(`Another start of this project (process ${pid}) works in ${dir}; stop it first.`)
    } else await pause(100)
  }
  process.once('exit', () => rmSync(file, { force: true }))
}

interface Owner {
  pid: number
  args: string | undefined
}

/** By a link, so that the file is never seen without its content. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, args: argumentsOf(process.pid) } satisfies Owner))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/** Renames first: of several that saw the same dead owner one wins, and a claim that is new by then is put back. */
function removeLeft(file: string, owner: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== owner) linkSync(aside, file)
    rmSync(aside, { force: true })
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
