import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake } from './given.ts'
import { handlingMoves } from './handling-moves.ts'
import { brokenHandling } from './invariants.ts'
import { diceOf, type World, worldOf } from './world.ts'

const SEED = 20_220_315

/** A way on which other moves may fall anywhere. */
const SPINE = ['assign', 'handOver', 'acceptAll', 'acceptAll', 'meet', 'reply', 'reply', 'reply'] as const

/** Random moves between the steps of the spine; seeds alone say what each move does. */
const histories = fc.tuple(
  ...SPINE.map(() =>
    fc.array(fc.record({ move: fc.constantFrom(...Object.keys(handlingMoves)), seed: fc.nat() }), { maxLength: 8 }),
  ),
)

test(
  'after any history no case was answered before every unit, co-unit, leader and office had its say, and a replay is alike',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(proposals)
    service.clock.set(new Date('2022-03-15T01:00:00.000Z'))
    const given = await givenCommittee(service)
    await givenIntake(service, given)

    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (between, seed) => {
        const world = await begin(service, given)
        for (const [index, step] of SPINE.entries()) {
          await handlingMoves[step]!(world, diceOf(seed + index))
          for (const { move, seed: roll } of between[index]!) await handlingMoves[move]!(world, diceOf(roll))
        }
        expect(await brokenHandling(service)).toEqual([])
      }),
      { seed: SEED, numRuns: 15, endOnFailure: true },
    )

    const { db } = service.running.runtime
    const answered = await db.selectFrom('proposal').select('id').where('state', '=', 'FEEDBACK_PENDING').execute()
    expect(answered.length).toBeGreaterThan(5)
    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(300)
  },
)

/** Two filed proposals, of two members. */
async function begin(service: TestService, given: Committee): Promise<World> {
  const ids = await Promise.all([
    givenFiled(service, given),
    givenFiled(service, given, { by: given.as.second, subject: '关于河道保洁的建议' }),
  ])
  return worldOf(service, given, ids)
}
