import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fchownSync, openSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { argumentsOf } from './process-table.ts'

/** A server program that runs as long as this process does. */
export interface ServerProcess {
  /** Of the server itself. */
  pid: number
  /** Fulfilled with a sentence once the server has gone, whatever the reason. */
  exited: Promise<string>
  /** Asks the server to end, waits for it, and kills it after 20 seconds. Can be called twice. */
  stop: () => Promise<void>
  /** The last lines that it wrote. */
  lastWords: () => string
}

export interface ServerCommand {
  name: string
  command: string
  args: string[]
  /** Rewritten at each start. */
  logFile: string
  stopSignal: 'INT' | 'TERM'
  /** The account to run as, when this process is root. */
  account?: { uid: number; gid: number } | undefined
  /** Its whole environment; ours by default. */
  env?: Record<string, string>
}

// The shell holds the reading end of a pipe whose other end is ours alone. When we end it, or are killed in any way, the
// shell asks the server to end: no server outlives its owner. The server's pid comes back on descriptor 3.
const lifeline = `exec 4<&0
signal=$1; shift
"$@" </dev/null 3>&- 4<&- &
server=$!
echo $server >&3
exec 3>&-
(read -r _ <&4; kill -s $signal $server) 2>/dev/null &
exec 4<&-
wait $server
code=$?
kill $! 2>/dev/null
exit $code`

/** Starts a server in a process group of its own, so that Ctrl-C reaches it only through us, in our order. */
export async function startServerProcess(server: ServerCommand): Promise<ServerProcess> {
  const log = openSync(server.logFile, 'w', 0o600)
  if (server.account) fchownSync(log, server.account.uid, server.account.gid)
  const shell = spawn('/bin/sh', ['-c', lifeline, 'lifeline', server.stopSignal, server.command, ...server.args], {
    stdio: ['pipe', log, log, 'pipe'],
    detached: true,
    ...(server.env && { env: server.env }),
    ...server.account,
  })
  closeSync(log)
  const exited = new Promise<string>((resolve) => {
    shell.on('exit', (code, signal) => resolve(`${server.name} ended with ${signal ?? `code ${code}`}`))
    shell.on('error', (error) => resolve(`${server.name} could not be started: ${error.message}`))
  })
  // Closing the pipe of a shell that has gone already is not worth a crash.
  shell.stdin?.on('error', () => undefined)
  const lastWords = () => readFileSync(server.logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n')

  const pidPipe = shell.stdio[3]
  if (pidPipe === null || pidPipe === undefined) throw new Error('The shell was expected to have a fourth descriptor')
  const first = await Promise.race([once(pidPipe, 'data').then(([chunk]) => Number(String(chunk))), exited])
  if (typeof first === 'string') throw new Error(`${first}\n${lastWords()}`)

  const stop = async () => {
    shell.stdin?.end()
    const late = Symbol('late')
    const outcome = await Promise.race([exited, pause(20_000, late, { ref: false })])
    if (outcome === late) process.kill(first, 'SIGKILL')
    await exited
  }
  return { pid: first, exited, stop, lastWords }
}

/**
 * Makes sure that no earlier server works on the same files. One that was just orphaned is on its way out and gets 15
 * seconds; a pid file whose process is gone, or is another program by now, is removed.
 */
export async function awaitPredecessor(pidFile: string, marker: string, what: string): Promise<void> {
  const until = Date.now() + 15_000
  for (;;) {
    const pid = readPid(pidFile)
    if (pid === undefined) return
    if (!argumentsOf(pid)?.includes(marker)) return rmSync(pidFile, { force: true })
    if (Date.now() > until) {
      throw new Error(
        `${what} is already running on ${marker} (process ${pid}); stop the other start of this project first.`,
      )
    }
    await pause(100)
  }
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
