import { setTimeout as pause } from 'node:timers/promises'
import type { Reached } from './scenario.ts'

/** Asks until there is an answer, and says after how long. Throws with what was waited for after `ms` milliseconds. */
export async function within<T>(
  ms: number,
  what: string,
  condition: () => Promise<T | undefined | false>,
): Promise<Reached<T>> {
  const began = performance.now()
  for (;;) {
    const value = await condition()
    const took = performance.now() - began
    if (value !== undefined && value !== false) return { value, took }
    if (took > ms) throw new Error(`waited ${(ms / 1_000).toFixed(0)} s in vain for ${what}`)
    await pause(25)
  }
}
