import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeFolder } from './make-folder.ts'
import { argumentsOf } from './process-table.ts'

/**
 * Makes this process the only one that works in a directory until it exits. A claim left by a killed process is taken
 * over; one that is just ending gets 5 seconds; then the sentence for people is thrown.
 */
export async function claim(dir: string): Promise<void> {
  makeFolder(dir)
  const file = join(dir, 'owner')
  const until = Date.now() + 5000
  while (!take(file)) {
    const text = read(file)
    const owner = text === undefined ? undefined : ownerOf(text)
    // The same id with other arguments is a later process; what nobody can read, nobody wrote.
    if (text !== undefined && (!owner || argumentsOf(owner.pid) !== owner.args)) removeLeft(file, text)
    else if (Date.now() < until) await pause(owner ? 100 : 10)
    else if (owner) {
      throw new Error(
        `另一次启动（进程 ${owner.pid}）正在使用 ${dir}，请先停止它。 Another start of this project (process ${owner.pid}) works in ${dir}; stop it first.`,
      )
    } else {
      throw new Error(`${file} 无法读取，请删除它。 ${file} cannot be read; remove it.`)
    }
  }
  process.once('exit', () => rmSync(file, { force: true }))
}

interface Owner {
  pid: number
  args: string | undefined
}

function ownerOf(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return undefined
  }
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
