import type { CommandDefinition } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import type { TestService } from '@lianxie/service-kit/testing'
import type { Directory } from './plan-given.ts'

/** What random histories know: one plan a history, and the ids that came about in it. */
export interface World {
  service: TestService
  given: Directory
  year: number
  planId: string
  items: string[]
  /** Sends a command, whatever it is answered, and gives the events. */
  send(command: CommandDefinition, body: unknown, as: TestAccount): Promise<{ aggregate: string }[]>
}

/** Numbers of a move: the same ones give the same choice. */
export interface Dice {
  pick<T>(from: readonly T[]): T | undefined
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
  return { number, pick: (from) => from[number(from.length)] }
}
