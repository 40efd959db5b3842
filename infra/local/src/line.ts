import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line between a service and a server that can be broken: everything the service says to the server goes over it. */
export interface Line {
  /** The server's URL as it is to be given to the service: same user and path, the line's port. */
  url(of: string): string
  /** Connections that are open now. */
  open(): number
  /** Every connection is reset, and new ones are refused, until `mend`. */
  cut(): void
  /** Nothing gets through and nobody is told: bytes are held, new connections are taken and stay silent, until `mend`. */
  hold(): void
  /** What the service sends in one piece with these words in it is lost, and everything else gets through, until `mend`. */
  lose(words: string): void
  /** What was held goes on where it stopped; with `lost`, the connections from before are reset and their bytes gone. */
  mend(options?: { lost?: boolean }): void
  close(): Promise<void>
}

/** Opens a line to a server on this machine, on a free port of its own. */
export async function openLine(serverUrl: string): Promise<Line> {
  const { hostname, port } = new URL(serverUrl)
  const pairs = new Set<readonly [Socket, Socket]>()
  let state: 'whole' | 'cut' | 'held' = 'whole'
  let lost: string | undefined

  const server = createServer((near) => {
    if (state === 'cut') {
      near.resetAndDestroy()
      return
    }
    const far = connect(Number(port), hostname)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const [one, other] of [pair, [far, near] as const]) {
      one
        .on('data', (bytes) => {
          if (one === near && lost !== undefined && bytes.includes(lost)) return
          // What the other side does not take yet waits here, as it would in the network.
          if (!other.write(bytes)) one.pause()
        })
        .on('drain', () => {
          if (state !== 'held') other.resume()
        })
        .on('error', () => other.destroy())
        .on('end', () => other.end())
        .on('close', () => {
          pairs.delete(pair)
          other.destroy()
        })
    }
    if (state === 'held') hold(pair)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const hold = (pair: readonly [Socket, Socket]) => pair.forEach((socket) => socket.pause())
  const reset = (which: Iterable<readonly [Socket, Socket]>) => {
    for (const pair of which) for (const socket of pair) socket.resetAndDestroy()
  }
  return {
    url(of) {
      const url = new URL(of)
      url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      return url.href
    },
    open: () => pairs.size,
    cut() {
      state = 'cut'
      reset([...pairs])
    },
    hold() {
      state = 'held'
      pairs.forEach(hold)
    },
    lose(words) {
      lost = words
    },
    mend(options = {}) {
      state = 'whole'
      lost = undefined
      if (options.lost) reset([...pairs])
      else for (const pair of pairs) for (const socket of pair) socket.resume()
    },
    async close() {
      state = 'cut'
      reset([...pairs])
      server.close()
      await once(server, 'close')
    },
  }
}
