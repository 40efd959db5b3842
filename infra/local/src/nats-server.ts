import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type NatsConfig, natsConfigText } from './nats-config.ts'
import { type NatsProgram, findNatsProgram } from './nats-program.ts'
import { freePort, requireFreePort } from './ports.ts'
import { type ServerCommand, type ServerProcess, awaitPredecessor, startServerProcess } from './server-process.ts'

export interface NatsOptions {
  /** Also the server's own name. */
  name: string
  /** Holds the streams, the configuration file and the log. */
  dir: string
  /** Default: any free one. */
  port?: number
  config?: NatsConfig
  /** Default: what `findNatsProgram` finds. */
  program?: NatsProgram
  log: (line: string) => void
}

/** A running nats-server with JetStream on 127.0.0.1. */
export interface Nats {
  url: string
  port: number
  pid: number
  exited: Promise<string>
  stop: () => Promise<void>
}

/** Starts one nats-server process and waits until it serves with JetStream. */
export async function startNats(options: NatsOptions): Promise<Nats> {
  const { name, port, log } = options
  const dir = resolve(options.dir)
  const program = options.program ?? (await findNatsProgram(log))
  mkdirSync(dir, { recursive: true })
  // Streams are for their owner's eyes, whoever made the folder.
  chmodSync(dir, 0o700)
  const configFile = join(dir, 'nats.conf')
  await awaitPredecessor(join(dir, 'nats.pid'), configFile, 'nats-server')
  if (port !== undefined) await requireFreePort(port, `nats-server ${name}`)

  const docker = program.kind === 'docker'
  // Docker has to be told the port beforehand; the program itself takes a free one and writes down which.
  const chosen = port ?? (docker ? await freePort() : -1)
  const place = { name, dir, port: chosen, ...(docker && { host: '0.0.0.0' }), config: options.config ?? {} }
  // Accounts may carry secrets.
  writeFileSync(configFile, natsConfigText(place), { mode: 0o600 })
  const server = await startServerProcess({
    name: `nats-server ${name}`,
    ...command(program, dir, configFile, chosen),
    logFile: join(dir, 'nats.log'),
    stopSignal: 'TERM',
  })
  const serving = await untilItServes(server, () => (chosen > 0 ? chosen : portOf(dir, server.pid)))
  return {
    url: `nats://127.0.0.1:${serving}`,
    port: serving,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
  }
}

function command(
  program: NatsProgram,
  dir: string,
  configFile: string,
  port: number,
): Pick<ServerCommand, 'command' | 'args'> {
  if (program.kind === 'binary') return { command: program.path, args: ['-c', configFile] }
  // The same path inside and outside, and our own account, so that the files are ours as with the program itself.
  const account = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`
  const run = ['run', '--rm', '--init', '--user', account, '-v', `${dir}:${dir}`, '-p', `127.0.0.1:${port}:${port}`]
  return { command: 'docker', args: [...run, program.image, '-c', configFile] }
}

async function untilItServes(server: ServerProcess, port: () => number | undefined): Promise<number> {
  for (;;) {
    const known = port()
    if (known !== undefined && (await servesJetStream(known))) return known
    const gone = await Promise.race([server.exited, pause(20, undefined)])
    if (gone !== undefined) throw new Error(explain(gone, server.lastWords()))
  }
}

function portOf(dir: string, pid: number): number | undefined {
  try {
    const ports = JSON.parse(readFileSync(join(dir, `nats-server_${pid}.ports`), 'utf8')) as { nats?: string[] }
    const [url] = ports.nats ?? []
    return url === undefined ? undefined : Number(new URL(url).port)
  } catch (error) {
    // Not written yet, or half written.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** A server greets with a line about itself before it asks who is there, so this works with any accounts. */
async function servesJetStream(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    const [greeting] = await once(socket, 'data')
    return /"jetstream":\s*true/.test(String(greeting))
  } catch (error) {
    if (['ECONNREFUSED', 'ECONNRESET'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  } finally {
    socket.destroy()
  }
}

function explain(gone: string, words: string): string {
  if (/no space left/i.test(words)) return `${gone}: the disk is full.`
  return `${gone}; it last said:\n${words}`
}
