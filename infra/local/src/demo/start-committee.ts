import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
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

/** Starts one committee in a process of its own; its log is in its own folder. Throws the reason when it cannot start. */
export async function startCommittee(settings: CommitteeSettings): Promise<RunningCommittee> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 })
  const logFile = join(settings.dataDir, 'services.log')
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'committee-process.ts')], {
    stdio: ['pipe', log, log, 'ipc'],
    // A heap that is collected early keeps a committee at rest small.
    env: { ...process.env, NODE_OPTIONS: '--max-semi-space-size=4' },
  })
  closeSync(log)
  const exited = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) =>
      resolve(`${settings.committee} ended with ${signal ?? `code ${code}`}; see ${logFile}`),
    )
    child.on('error', (error) => resolve(`${settings.committee} could not be started: ${error.message}`))
  })
  const ready = new Promise<CommitteeUrls>((resolve, reject) => {
    child.on('message', (message: { ready?: CommitteeUrls; failed?: string }) => {
      if (message.ready) resolve(message.ready)
      else if (message.failed !== undefined) reject(new Error(`${settings.committee} cannot start: ${message.failed}`))
    })
  })
  child.stdin!.end(JSON.stringify(settings))
  const urls = await Promise.race([
    ready,
    exited.then((why) => {
      throw new Error(why)
    }),
  ])
  return {
    pid: child.pid!,
    urls,
    exited,
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await exited
      clearTimeout(late)
    },
  }
}
