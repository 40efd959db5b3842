import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line to the service that breaks after as many bytes as a test says, and then lets nobody through until it is mended. */
export async function startCuttingLine(target: () => string) {
  const sockets = new Set<Socket>()
  let left = Number.POSITIVE_INFINITY
  let cuts = 0
  const cut = () => {
    cuts += 1
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((near) => {
    if (left <= 0) return void near.destroy()
    const { hostname, port } = new URL(target())
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
    }
    far.pipe(near)
    near.on('data', (chunk: Buffer) => {
      const passing = chunk.subarray(0, Math.max(0, left))
      left -= chunk.length
      far.write(passing, () => {
        // What passed has to arrive before both ends learn that the rest does not.
        if (left <= 0) setTimeout(cut, 20)
      })
      if (left <= 0) near.pause()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes: number) => {
      left = bytes
    },
    mend: () => {
      left = Number.POSITIVE_INFINITY
    },
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
