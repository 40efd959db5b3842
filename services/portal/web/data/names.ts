import { useEffect, useSyncExternalStore } from 'react'
import { ask } from './use-answer.ts'

const MOST_AT_ONCE = 200
const known = new Map<string, string | null>()
const wanted = new Set<string>()
const listeners = new Set<() => void>()
let version = 0
let asking: Promise<void> | undefined

/**
 * 姓名: names of people, bodies and units by their ids, from the directory alone. What is asked in one moment goes in one
 * question; whom the viewer may not know stays without a name.
 */
export function useNames(ids: readonly (string | undefined)[]): (id: string | undefined) => string | undefined {
  useSyncExternalStore(listen, () => version)
  const missing = ids.filter((id): id is string => id !== undefined && !known.has(id)).join(' ')
  useEffect(() => {
    if (missing === '') return
    for (const id of missing.split(' ')) wanted.add(id)
    asking ??= Promise.resolve().then(askAll)
  }, [missing])
  return (id) => (id === undefined ? undefined : (known.get(id) ?? undefined))
}

/** For whoever signs in after another: what one may know another may not. */
export function forgetNames(): void {
  known.clear()
  tell()
}

async function askAll(): Promise<void> {
  try {
    while (wanted.size > 0) {
      const ids = [...wanted].slice(0, MOST_AT_ONCE)
      for (const id of ids) wanted.delete(id)
      const { names } = await ask('directory.resolve', { ids })
      for (const id of ids) known.set(id, null)
      for (const { id, name } of names) known.set(id, name)
      tell()
    }
  } catch {
    // Names are a comfort: a page without them says the same. They are asked again with the next page.
    wanted.clear()
  } finally {
    asking = undefined
  }
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  version += 1
  for (const listener of listeners) listener()
}
