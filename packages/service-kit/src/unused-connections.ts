import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * 空连接: ends connections over which nothing was ever asked when the server closes. Browsers and clients open some beforehand; to Node
 * they are not idle, and a process that is asked to stop would wait a minute for each.
 */
export function closeUnused(server: FastifyInstance): void {
  const open = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.addHook('preClose', async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  })
}
