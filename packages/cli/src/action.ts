import { InvalidArgumentError } from 'commander'
import type { Session } from './session.ts'

/** Makes a command's action: it gets the session first; one that answers false ends the program with 1. */
export type Run = <A extends unknown[]>(
  act: (session: Session, ...args: A) => Promise<unknown>,
) => (...args: A) => Promise<void>
/** A path as it was typed, made absolute. */
export type At = (path: string) => string

/** Reads a whole number of at most nine digits. */
export function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('应为整数 expected a whole number')
  return Number(text)
}
