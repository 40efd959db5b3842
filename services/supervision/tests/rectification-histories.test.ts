import { supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, givenCommittee, givenVisited, upload } from './given.ts'
import { list } from './rectification-given.ts'
import { rectificationMoves } from './rectification-moves.ts'
import { diceOf, type World } from './rectification-world.ts'

const SEED = 20_220_307

/** A way on which other moves may fall anywhere. */
const SPINE = ['acceptAll', 'work', 'work', 'verifyAll', 'lookBack', 'work', 'report', 'instruct', 'close'] as const

/** Random moves between the steps of the spine; seeds alone say what each move does. */
const histories = fc.tuple(
  ...SPINE.map(() =>
    fc.array(fc.record({ move: fc.constantFrom(...Object.keys(rectificationMoves)), seed: fc.nat() }), {
      maxLength: 8,
    }),
  ),
)

test(
  'after any history no unit has judged itself, nothing was skipped, nothing moved after the close, and a replay is alike',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(supervision)
    service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
    const given = await givenCommittee(service)
    const file = await upload(service, given.as.water, '整改照片')
    await upload(service, given.as.office, '整改照片')

    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (between, seed) => {
        const world = await begin(service, given, file)
        for (const [index, step] of SPINE.entries()) {
          await rectificationMoves[step]!(world, diceOf(seed + index))
          for (const { move, seed: roll } of between[index]!) await rectificationMoves[move]!(world, diceOf(roll))
        }
        expect(await broken(service)).toEqual([])
      }),
      { seed: SEED, numRuns: 20, endOnFailure: true },
    )

    const { db } = service.running.runtime
    const states = await db.selectFrom('project').select(['state']).execute()
    const rounds = await db.selectFrom('issue_round').select('cause').distinct().execute()
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['REPORTED', 'CLOSED']))
    expect(new Set(rounds.map(({ cause }) => cause))).toEqual(new Set(['LISTED', 'RELAPSED', 'REOPENED']))
    const { replayed, differences } = await replayEquality(service, supervision)
    expect(differences).toEqual([])
    expect(replayed.events).toBeGreaterThan(500)
  },
)

/** What must never be, however the moves fell. */
async function broken(service: TestService): Promise<unknown[]> {
  const { rows } = await sql`
    select 'judged by the unit' as what, r.finding_id from issue_round r join issue_handler h on h.finding_id = r.finding_id
    where h.handler = r.member_id::text and r.verdict = 'VERIFIED' and exists (
      select from event e where e.aggregate = 'finding/' || r.finding_id and e.type = ${c.MeasuresPlanned.type}
        and e.recorded_at < r.verdict_at and convert_from(e.payload, 'utf8') like '%' || h.handler || '%')
    union all
    select 'judged by a stranger', r.finding_id from issue_round r join finding f on f.id = r.finding_id
    where r.member_id is not null and not exists (
      select from project_group g join group_member m using (group_id)
      where g.project_id = f.project_id and m.member_id = r.member_id)
    union all
    select 'verified without proof', finding_id from issue_round
    where verdict is not null and (rectified_at is null or planned_at is null or jsonb_array_length(files) = 0)
    union all
    select 'a round began before the last was judged', later.finding_id from issue_round later
    join issue_round before on before.finding_id = later.finding_id and before.round = later.round - 1
    where before.verdict is null or (later.cause = 'RELAPSED' and before.verdict <> 'VERIFIED')
    union all
    select 'a state and its round differ', f.id from finding f join issue_round r on r.finding_id = f.id and r.round = f.round
    where (f.state = 'VERIFIED') <> (r.verdict is not distinct from 'VERIFIED') or f.reopened <> f.round - 1
    union all
    select 'listed without a list', id from finding
    where (state not in ('RAISED', 'DROPPED')) <> (list_id is not null and state <> 'DROPPED')
    union all
    select 'dropped without a dispute', f.id from finding f left join issue_dispute d on d.finding_id = f.id
    where f.state = 'DROPPED' and d.outcome is distinct from 'DROPPED'
    union all
    select 'two requests at once', finding_id from issue_more_time
    where state = 'REQUESTED' group by finding_id, round having count(*) > 1
    union all
    select 'moved after the close', f.id from finding f join project p on p.id = f.project_id
    where p.state = 'CLOSED' and f.state_since > p.state_since
    union all
    select 'reported before every finding was decided on', f.id from finding f join project p on p.id = f.project_id
    where p.state in ('REPORTED', 'CLOSED') and f.state = 'RAISED'
    union all
    select 'a report without its rows', r.project_id from project_report r
    where (r.numbers ->> 'findings')::int <> (select count(*) from finding f where f.project_id = r.project_id)
      or (r.numbers ->> 'issues')::int <> (r.numbers ->> 'verified')::int + (r.numbers ->> 'open')::int
    union all
    select 'lists with a gap', id from issue_list l
    where number > 1 and not exists (select from issue_list b where b.year = l.year and b.number = l.number - 1)
  `.execute(service.running.runtime.db)
  return rows
}

/** A project with three findings on a list. */
async function begin(service: TestService, given: Committee, file: object): Promise<World> {
  const { projectId, findingIds } = await givenVisited(service, given, { findings: 3 })
  const { as } = given
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  await service.send(c.ApproveIssueList, list(service, projectId, findingIds), { as: as.chair })
  return {
    service,
    given,
    projectId,
    findingIds,
    file,
    send: async (command, body, account) => {
      const { status, body: answer } = await service.try(command, body, { as: account })
      if (status >= 500) throw new Error(`${command.type} broke: ${JSON.stringify(answer)}`)
      return status === 200
    },
  }
}
