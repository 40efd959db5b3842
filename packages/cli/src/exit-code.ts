import { RefusedError, UnreachableError } from '@lianxie/client'

/** What the program ends with, for scripts. */
export const EXIT = {
  ok: 0,
  /** The check that was asked for failed: evidence, doctor, hub, rows of a table. */
  failed: 1,
  /** The command line, a profile or a file given to it is wrong. */
  usage: 2,
  /** A service refused; its code is printed. */
  refused: 3,
  /** A service or server could not be reached. */
  unreachable: 4,
  /** A fault of this program. */
  fault: 70,
} as const

/** The command line, a profile or a given file is wrong: words for whoever typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly zh: string

  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.zh = zh
  }
}

/** A server other than the services could not be reached. */
export class AwayError extends Error {
  override readonly name = 'AwayError'
  readonly zh: string

  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.zh = zh
  }
}

/** How an error ends the program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof RefusedError) return EXIT.refused
  if (error instanceof UnreachableError || error instanceof AwayError) return EXIT.unreachable
  if (error instanceof UsageError || (error as Error | undefined)?.name === 'HubError') return EXIT.usage
  return EXIT.fault
}
