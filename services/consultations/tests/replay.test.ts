import { consultations as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { planEvents } from '../src/store/plan-events.ts'
import { type Directory, givenDirectory, idIn } from './plan-given.ts'
import { planMoves } from './plan-moves.ts'
import { diceOf, type World } from './world.ts'

const SEED = 20_220_211

/** A way to adoption and beyond, on which every other move may fall anywhere. */
const SPINE = [
  'addItem',
  'callTopics',
  'proposeTopic',
  'closeTopicCall',
  'requestOpinions',
  'settle',
  'deliberate',
  'adopt',
  'forward',
  'forward',
  'confirmRead',
  'amend',
] as const

/** Random moves between the steps of the spine; seeds alone say what each move does. */
const histories = fc.tuple(
  ...SPINE.map(() =>
    fc.array(fc.record({ move: fc.constantFrom(...Object.keys(planMoves)), seed: fc.nat() }), { maxLength: 6 }),
  ),
)

test(
  'after any history, replaying the events into empty tables gives the same tables',
  {
    timeout: 180_000,
  },
  async () => {
    await using service = await startTestService(consultations)
    const given = await givenDirectory(service)
    let year = 2000

    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (between, seed) => {
        year += 1
        const world = await begin(service, given, year)
        for (const [index, step] of SPINE.entries()) {
          await planMoves[step]!(world, diceOf(seed + index))
          for (const { move, seed: roll } of between[index]!) await planMoves[move]!(world, diceOf(roll))
        }
      }),
      { seed: SEED, numRuns: 12, endOnFailure: true },
    )
    const { replayed, differences } = await replayEquality(service, consultations)

    expect(differences).toEqual([])

    // The histories went everywhere: each kind of event of the plan came up.
    const seen = await service.running.runtime.db.selectFrom('event').select('type').distinct().execute()
    const types = new Set(seen.map(({ type }) => type))
    expect(planEvents.filter(({ type }) => !types.has(type)).map(({ type }) => type)).toEqual([])
    expect(replayed.events).toBeGreaterThan(200)
  },
)

async function begin(service: TestService, given: Directory, year: number): Promise<World> {
  const opened = await service.send(c.OpenPlan, { year, title: `${year}年度协商计划` }, { as: given.cast.consultation })
  return {
    service,
    given,
    year,
    planId: idIn(opened),
    items: [],
    send: async (command, body, as) => {
      const { status, body: answer } = await service.try(command, body, { as })
      if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
      return status === 200 ? answer.events : []
    },
  }
}
