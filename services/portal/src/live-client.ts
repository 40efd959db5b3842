import type { ServerResponse } from 'node:http'
import type { Hint } from './hint.ts'
import type { Viewer } from './session-tokens.ts'

/** Aggregates that wait for a client that is not written to; more are told as one: everything may have changed. */
const MOST_WAITING = 100
/** How long a client may leave what was sent unread. */
const PATIENCE_MS = 15_000

export interface LiveClient {
  readonly viewer: Viewer
  readonly cookies: string | undefined
  readonly address: string
  /** The ids that it may hear of; undefined for everything. */
  readonly watches: ReadonlySet<string> | undefined
  add(hint: Hint): void
  /** Sends what waits, unless what was sent before is still unread; ends the connection when that lasts. */
  flush(now: number): void
  beat(): void
  end(): void
}

export function liveClient(
  response: ServerResponse,
  about: Pick<LiveClient, 'viewer' | 'cookies' | 'address' | 'watches'>,
): LiveClient {
  const waiting = new Map<string, Hint>()
  let everything = false
  let stuckSince: number | undefined
  return {
    ...about,
    add(hint) {
      if (everything) return
      waiting.set(`${hint.context} ${hint.aggregate} ${hint.id} ${hint.type ?? ''}`, hint)
      if (waiting.size <= MOST_WAITING) return
      waiting.clear()
      everything = true
    },
    flush(now) {
      if (waiting.size === 0 && !everything) return
      if (response.writableNeedDrain) {
        stuckSince ??= now
        if (now - stuckSince > PATIENCE_MS) response.destroy()
        return
      }
      stuckSince = undefined
      const data = everything ? { everything: true } : { hints: [...waiting.values()] }
      waiting.clear()
      everything = false
      response.write(`data: ${JSON.stringify(data)}\n\n`)
    },
    beat() {
      if (!response.writableNeedDrain) response.write(':\n\n')
    },
    end() {
      response.end()
    },
  }
}
