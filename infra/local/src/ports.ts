import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of 127.0.0.1 that nobody uses. It lies below those that systems give to outgoing connections, so that none of
 * these takes it before its server listens, or while that server is started again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_768)
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Throws the sentence for people when something else holds the port. */
export async function requireFreePort(port: number, what: string): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new Error(
      `端口 ${port}（${what}）被其他程序占用，请停止该程序或换一个端口。 Port ${port} for ${what} is in use by another program; stop that one or choose another port.`,
      { cause },
    )
  }
  server.close()
  await once(server, 'close')
}
