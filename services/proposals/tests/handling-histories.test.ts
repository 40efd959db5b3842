import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake } from './given.ts'
import { handlingMoves } from './handling-moves.ts'
import { diceOf, type World } from './world.ts'

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
        expect(await broken(service)).toEqual([])
      }),
      { seed: SEED, numRuns: 15, endOnFailure: true },
    )

    const { db } = service.running.runtime
    const answered = await db.selectFrom('proposal').select('id').where('state', '=', 'FEEDBACK_PENDING').execute()
    expect(answered.length).toBeGreaterThan(5)
    const { replayed, differences } = await replayEquality(service, proposals)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(400)
  },
)

/** What must never be, however the moves fell. */
async function broken(service: TestService): Promise<unknown[]> {
  const { rows } = await sql`
    select 'sent without a countersignature' as what, reply.proposal_id, reply.unit_id from proposal_reply reply
    join proposal_assignment co on co.proposal_id = reply.proposal_id and co.role = 'CO' and co.state <> 'RELEASED'
    join proposal_assignment lead on lead.proposal_id = reply.proposal_id and lead.unit_id = reply.unit_id and lead.role = 'LEAD'
    where reply.sent_at is not null and not exists (
      select from proposal_countersignature c
      where (c.proposal_id, c.unit_id, c.round, c.draft) = (reply.proposal_id, reply.unit_id, reply.round, reply.draft)
        and c.co_unit_id = co.unit_id and c.signed)
    union all
    select 'sent unsigned or unapproved', proposal_id, unit_id from proposal_reply
    where sent_at is not null and (signed_at is null or approved_at is null or returned_at is not null)
    union all
    select 'a proposer was not answered', original.id, original.lead_id from proposal
    join proposal original on original.id = proposal.id or original.merged_into = proposal.id
    join proposal_assignment unit on unit.proposal_id = proposal.id and unit.role <> 'CO' and unit.state <> 'RELEASED'
    where proposal.state = 'FEEDBACK_PENDING' and not exists (
      select from proposal_delivery d where d.proposal_id = proposal.id and d.unit_id = unit.unit_id
        and d.original_id = original.id and d.proposer_id = original.lead_id)
    union all
    select 'work without acceptance', proposal_id, unit_id from proposal_assignment
    where work <> 'HANDLING' and state not in ('ACCEPTED', 'RELEASED')
    union all
    select 'answered with work left', proposal_id, unit_id from proposal_assignment
    join proposal on proposal.id = proposal_id
    where proposal.state = 'FEEDBACK_PENDING' and role <> 'CO' and proposal_assignment.state <> 'RELEASED' and work <> 'REPLIED'
    union all
    select 'beyond six months', proposal_id, unit_id from proposal_assignment
    where reply_due > '2022-09-15T16:00:00.000Z'
  `.execute(service.running.runtime.db)
  return rows
}

/** Two filed proposals, of two members. */
async function begin(service: TestService, given: Committee): Promise<World> {
  const ids = await Promise.all([
    givenFiled(service, given),
    givenFiled(service, given, { by: given.as.second, subject: '关于河道保洁的建议' }),
  ])
  return {
    service,
    given,
    proposals: ids,
    send: async (command, body, as) => {
      const { status, body: answer } = await service.try(command, body, { as })
      if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
      return status === 200 ? answer.events : []
    },
  }
}
