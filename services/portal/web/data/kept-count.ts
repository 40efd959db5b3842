import { useSyncExternalStore } from 'react'

/** 本机待提交: how much waits on this device, and since when nobody answers. Told by what keeps it, shown by the frame. */
export interface Kept {
  count: number
  since?: string
}

let kept: Kept = { count: 0 }
const listeners = new Set<() => void>()

export function tellKept(now: Kept): void {
  if (now.count === kept.count && now.since === kept.since) return
  kept = now
  for (const listener of listeners) listener()
}

export const useKept = (): Kept =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => kept,
  )
