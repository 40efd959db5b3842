import { appendFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { createRandom } from '@lianxie/local/random'
import { CLEAR, type Answered, type LoadLine } from './line-of-load.ts'
import type { FromLoad, LoadSettings, ToLoad } from './load-settings.ts'
import { createWriter, sharedUnit, type Wish, type Writer } from './mix.ts'
import { sendCommand } from './send-command.ts'

// The load is a process of its own: it goes on whatever the one that breaks things is busy with.
const settings = JSON.parse(process.argv[2]!) as LoadSettings
const { urls, token, timeoutMs } = settings
const random = createRandom(settings.seed).fork('load')
const progress = { done: 0, refused: 0, doneBy: urls.map(() => 0), notNow: 0, unavailable: 0, open: 0 }
let perSecond = settings.perSecond
let nextAt = Date.now()
let counter = 0
let stopping = false
let deadline = Number.POSITIVE_INFINITY

const say = (line: FromLoad) => void process.send?.(line)
const write = (line: LoadLine) => appendFileSync(settings.file, `${JSON.stringify(line)}\n`)

process.on('message', (told: ToLoad) => {
  if (told.say === 'pace') {
    perSecond = told.perSecond
    return
  }
  stopping = true
  deadline = Date.now() + told.graceMs
})
// Nobody is left to tell.
const orphaned = () => process.exit(1)
process.once('disconnect', orphaned)
const telling = setInterval(() => say({ say: 'progress', ...progress }), 50)

try {
  const shared: string[] = []
  for (let number = 1; number <= settings.shared; number += 1) {
    const answer = await complete(sharedUnit(number))
    shared.push(String(answer?.events[0]?.data['unitId']))
  }
  const writers = Array.from({ length: settings.writers }, (_, i) =>
    createWriter(String(i + 1), random.fork(`writer ${i}`), shared),
  )
  await Promise.all(writers.map(work))
} catch (error) {
  say({ say: 'failed', why: (error as Error).stack ?? String(error) })
}
clearInterval(telling)
say({ say: 'progress', ...progress })
process.off('disconnect', orphaned)
process.disconnect()

async function work(writer: Writer): Promise<void> {
  while (!stopping) {
    await turn()
    if (stopping) return
    const answer = await complete(writer.next())
    if (answer) writer.heard(answer.events)
  }
}

/** Spreads the commands of all writers over time; after a pause they go on at the same pace and do not catch up. */
async function turn(): Promise<void> {
  const now = Date.now()
  nextAt = Math.max(now, nextAt) + 1_000 / perSecond
  if (nextAt > now) await pause(nextAt - now)
}

/** Sends a command under one key until it is answered for good; undefined when the load ended before that. */
async function complete(wish: Wish): Promise<Answered | undefined> {
  counter += 1
  const number = counter
  const key = `load-${settings.seed}-${number}`
  const sentAt = Date.now()
  progress.open += 1
  const twin = random.chance(settings.twice / 2) ? attempt(wish, key, sentAt, number + 1) : undefined
  const answered = await attempt(wish, key, sentAt, number)
  progress.open -= 1
  if (!answered) {
    write({ kind: 'open', key, at: Date.now() })
    return undefined
  }
  write(answered)
  progress[answered.status === 200 ? 'done' : 'refused'] += 1
  if (answered.status === 200) progress.doneBy[turnOf(number, answered.tries)]! += 1
  const other = twin ? await twin : random.chance(settings.twice / 2) && (await attempt(wish, key, sentAt, number))
  if (other) {
    const same = isDeepStrictEqual(saidBy(other), saidBy(answered))
    write({ kind: 'twice', key, at: Date.now(), how: twin ? 'at once' : 'again', same })
  }
  return answered
}

/** An answer that is given again is read from the database, which keeps the order of lists and not that of fields. */
function saidBy({ status, code, events }: Answered) {
  return { status, code, events }
}

/** Which instance a try goes to: each command begins at the next one, and goes on to the next after that. */
function turnOf(first: number, tries: number): number {
  return (first + tries) % urls.length
}

async function attempt(wish: Wish, key: string, sentAt: number, first: number): Promise<Answered | undefined> {
  for (let tries = 1; Date.now() < deadline; tries += 1) {
    const url = urls[turnOf(first, tries)]!
    const outcome = await sendCommand(url, wish, { key, token, timeoutMs })
    if ('status' in outcome) {
      const { meant, command } = wish
      return { kind: 'answered', key, command: command.type, sentAt, at: Date.now(), tries, meant, ...outcome }
    }
    progress.notNow += 1
    if (outcome.why === CLEAR) progress.unavailable += 1
    write({ kind: 'not-now', key, at: Date.now(), ...outcome })
    await pause(50 + Math.random() * 50 * Math.min(tries, 6))
  }
  return undefined
}
