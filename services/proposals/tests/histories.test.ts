import { replayEquality, startTestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { filingMoves } from './filing-moves.ts'
import { givenCommittee, givenIntake } from './given.ts'
import { numbersAreWhole } from './invariants.ts'
import { diceOf, worldOf } from './world.ts'

const SEED = 20_220_211
const moves = { ...filingMoves }

/** A way on which other moves may fall anywhere. */
const SPINE = [
  'draft',
  'invite',
  'cosign',
  'submit',
  'draft',
  'submit',
  'claim',
  'preReview',
  'secondReview',
  'claim',
  'preReview',
  'secondReview',
  'merge',
  'file',
  'file',
] as const satisfies (keyof typeof filingMoves)[]

/** Random moves between the steps of the spine; seeds alone say what each move does. */
const histories = fc.tuple(
  ...SPINE.map(() =>
    fc.array(fc.record({ move: fc.constantFrom(...Object.keys(moves)), seed: fc.nat() }), { maxLength: 6 }),
  ),
)

test(
  'after any history numbers are given once and without gaps, and a replay gives the same tables',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(proposals)
    const given = await givenCommittee(service)
    await givenIntake(service, given)

    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (between, seed) => {
        const world = worldOf(service, given)
        for (const [index, step] of SPINE.entries()) {
          await moves[step]!(world, diceOf(seed + index))
          for (const { move, seed: roll } of between[index]!) await moves[move]!(world, diceOf(roll))
        }
        await numbersAreWhole(service)
      }),
      { seed: SEED, numRuns: 26, endOnFailure: true },
    )

    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(150)
  },
)
