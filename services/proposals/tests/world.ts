import type { CommandDefinition } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import type { TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'

/** What random histories know: the ids of one history, which other histories of the same service do not touch. */
export interface World {
  service: TestService
  given: Committee
  /** The proposals of this history. */
  proposals: string[]
  /** Sends a command, whatever it is answered, and gives the events; a fault of the service is thrown. */
  send(command: CommandDefinition, body: unknown, as: TestAccount): Promise<SentEvent[]>
}

export interface SentEvent {
  type: string
  aggregate: string
  data: any
}

/** Numbers of a move: the same ones give the same choice. */
export interface Dice {
  pick<T>(from: readonly T[]): T
  number(below: number): number
}

/** A history that knows some proposals to begin with. */
export const worldOf = (service: TestService, given: Committee, proposals: string[] = []): World => ({
  service,
  given,
  proposals,
  send: async (command, body, as) => {
    const { status, body: answer } = await service.try(command, body, { as })
    if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
    return status === 200 ? answer.events : []
  },
})

/** One thing that somebody tries; the rules may turn it down. */
export type Move = (world: World, dice: Dice) => Promise<unknown>

/** Dice that a seed determines; those of neighbouring seeds have nothing to do with each other. */
export function diceOf(seed: number): Dice {
  // The finalizer of MurmurHash3.
  let state = seed >>> 0
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  state = (state ^ (state >>> 16)) >>> 0
  const number = (below: number) => {
    // The constants of Numerical Recipes; good enough to choose among a few things.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return { number, pick: (from) => from[number(from.length)]! }
}
