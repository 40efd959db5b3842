import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { afterwardsMoves } from './afterwards-moves.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake } from './given.ts'
import { givenReplied, replyToCase, separate, sole } from './handling-given.ts'
import { ENDED, endsOnlyAnswered, statesOf } from './invariants.ts'
import { diceOf, type World, worldOf } from './world.ts'

const SEED = 20_220_607

/** Random moves on cases that were answered; seeds alone say what each move does. */
const histories = fc.tuple(
  fc.nat(),
  fc.array(fc.record({ move: fc.constantFrom(...Object.keys(afterwardsMoves), 'answerAgain'), seed: fc.nat() }), {
    minLength: 25,
    maxLength: 60,
  }),
)

test(
  'whatever is tried after a reply: a closed case never moves, none is closed before each proposer was answered, and a replay gives the same tables',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(proposals)
    service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
    const given = await givenCommittee(service)
    const ends = new Map<string, number>()

    await fc.assert(
      fc.asyncProperty(histories, async ([start, moves]) => {
        const world = await begin(service, given, start)
        for (const { move, seed } of moves) {
          const before = await statesOf(world)
          if (move === 'answerAgain') await answerAgain(world)
          else await afterwardsMoves[move]!(world, diceOf(seed))
          await endsOnlyAnswered(world, before, move)
        }
        for (const state of (await statesOf(world)).values()) ends.set(state, (ends.get(state) ?? 0) + 1)
      }),
      { seed: SEED, numRuns: 4, endOnFailure: true },
    )

    expect([...ends.keys()].filter((state) => ENDED.has(state))).not.toEqual([])
    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(150)
  },
)

/** A case with one unit, one with two, and one that holds a merged proposal; all of them answered. */
async function begin(service: TestService, given: Committee, seed: number): Promise<World> {
  const dice = diceOf(seed)
  await givenIntake(service, given)
  const [into, from] = [await givenFiled(service, given), await givenFiled(service, given, { by: given.as.second })]
  await service.send(c.MergeProposals, { intoId: into, fromIds: [from], reason: '同一事项' }, { as: given.as.office })
  const classOf = () => ({ resultClass: dice.pick(['A', 'B', 'C'] as const) })
  const answered = [
    ...(await givenReplied(service, given, { assignment: sole(given), ...classOf() })),
    ...(await givenReplied(service, given, { assignment: separate(given), ...classOf() })),
    ...(await givenReplied(service, given, { proposalIds: [into], ...classOf() })),
  ]
  return worldOf(service, given, answered)
}

/** Units whose case is handled once more reply once more. */
async function answerAgain(world: World): Promise<void> {
  for (const [id, state] of await statesOf(world)) {
    if (state === 'REHANDLING') await replyToCase(world.service, world.given, id, { resultClass: 'A' })
  }
}
