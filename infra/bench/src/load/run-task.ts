import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { AS_SHIPPED, peakRssOf } from '@lianxie/local/rig'

/** What a process that does one thing and ends said and used. */
export interface TaskResult {
  /** The JSON that it wrote. */
  answer: unknown
  seconds: number
  /** The most memory that it had, in megabytes. */
  peakMegabytes: number
}

/**
 * Runs a program with Node and its arguments (those of the containers unless told), from its spawn to its end, and reads
 * its answer. Throws what it said when it fails.
 */
export async function runTask(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  nodeArguments: readonly string[] = AS_SHIPPED,
): Promise<TaskResult> {
  const began = performance.now()
  const child = spawn(process.execPath, [...nodeArguments, program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (part) => (said += String(part)))
  child.stderr.on('data', (part) => (complained += String(part)))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  let peak = 0
  let running = true
  void ended.then(
    () => (running = false),
    () => (running = false),
  )
  while (running) {
    peak = Math.max(peak, peakOf(child.pid!))
    await Promise.race([ended, pause(100)])
  }
  if ((await ended) !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${complained.slice(-2_000)}`)
  const seconds = (performance.now() - began) / 1000
  return { answer: JSON.parse(said.trim().split('\n').at(-1)!), seconds, peakMegabytes: peak / 1_000_000 }
}

function peakOf(pid: number): number {
  try {
    return peakRssOf(pid)
  } catch (error) {
    // It has just ended.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0
    throw error
  }
}
