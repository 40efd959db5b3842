import { createServer } from 'node:net'

/** Below what the system gives to connections and to whoever asks for any port, which would be taken again before it is used. */
const FIRST = 20_000
const LAST = 32_000
const given = new Set<number>()

/** A port that is free now and was not given before: the portal has to know its own address before it listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`expected a free port between ${FIRST} and ${LAST} in a hundred tries`)
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
