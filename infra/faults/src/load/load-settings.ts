/** What the load is told when it starts. */
export interface LoadSettings {
  seed: number
  /** The instances of the service that take commands; a try that fails goes to another one. */
  urls: readonly string[]
  token: string
  /** How many send at the same time, each one command after the other. */
  writers: number
  /** Units that all writers change. */
  shared: number
  /** Commands a second of all writers together, at most. */
  perSecond: number
  /** Of all commands, how many are sent a second time under their key: half afterwards, half at the same time. */
  twice: number
  /** How long one try waits for its answer, in milliseconds. */
  timeoutMs: number
  /** Where every line is appended as it happens. */
  file: string
}

/** What the load says of itself, many times a second. */
export interface LoadProgress {
  /** Commands answered with their events. */
  done: number
  refused: number
  /** Of those done, how many each instance answered, in the order of the settings' `urls`. */
  doneBy: readonly number[]
  /** Tries without an answer for good. */
  notNow: number
  /** Of those, the clear ones: `503 service.unavailable`. */
  unavailable: number
  /** Commands that are on their way. */
  open: number
}

/** From and to the process that makes the load. */
export type ToLoad = { say: 'pace'; perSecond: number } | { say: 'stop'; graceMs: number }
export type FromLoad = ({ say: 'progress' } & LoadProgress) | { say: 'failed'; why: string }
