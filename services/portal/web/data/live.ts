import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { concerns, type Hint, isOfOneThing } from './concerns.ts'
import { liveSource, type Told } from './live-source.ts'

/** How long changes are gathered before what is shown is asked again. */
const GATHER_MS = 100
/** Lists that everybody's work touches are asked again at most so often. */
const LISTS_MS = 3_000

/**
 * 实时变化: asks again what is shown when somebody changed it. A hint says only that; what is being typed stays, as forms keep
 * their own text. `watch` names what a member's or unit's page shows: `proposals/cases/<id>`.
 */
export function useLive(watch: readonly string[] = []): void {
  const client = useQueryClient()
  const watched = watch.toSorted().join('&')
  useEffect(() => sourceOf(client).join(watched === '' ? [] : watched.split('&')), [client, watched])
}

const sources = new WeakMap<QueryClient, ReturnType<typeof liveSource>>()

/** The one connection of a tab. */
function sourceOf(client: QueryClient) {
  const known = sources.get(client)
  if (known) return known
  const refresh = [asking(client, 0, isOfOneThing), asking(client, LISTS_MS, (key) => !isOfOneThing(key))]
  const source = liveSource((told) => refresh.forEach((one) => one.add(told)))
  sources.set(client, source)
  return source
}

/** Gathers what was told for a moment, and longer after the last time where `between` says so; then asks again what it concerns. */
function asking(client: QueryClient, between: number, isOurs: (key: QueryKey) => boolean) {
  let hints: readonly Hint[] = []
  let everything = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = -Infinity
  const ask = () => {
    const [told, all] = [hints, everything]
    timer = undefined
    hints = []
    everything = false
    lastAt = performance.now()
    void client.invalidateQueries({
      predicate: ({ queryKey }) => isOurs(queryKey) && (all || told.some((hint) => concerns(hint, queryKey))),
    })
  }
  return {
    add(told: Told) {
      hints = [...hints, ...(told.hints ?? [])]
      everything ||= told.everything === true
      timer ??= setTimeout(ask, Math.max(GATHER_MS, lastAt + between - performance.now()))
    },
  }
}
