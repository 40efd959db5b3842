import type { Hint } from './concerns.ts'

export interface Told {
  everything?: true
  hints?: readonly Hint[]
}

/** What the gateway lets one connection watch. */
const MOST_WATCHED = 20
/** `EventSource.CLOSED`. */
const CLOSED = 2
/** How soon a connection that was turned away is asked for again. */
const AGAIN_MS = 15_000

/**
 * 实时连接: one connection a tab, however many parts of a page listen: a browser opens few to one host, and every tab would use
 * them up. What is watched changes with the page; the old connection is let go when the new one stands, so that nothing is missed.
 */
export function liveSource(
  heard: (told: Told) => void,
  open: (address: string) => EventSource = (address) => new EventSource(address),
) {
  const parts = new Set<readonly string[]>()
  let wanted: Connection | undefined
  let standing: Connection | undefined
  let settling: ReturnType<typeof setTimeout> | undefined
  // What happened while no connection stood was told to nobody.
  let missed = false

  const settle = () => {
    settling = undefined
    const address = parts.size === 0 ? undefined : addressOf(parts)
    if (address === wanted?.address) return
    if (wanted !== standing) wanted?.source.close()
    wanted = undefined
    if (address === undefined) {
      standing?.source.close()
      standing = undefined
      missed = false
      return
    }
    const next: Connection = { address, source: open(address) }
    wanted = next
    next.source.addEventListener('message', ({ data }: MessageEvent<string>) => heard(JSON.parse(data) as Told))
    next.source.addEventListener('open', () => {
      if (standing !== next) standing?.source.close()
      standing = next
      if (missed) heard({ everything: true })
      missed = false
    })
    next.source.addEventListener('error', () => {
      // Before it first stands too: what was shown is older.
      missed = true
      // A connection that broke comes again by itself; one that was turned away, as by a gateway that is starting, does not.
      if (next.source.readyState !== CLOSED || wanted !== next) return
      wanted = undefined
      settling ??= setTimeout(settle, AGAIN_MS)
    })
  }
  // A page that goes and the one that comes are one change.
  const change = () => {
    settling ??= setTimeout(settle)
  }
  return {
    /** Listens until it is called back. */
    join(watch: readonly string[]): () => void {
      const part = [...watch]
      parts.add(part)
      change()
      return () => {
        parts.delete(part)
        change()
      }
    },
  }
}

interface Connection {
  address: string
  source: EventSource
}

/** What came last is watched first. */
function addressOf(parts: ReadonlySet<readonly string[]>): string {
  const watched = new Set([...parts].toReversed().flat())
  const params = new URLSearchParams([...watched].slice(0, MOST_WATCHED).map((path) => ['watch', path]))
  params.sort()
  return params.size > 0 ? `/changes?${params.toString()}` : '/changes'
}
