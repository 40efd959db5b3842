import { spawn } from 'node:child_process'
import { closeSync, fchmodSync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitteeSettings, CommitteeUrls } from './committee-settings.ts'

export interface RunningCommittee {
  pid: number
  urls: CommitteeUrls
  /** Fulfilled with a sentence once the process has gone, whatever the reason. */
  exited: Promise<string>
  stop(): Promise<void>
}

/**
 * Starts one committee in a process of its own; its log is in its own folder. Throws the reason when it cannot start, and
 * once it has gone when the signal aborts before it is ready.
 */
export async function startCommittee(settings: CommitteeSettings, signal: AbortSignal): Promise<RunningCommittee> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 })
  const logFile = join(settings.dataDir, 'services.log')
  const log = openSync(logFile, 'a', 0o600)
  // Also one of a start before this was so.
  fchmodSync(log, 0o600)
  // The process takes its settings from its standard input; the arguments are for whoever looks at the process table.
  const program = join(import.meta.dirname, 'committee-process.ts')
  const child = spawn(process.execPath, [program, settings.committee, settings.dataDir], {
    stdio: ['pipe', log, log, 'ipc'],
    // A heap that is collected early keeps a committee at rest small.
    env: { ...process.env, NODE_OPTIONS: '--max-semi-space-size=4' },
  })
  closeSync(log)
  const exited = new Promise<string>((resolve) => {
    child.on('exit', (code, by) => resolve(`${settings.committee} (${by ?? `code ${code}`}); ${logFile}`))
    child.on('error', (error) => resolve(`${settings.committee} could not be started: ${error.message}`))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await exited
    clearTimeout(late)
  }
  const ready = new Promise<CommitteeUrls>((resolve, reject) => {
    child.on('message', (message: { ready?: CommitteeUrls; failed?: string }) => {
      if (message.ready) resolve(message.ready)
      else if (message.failed !== undefined)
        reject(new Error(`${settings.committee} 无法启动 cannot start: ${message.failed}`))
    })
  })
  // One that goes at once leaves a broken pipe behind; how it went is told by `exited`.
  child.stdin!.on('error', () => undefined).end(JSON.stringify(settings))
  const interrupt = () => void stop()
  signal.addEventListener('abort', interrupt, { once: true })
  const gone = exited.then((why) => {
    signal.throwIfAborted()
    throw new Error(`无法启动 cannot start: ${why}`)
  })
  try {
    return { pid: child.pid!, urls: await Promise.race([ready, gone]), exited, stop }
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}
