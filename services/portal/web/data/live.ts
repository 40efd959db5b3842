import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

interface Told {
  everything?: true
  hints?: readonly { context: string; aggregate: string; id: string; type?: string }[]
}

/** How long changes are gathered before what is shown is asked again. */
const GATHER_MS = 500

/**
 * 实时变化: asks again what is shown when somebody changed it. A hint says only that; what is being typed stays, as forms keep
 * their own text. `watch` names what a member's or unit's page shows: `proposals/cases/<id>`.
 */
export function useLive(watch: readonly string[] = []): void {
  const client = useQueryClient()
  const watched = watch.toSorted().join('&')
  useEffect(() => {
    const params = new URLSearchParams(watched === '' ? [] : watched.split('&').map((path) => ['watch', path]))
    const source = new EventSource(params.size > 0 ? `/changes?${params.toString()}` : '/changes')
    const stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let missed = false
    const refresh = () => {
      timer = undefined
      for (const context of stale) void client.invalidateQueries(context === '*' ? {} : { queryKey: [context] })
      stale.clear()
    }
    const changed = (context: string) => {
      stale.add(context)
      timer ??= setTimeout(refresh, GATHER_MS)
    }
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { everything, hints = [] } = JSON.parse(data) as Told
      if (everything) changed('*')
      for (const { context } of hints) changed(context)
    })
    source.addEventListener('open', () => {
      // What happened while the connection was away was told to nobody.
      if (missed) changed('*')
      missed = false
    })
    source.addEventListener('error', () => (missed = true))
    return () => {
      source.close()
      clearTimeout(timer)
    }
  }, [client, watched])
}
