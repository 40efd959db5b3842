import { constants } from 'node:os'

/** What asked this process to end. */
export type StopSignal = (typeof signals)[number]

/**
 * Aborted, with the signal as its reason, when this process is asked to end: Ctrl-C, `kill`, a closed terminal, or the
 * bootstrap that started it gone. From then on a second request ends it at once.
 */
export function askedToStop(): AbortSignal {
  const stopping = new AbortController()
  const asked = (signal: StopSignal) => {
    for (const one of signals) process.off(one, asked)
    stopping.abort(signal)
  }
  for (const signal of signals) process.on(signal, asked)
  process.once('disconnect', () => asked('SIGHUP'))
  process.channel?.unref()
  return stopping.signal
}

/** What a shell expects of a program that a signal ended. */
export const exitCodeOf = (signal: StopSignal): number => 128 + constants.signals[signal]

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
