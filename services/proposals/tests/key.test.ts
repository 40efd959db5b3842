import { randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  type Committee,
  day,
  givenCommittee,
  givenFiled,
  givenIntake,
  givenSubmitted,
  idIn,
  refusalOf,
} from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const nominated = async () => {
  const proposalId = await givenFiled(service, given)
  await service.send(c.NominateKey, { proposalId, reason: '事关全局，建议列为重点。' }, { as: given.as.office })
  return proposalId
}
const decision = () => ({ meeting: '第三次主席会议', decidedOn: day(service) })

describe('推荐与投票', () => {
  test('only filed proposals are nominated, once, and known bodies consulted', async () => {
    const { as, body } = given
    const { office } = as
    const nominate = (proposalId: string, consultedBodyIds: string[] = []) =>
      refusalOf(service.try(c.NominateKey, { proposalId, reason: '重要', consultedBodyIds }, { as: office }))
    const submitted = await givenSubmitted(service, given)
    const proposalId = await givenFiled(service, given)

    expect(await nominate(submitted)).toBe('proposal.wrong_state')
    expect(await nominate(proposalId, [randomUUID()])).toBe('proposal.unknown_body')
    expect(await nominate(proposalId, [body.league])).toBe('done')
    expect(await nominate(proposalId)).toBe('key.nominated')
    await service.send(c.WithdrawNomination, { proposalId, reason: '与他案重复' }, { as: office })
    expect(await refusalOf(service.try(c.WithdrawNomination, { proposalId, reason: '再撤' }, { as: office }))).toBe(
      'key.not_nominated',
    )
    expect(await nominate(proposalId)).toBe('done')
  })

  test('bodies by their clerks and chairs vote once each, and the vote is counted', async () => {
    const { as, body } = given
    const chair = account('CHAIR', { memberId: given.member.fourth })
    const [one, other, third] = [await nominated(), await nominated(), await givenFiled(service, given)]
    const vote = { proposalIds: [one, other], bodyIds: [body.league], seats: 1, closesOn: day(service, 3) }
    expect(await refusalOf(service.try(c.OpenKeyVote, { ...vote, proposalIds: [one, third] }, { as: as.office }))).toBe(
      'key.not_nominated',
    )
    const voteId = idIn(await service.send(c.OpenKeyVote, vote, { as: as.office }))
    const cast = (proposalIds: string[], by: typeof chair, bodyId?: string) =>
      refusalOf(service.try(c.CastKeyVote, { voteId, proposalIds, bodyId }, { as: by }))

    expect(await cast([one, other], as.clerk, body.league)).toBe('key.too_many')
    expect(await cast([third], as.clerk, body.league)).toBe('key.not_candidate')
    expect(await cast([one], as.clerk, body.group)).toBe('key.not_voter')
    expect(await cast([one], as.clerk, body.league)).toBe('done')
    expect(await cast([other], as.clerk, body.league)).toBe('key.vote_twice')
    expect(await cast([one], chair)).toBe('done')
    const counts = [{ proposalId: one, votes: 3 }]
    expect(await refusalOf(service.try(c.RecordKeyVote, { voteId, ballots: 3, counts }, { as: as.office }))).toBe(
      'key.votes_given',
    )
    await service.send(c.CloseKeyVote, { voteId }, { as: as.office })
    expect(await cast([one], account('CHAIR', { memberId: given.member.first }))).toBe('key.vote_over')

    const [closed] = (await service.events(c.KeyVoteClosed)).filter((event) => event.voteId === voteId)
    expect(closed).toEqual({
      voteId,
      ballots: 2,
      counts: [
        { proposalId: one, votes: 2 },
        { proposalId: other, votes: 0 },
      ],
      onPaper: false,
    })
  })

  test('a vote on paper is recorded with its counts', async () => {
    const { as } = given
    const proposalId = await nominated()
    const vote = { proposalIds: [proposalId], bodyIds: [], seats: 1, closesOn: day(service) }
    const voteId = idIn(await service.send(c.OpenKeyVote, vote, { as: as.office }))
    const record = (ballots: number, votes: number) =>
      refusalOf(service.try(c.RecordKeyVote, { voteId, ballots, counts: [{ proposalId, votes }] }, { as: as.office }))

    expect(await record(20, 21)).toBe('key.more_votes')
    expect(await record(20, 18)).toBe('done')
    expect(await record(20, 18)).toBe('key.vote_over')
  })
})

describe('确定、领办、督办、批示', () => {
  test('the chairs’ meeting decides, and says on which level the case is led', async () => {
    const { as } = given
    const proposalId = await nominated()
    const decide = (more: object, by = as.generalOffice) =>
      refusalOf(service.try(c.DecideKey, { proposalId, ...decision(), ...more }, { as: by }))

    expect(await decide({ designated: true }, as.office)).toBe('auth.forbidden')
    expect(await decide({ designated: true })).toBe('key.leadership_missing')
    expect(await decide({ designated: false })).toBe('key.reason_missing')
    expect(await decide({ designated: true, leadership: 'CHAIRS', decidedOn: day(service, 1) })).toBe(
      'proposal.day_in_future',
    )
    expect(await decide({ designated: true, leadership: 'DEPUTY_HEAD' })).toBe('done')
    expect(await decide({ designated: true, leadership: 'DEPUTY_HEAD' })).toBe('key.not_nominated')

    const row = await service.running.runtime.db
      .selectFrom('proposal')
      .select('key_since')
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    expect(row.key_since).toBe(day(service))
    const [designated] = (await service.events(c.KeyDesignated)).filter((event) => event.proposalId === proposalId)
    expect(designated).toEqual({ proposalId, decidedOn: day(service), leadership: 'DEPUTY_HEAD' })
  })

  test('leaders are appointed to key proposals alone; the post and the plan are in no event', async () => {
    const { as, body, member } = given
    const proposalId = await nominated()
    const appoint = (more: object) =>
      refusalOf(
        service.try(
          c.AppointLeaders,
          { proposalId, responsibleBodyId: body.committee, plan: '三月调研，六月督办。', ...more },
          { as: as.office },
        ),
      )

    expect(await appoint({ handlingLeaderPost: '副区长' })).toBe('key.not_designated')
    await service.send(
      c.DecideKey,
      { proposalId, ...decision(), designated: true, leadership: 'CHAIRS' },
      { as: as.chair },
    )
    expect(await appoint({})).toBe('key.leader_missing')
    expect(await appoint({ supervisingMemberId: randomUUID() })).toBe('proposal.unknown_member')
    expect(await appoint({ handlingLeaderPost: '副区长', supervisingMemberId: member.fourth })).toBe('done')

    const [appointed] = (await service.events(c.LeadersAppointed)).filter((event) => event.proposalId === proposalId)
    expect(appointed).toEqual({
      proposalId,
      isHandlingLed: true,
      supervisingMemberId: member.fourth,
      responsibleBodyId: body.committee,
    })
  })

  test('a leader’s instruction is recorded by a chair, its words ride no event, and each reading of them is recorded', async () => {
    const { as } = given
    const proposalId = await nominated()
    const instruction = { proposalId, instructedOn: day(service), leaderPost: '区委书记', text: '请区政府认真研究。' }
    const record = (by = as.chair) => refusalOf(service.try(c.RecordInstruction, instruction, { as: by }))

    expect(await record()).toBe('key.not_designated')
    await service.send(
      c.DecideKey,
      { proposalId, ...decision(), designated: true, leadership: 'PARTY_GOVERNMENT_MAIN' },
      { as: as.generalOffice },
    )
    expect(await record(as.office)).toBe('auth.forbidden')
    expect(await record()).toBe('done')

    const events = await service.running.runtime.db.selectFrom('event').select('payload').execute()
    expect(events.filter(({ payload }) => payload.toString('utf8').includes('认真研究'))).toEqual([])
    const words = await service.running.runtime.db
      .selectFrom('words')
      .select('text')
      .where('aggregate', '=', `proposal/${proposalId}`)
      .where('field', '=', 'text')
      .execute()
    expect(words).toEqual([{ text: '请区政府认真研究。' }])

    const read = async (more: { instructions?: 'DAYS' }) =>
      (await service.ask(c.CaseSupervision, { proposalId, ...more }, { as: as.chair })).instructions
    const readings = () =>
      service.running.runtime.db
        .selectFrom('audit')
        .select('actor')
        .where('action', '=', 'proposals.instruction-read')
        .where('subject', '=', `proposal/${proposalId}`)
        .execute()
    const { instructedOn } = instruction
    expect(await read({ instructions: 'DAYS' })).toEqual([{ instructionId: expect.any(String), instructedOn }])
    expect(await readings()).toEqual([])
    expect(await read({})).toMatchObject([{ leaderPost: '区委书记', text: '请区政府认真研究。' }])
    expect(await readings()).toEqual([{ actor: as.chair.id }])
  })
})

test('replaying the events into empty tables gives the same tables', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(30)
})
