import { figuresOf, treeOf } from '@lianxie/local/rig'
import { cpuSecondsOfTree, type Load, loadBetween, look } from './machine-load.ts'
import type { Watched, WindowOptions } from './subject.ts'

/** What a watched process used in a window. */
export interface Use {
  process: string
  cpuSeconds: number
  /** Megabytes in memory at the window's end; pages that several processes share are divided among them. */
  pss: number
}

/** A stretch of time in which something was measured. */
export interface Window extends Load {
  name: string
  operations?: number
  uses: Use[]
}

/** Does the work, and tells what it used of the machine beside what it answers. */
export async function measured<T>(
  { name, processes, operations }: WindowOptions<T>,
  work: () => Promise<T>,
): Promise<{ done: T; window: Window }> {
  const cpuBefore = processes.map(({ pid }) => cpuSecondsOfTree(pid))
  const before = look()
  const done = await work()
  const after = look()
  const uses = processes.map((watched, i) => ({
    process: watched.name,
    cpuSeconds: cpuSecondsOfTree(watched.pid) - cpuBefore[i]!,
    pss: pssOf(watched),
  }))
  const count = operations?.(done)
  return {
    done,
    window: { name, ...loadBetween(before, after), ...(count !== undefined && { operations: count }), uses },
  }
}

const MEGABYTE = 1_000_000

/** Memory of a process with all its descendants, in megabytes. */
export function pssOf({ pid }: Watched): number {
  let sum = 0
  for (const one of treeOf(pid)) sum += pssUnlessGone(one)
  return sum / MEGABYTE
}

function pssUnlessGone(pid: number): number {
  try {
    return figuresOf(pid).pss
  } catch (error) {
    // ESRCH also of one that has ended and was not collected yet: it holds nothing.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0
    throw error
  }
}

/** CPU seconds per 10,000 operations; undefined where nothing was counted. */
export function cpuPer10k(cpuSeconds: number, operations: number | undefined): number | undefined {
  return operations === undefined || operations === 0 ? undefined : (cpuSeconds * 10_000) / operations
}
