import { rebuildOwnTables, replayEquality, startTestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { afterwardsMoves } from './afterwards-moves.ts'
import { filingMoves } from './filing-moves.ts'
import { givenCommittee, givenIntake } from './given.ts'
import { handlingMoves } from './handling-moves.ts'
import { brokenDocket, brokenHandling, ENDED, endsOnlyAnswered, numbersAreWhole, statesOf } from './invariants.ts'
import { diceOf, worldOf } from './world.ts'

const SEED = 20_221_122
const DRAFTS = 3
const ATTEMPTS = 8
const moves = { ...filingMoves, ...handlingMoves, ...afterwardsMoves }

/** From the draft to the archive; other moves of any part may fall anywhere. */
const SPINE = [
  ['draft', 'invite', 'cosign', 'submit', 'claim', 'preReview', 'secondReview', 'merge', 'file'],
  ['assign', 'acceptAll', 'meet', 'reply', 'reply', 'rate', 'endFeedback', 'followUp'],
  ['rehandle', 'reply', 'rate', 'endFeedback', 'close', 'archive', 'publish'],
].flat()

const histories = fc.tuple(
  ...SPINE.map(() =>
    fc.array(fc.record({ move: fc.constantFrom(...Object.keys(moves)), seed: fc.nat() }), { maxLength: 3 }),
  ),
)

test(
  'from the first draft to the archive, whatever is tried meanwhile, what was promised of numbers, answers and ends holds',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(proposals)
    service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
    const given = await givenCommittee(service)
    await givenIntake(service, given)
    const ends = new Map<string, number>()

    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (between, start) => {
        const world = worldOf(service, given)
        const make = async (move: string, seed: number) => {
          const before = await statesOf(world)
          await moves[move]!(world, diceOf(seed))
          await endsOnlyAnswered(world, before, move)
        }
        for (const [index, step] of SPINE.entries()) {
          // Whom a move is about is left to chance: some tries, so that most proposals come further.
          const tries = step === 'draft' ? DRAFTS : ATTEMPTS
          for (let attempt = 0; attempt < tries; attempt += 1) await make(step, start + ATTEMPTS * index + attempt)
          for (const { move, seed } of between[index]!) await make(move, seed)
        }
        await numbersAreWhole(service)
        expect(await brokenHandling(service)).toEqual([])
        for (const state of (await statesOf(world)).values()) ends.set(state, (ends.get(state) ?? 0) + 1)
      }),
      { seed: SEED, numRuns: 5, endOnFailure: true },
    )

    expect(Object.keys(moves).length).toBe(
      [filingMoves, handlingMoves, afterwardsMoves].flatMap((part) => Object.keys(part)).length,
    )
    expect([...ends.keys()].filter((state) => ENDED.has(state))).not.toEqual([])
    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(300)
    expect(await brokenDocket(service)).toEqual([])
    await rebuildOwnTables(service.running.runtime, proposals)
    expect(await brokenDocket(service)).toEqual([])
  },
)
