import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { bundleService } from '@lianxie/bundle'
import type { ServiceName } from '@lianxie/contracts'
import { repoRoot } from '../paths.ts'
import { freePort } from '../ports.ts'
import { type ServerProcess, startServerProcess } from '../server-process.ts'
import { figuresOf, type ProcessFigures } from './process-figures.ts'

export interface StartOptions {
  env?: Readonly<Record<string, string>>
  /** Arguments of Node itself, such as `--cpu-prof`. */
  nodeArgs?: readonly string[]
}

/** One instance of a service, a process as production runs it. */
export interface ServiceProcess {
  readonly name: ServiceName
  readonly url: string
  readonly port: number
  /** Of the process that runs now, or ran last. */
  readonly pid: number
  /** Fulfilled when the process that runs now has gone. */
  readonly exited: Promise<string>
  /** Milliseconds from the latest spawn to the first healthy answer. */
  readonly startedIn: number
  /** All that its processes wrote, oldest first. */
  output(): string
  figures(): ProcessFigures
  /** Sends a signal; SIGKILL waits until it has gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port. Throws what it last said when it ends instead of becoming healthy. */
  start(options?: { awaitHealth?: boolean }): Promise<void>
  /** Stops it in good order. Can be called twice, also when it has gone. */
  stop(): Promise<void>
}

/** The arguments of Node itself with which `infra/docker/Dockerfile` starts a service. */
export const AS_SHIPPED = ['--min-semi-space-size=4', '--max-semi-space-size=8']
const HEALTHY_WITHIN_MS = 60_000

/** Where the programs of this process are, and each by its service. */
let folder: string | undefined
const programs = new Map<ServiceName, Promise<string>>()

/** The program that the container of a service runs; made once, and gone with this process. */
function shippedProgram(name: ServiceName): Promise<string> {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'lianxie-programs-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  const program = programs.get(name) ?? bundleService(join(repoRoot, 'services', name), join(folder, name))
  programs.set(name, program)
  return program
}

/** Starts a service, as it is shipped unless another program is named, on a free port and waits until its health is good. */
export async function startServiceProcess(
  name: ServiceName,
  options: { dir: string; program?: string; env: Readonly<Record<string, string>>; nodeArgs: readonly string[] },
): Promise<ServiceProcess> {
  const program = options.program ?? (await shippedProgram(name))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const logFiles: string[] = []
  let now: ServerProcess
  let startedIn = 0

  const start = async ({ awaitHealth = true } = {}) => {
    const logFile = join(options.dir, `${name}-${port}-${logFiles.length + 1}.log`)
    const began = performance.now()
    now = await startServerProcess({
      name,
      command: process.execPath,
      args: [...AS_SHIPPED, ...options.nodeArgs, program],
      logFile,
      stopSignal: 'TERM',
      env: { ...options.env, PORT: String(port) },
    })
    logFiles.push(logFile)
    if (!awaitHealth) return
    await untilHealthy(now, url, name)
    startedIn = performance.now() - began
  }
  await start()
  return {
    name,
    url,
    port,
    get pid() {
      return now.pid
    },
    get exited() {
      return now.exited
    },
    get startedIn() {
      return startedIn
    },
    output: () => logFiles.map((file) => readFileSync(file, 'utf8')).join(''),
    figures: () => figuresOf(now.pid),
    async kill(signal = 'SIGKILL') {
      process.kill(now.pid, signal)
      if (signal === 'SIGKILL') await now.exited
    },
    start,
    stop: () => now.stop(),
  }
}

async function untilHealthy(server: ServerProcess, url: string, name: string): Promise<void> {
  for (const until = Date.now() + HEALTHY_WITHIN_MS; Date.now() < until;) {
    if (await healthOf(url)) return
    const gone = await Promise.race([server.exited, pause(10, undefined)])
    if (gone !== undefined) throw new Error(`${gone}; it last said:\n${server.lastWords()}`)
  }
  throw new Error(`${name} was not healthy within ${HEALTHY_WITHIN_MS / 1_000} s; it last said:\n${server.lastWords()}`)
}

async function healthOf(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch (error) {
    // Nobody listens yet, or it went away while it answered; whether it lives is looked at by the caller.
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return false
    throw error
  }
}
