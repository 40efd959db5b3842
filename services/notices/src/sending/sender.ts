import { setTimeout as wait } from 'node:timers/promises'
import type { notices as n } from '@lianxie/contracts'
import type { Clock, Database } from '@lianxie/service-kit'
import type { Logger } from 'pino'
import type { Tables } from '../store/tables.ts'
import type { Outcome } from '../domain/outcome.ts'
import { type Held, noteOutcome, takeLetters } from './waiting-letters.ts'

/** 发送员 of one way: takes what is due, sends it, notes how it ended; the database waits for nobody meanwhile. */
export interface Sender extends AsyncDisposable {
  /** Looks for what is due now. */
  wake(): void
}

export interface SenderOptions {
  way: n.NoticeWay
  /** Letters that are under way at once, in all processes together. */
  atOnce: number
  /** One letter takes no longer: then it is broken off. */
  patienceMs: number
  send(letter: Held, signal: AbortSignal): Promise<Outcome>
}

/** How much longer a letter is held than it may take: its end is to be noted, also when the database is away just then. */
const NOTING_MS = 60_000
/** How long a stop waits for what is under way before it is broken off. */
const STOP_MS = 3_000

export function startSender(
  { db, clock, log }: { db: Database<Tables>; clock: Clock; log: Logger },
  { way, atOnce, patienceMs, send }: SenderOptions,
): Sender {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let isAsked = false
  let looking: Promise<void> | undefined
  let stopped = false

  const wake = () => {
    isAsked = true
    if (stopped) return
    looking ??= look()
      // The job of the next minute looks again.
      .catch((err: unknown) => log.warn({ err, way }, 'letters that are due cannot be read'))
      .finally(() => {
        looking = undefined
        if (isAsked) wake()
      })
  }
  const look = async () => {
    isAsked = false
    const letters = await takeLetters(db, { way, most: atOnce, leaseMs: patienceMs + NOTING_MS, now: clock.now() })
    for (const letter of letters) {
      const work = deliver(letter).finally(() => underWay.delete(work))
      underWay.add(work)
    }
  }
  const deliver = async (letter: Held) => {
    const outcome = await sendOne(letter)
    if (outcome.kind === 'AWAY') log.warn({ way, error: outcome.error }, 'letters cannot be handed over')
    const isNoted = await note(letter, outcome)
    // A side that is away is left alone until the next minute.
    if (isNoted && outcome.kind !== 'AWAY') wake()
  }
  const sendOne = async (letter: Held): Promise<Outcome> => {
    try {
      return await send(letter, AbortSignal.any([stopping.signal, AbortSignal.timeout(patienceMs)]))
    } catch (err) {
      log.error({ err, way }, 'a letter could not be written')
      return { kind: 'LATER', error: 'EWRITE' }
    }
  }
  const note = async (letter: Held, outcome: Outcome): Promise<boolean> => {
    const end = Date.now() + NOTING_MS
    for (;;) {
      try {
        await noteOutcome(db, letter, outcome, clock.now())
        return true
      } catch (err) {
        if (stopped || Date.now() > end) {
          log.error({ err, way, outcome }, 'how a letter ended cannot be noted: it may go once more')
          return false
        }
        await wait(1_000)
      }
    }
  }
  return {
    wake,
    async [Symbol.asyncDispose]() {
      stopped = true
      await looking
      await Promise.race([Promise.all(underWay), wait(STOP_MS, undefined, { ref: false })])
      stopping.abort()
      await Promise.all(underWay)
    },
  }
}
