import type { CommandDefinition, supervision as c } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import type { TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'

/** What random histories of rectification know: one project, which other histories of the service do not touch. */
export interface World {
  service: TestService
  given: Committee
  projectId: string
  findingIds: string[]
  /** A file that both sides refer to. */
  file: object
  /** Sends a command, whatever it is answered; a fault of the service is thrown. */
  send(command: CommandDefinition, body: unknown, as: TestAccount): Promise<boolean>
}

/** Numbers of a move: the same ones give the same choice. */
export interface Dice {
  pick<T>(from: readonly T[]): T
  number(below: number): number
}

/** One thing that somebody tries; the rules may turn it down. */
export type Move = (world: World, dice: Dice) => Promise<unknown>

/** Dice that a seed determines. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const number = (below: number) => {
    // The constants of Numerical Recipes; good enough to choose among a few things.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return { number, pick: (from) => from[number(from.length)]! }
}

export const TERMS: (c.OtherTerm | undefined)[] = [undefined, undefined, { by: 'DAYS', days: 12, reason: '情况简单' }]
