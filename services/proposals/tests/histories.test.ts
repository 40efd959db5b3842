import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { filingMoves } from './filing-moves.ts'
import { type Committee, givenCommittee, givenIntake } from './given.ts'
import { diceOf, type World } from './world.ts'

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
        const world = begin(service, given)
        for (const [index, step] of SPINE.entries()) {
          await moves[step]!(world, diceOf(seed + index))
          for (const { move, seed: roll } of between[index]!) await moves[move]!(world, diceOf(roll))
        }
        await numbersAreWhole(service)
      }),
      { seed: SEED, numRuns: 40, endOnFailure: true },
    )

    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(300)
  },
)

/** 流水号、提案号: each of a session once, from 1 on, none left out; and the words that stand are those whose hash is told. */
async function numbersAreWhole(service: TestService): Promise<void> {
  const { db } = service.running.runtime
  const rows = await db.selectFrom('proposal').select(['serial', 'receipt_number', 'state']).execute()
  for (const column of ['serial', 'receipt_number'] as const) {
    const numbers = rows.flatMap((row) => row[column] ?? []).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }
  const merged = await db
    .selectFrom('proposal as one')
    .innerJoin('proposal as into', 'into.id', 'one.merged_into')
    .select(['into.id', 'into.originals', 'into.merged_into'])
    .execute()
  for (const [id, ofCase] of Map.groupBy(merged, (row) => row.id)) {
    expect([id, ofCase[0]!.originals, ofCase[0]!.merged_into]).toEqual([id, ofCase.length, null])
  }
}

const begin = (service: TestService, given: Committee): World => ({
  service,
  given,
  proposals: [],
  send: async (command, body, as) => {
    const { status, body: answer } = await service.try(command, body, { as })
    if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
    return status === 200 ? answer.events : []
  },
})
