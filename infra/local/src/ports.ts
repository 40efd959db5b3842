import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody used a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server was expected to have a port')
  server.close()
  await once(server, 'close')
  return address.port
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
