import { readdirSync, readFileSync } from 'node:fs'

/** What a process used and holds, as the kernel of Linux counts it. */
export interface ProcessFigures {
  /** User and system time, and that of children that ended and were waited for. */
  cpuSeconds: number
  /** Bytes in memory now, and at most so far. */
  rss: number
  peakRss: number
  /** Bytes in memory, shared pages divided by those who share them. */
  pss: number
}

// Linux counts in hundredths of a second whatever the kernel's own clock is.
const TICKS = 100

/** The figures of one process. Throws when there is no such process, and where there is no /proc. */
export function figuresOf(pid: number): ProcessFigures {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return {
    cpuSeconds: cpuSecondsOf(pid),
    rss: bytesOf(status, 'VmRSS'),
    peakRss: bytesOf(status, 'VmHWM'),
    pss: bytesOf(rollup, 'Pss'),
  }
}

/** The most memory that a process has had, in bytes; unlike all its figures, this costs the process nothing. */
export const peakRssOf = (pid: number): number => bytesOf(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmHWM')

/** User and system time of a process and of its children that have ended. */
export function cpuSecondsOf(pid: number): number {
  const [utime, stime, cutime, cstime] = fieldsOf(pid).slice(11, 15).map(Number) as [number, number, number, number]
  return (utime + stime + cutime + cstime) / TICKS
}

/** A process and all that descend from it, parents first. */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      parents.set(Number(name), Number(fieldsOf(Number(name))[1]))
    } catch (error) {
      // It ended while the table was read.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  const tree = [root]
  for (const parent of tree) for (const [pid, of] of parents) if (of === parent) tree.push(pid)
  return tree
}

/** Everything in /proc/<pid>/stat behind the name, which may hold blanks and brackets itself. */
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function bytesOf(text: string, name: string): number {
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text) ?? []
  return Number(kilobytes ?? 0) * 1024
}
