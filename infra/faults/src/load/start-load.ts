import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Context } from '../scenario.ts'
import { within } from '../within.ts'
import { type LoadLine, readLoad } from './line-of-load.ts'
import type { FromLoad, LoadProgress, LoadSettings, ToLoad } from './load-settings.ts'

/** Commands that come all the time, whatever is broken meanwhile. */
export interface Load {
  progress(): LoadProgress
  /** Waits until so many more commands are done; throws when that takes longer than `ms`. Answers the milliseconds. */
  flows(more?: number, ms?: number): Promise<number>
  pace(perSecond: number): void
  /** Lets every writer end its command and gives everything that was written down. */
  stop(graceMs?: number): Promise<LoadLine[]>
  /** What was written down so far. */
  lines(): LoadLine[]
}

/** Starts the process that makes the load, and ends it with the scenario. */
export async function startLoad(
  context: Context,
  settings: Pick<LoadSettings, 'urls' | 'token' | 'perSecond'> & Partial<LoadSettings>,
): Promise<Load> {
  const file = join(context.dir, 'load.ndjson')
  const all: LoadSettings = {
    seed: context.seed,
    writers: 12,
    shared: 8,
    twice: 0.1,
    timeoutMs: 2_000,
    ...settings,
    file,
  }
  const child = fork(join(import.meta.dirname, 'load-process.ts'), [JSON.stringify(all)], { stdio: 'inherit' })
  const ended = once(child, 'exit')
  let progress: LoadProgress = { done: 0, refused: 0, doneBy: [], notNow: 0, unavailable: 0, open: 0 }
  let failure: string | undefined
  child.on('message', (told: FromLoad) => {
    if (told.say === 'progress') progress = told
    else failure = told.why
  })
  child.on('exit', (code) => {
    if (code !== 0) failure ??= `it ended with code ${code}`
  })
  const tell = (told: ToLoad) => {
    if (child.connected) child.send(told)
  }
  context.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  const load: Load = {
    progress: () => progress,
    async flows(more = 20, ms = 60_000) {
      const before = progress.done
      const { took } = await within(ms, `${more} more commands to be done`, async () => {
        if (failure !== undefined) throw new Error(`the load failed: ${failure}`)
        return progress.done >= before + more
      })
      return took
    },
    pace: (perSecond) => tell({ say: 'pace', perSecond }),
    async stop(graceMs = 30_000) {
      tell({ say: 'stop', graceMs })
      await ended
      if (failure !== undefined) throw new Error(`the load failed: ${failure}`)
      return readLoad(file)
    },
    lines: () => readLoad(file),
  }
  // The first commands compile the services' code, which takes its time on a busy machine.
  await load.flows(20, 120_000)
  return load
}
