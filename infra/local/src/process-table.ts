import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The command line of a running process; undefined when there is none, or only a dead one that nobody collected. */
export function argumentsOf(pid: number): string | undefined {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)]).stdout.toString() || undefined
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined
  } catch (error) {
    // ESRCH: it ended while it was looked at.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
