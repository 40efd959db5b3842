import { readFileSync } from 'node:fs'

/** An event as the answer to a command tells of it. */
export interface AnsweredEvent {
  id: string
  type: string
  aggregate: string
  version: number
  data: Record<string, unknown>
}

/** A command that was answered for good: with its events, or with a refusal. Times are milliseconds since 1970. */
export interface Answered {
  kind: 'answered'
  key: string
  command: string
  /** When it was first sent, and when its answer was there. */
  sentAt: number
  at: number
  /** How often it was sent until then. */
  tries: number
  status: number
  /** Of a refusal. */
  code?: string
  /** Whether the mix meant it to be refused. */
  meant: 'done' | 'refused'
  events: AnsweredEvent[]
}

/** The one way in which the platform may say that it cannot do a command now. */
export const CLEAR = '503 service.unavailable'

/** A command that got no answer for good this time, and is sent again under its key. */
export interface NotNow {
  kind: 'not-now'
  key: string
  at: number
  /** `503 service.unavailable`, `409 common.busy`, `500 without a code`, `ECONNREFUSED`, `no answer in 2000 ms`. */
  why: string
  /** Whether the answer said when to come again; absent where there was none. */
  retryAfter?: boolean
}

/** A command that was sent a second time under its key, afterwards or at the same time. */
export interface SentTwice {
  kind: 'twice'
  key: string
  at: number
  how: 'again' | 'at once'
  /** Whether both answers said the same. */
  same: boolean
}

/** A command that was still without an answer when the load ended. */
export interface Open {
  kind: 'open'
  key: string
  at: number
}

export type LoadLine = Answered | NotNow | SentTwice | Open

/** What the load wrote down, oldest first. A line that is not complete yet is left out. */
export function readLoad(file: string): LoadLine[] {
  const text = readFileSync(file, 'utf8')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LoadLine)
}
