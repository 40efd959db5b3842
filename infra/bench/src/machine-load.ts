import { readFileSync } from 'node:fs'
import { cpuSecondsOf, treeOf } from '@lianxie/local/rig'

/** CPU seconds since the machine was started, over all cores. */
export interface CpuTimes {
  /** In programs and in the kernel on their behalf. */
  work: number
  /** Interrupts, which the kernel may or may not charge to a program as well. */
  interrupts: number
  /** Taken by the host of a virtual machine. */
  stolen: number
}

// Linux counts in hundredths of a second whatever the kernel's own clock is.
const TICKS = 100

/** Reads the first line of /proc/stat. Throws where there is none. */
export function cpuTimesOf(stat: string): CpuTimes {
  const fields = /^cpu\s+(.+)$/m.exec(stat)?.[1]?.split(/\s+/).map(Number)
  if (!fields || fields.length < 8) throw new Error('expected the line "cpu" with 8 fields or more in /proc/stat')
  const [user, nice, system, , , irq, softirq, steal] = fields as [number, ...number[]]
  return {
    work: (user! + nice! + system!) / TICKS,
    interrupts: (irq! + softirq!) / TICKS,
    stolen: steal! / TICKS,
  }
}

/** CPU seconds of a process and of all that descend from it, also of those that have ended. */
export function cpuSecondsOfTree(root: number): number {
  let sum = 0
  for (const pid of treeOf(root)) sum += cpuSecondsUnlessGone(pid)
  return sum
}

/** A process that ends between being listed and being read is in its parent's time from then on. */
function cpuSecondsUnlessGone(pid: number): number {
  try {
    return cpuSecondsOf(pid)
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0
    throw error
  }
}

/** How busy the machine was from one look to the next, in cores. */
export interface Load {
  seconds: number
  /** What other programs than the bench and its children used. */
  foreign: number
  interrupts: number
  stolen: number
}

export interface Look {
  /** Milliseconds of a monotonic clock. */
  at: number
  times: CpuTimes
  /** CPU seconds of the bench and all its children. */
  own: number
}

export const look = (): Look => ({
  at: performance.now(),
  times: cpuTimesOf(readFileSync('/proc/stat', 'utf8')),
  own: cpuSecondsOfTree(process.pid),
})

export function loadBetween(before: Look, after: Look): Load {
  const seconds = (after.at - before.at) / 1000
  const cores = (used: number) => Math.max(0, used) / seconds
  return {
    seconds,
    foreign: cores(after.times.work - before.times.work - (after.own - before.own)),
    interrupts: cores(after.times.interrupts - before.times.interrupts),
    stolen: cores(after.times.stolen - before.times.stolen),
  }
}
