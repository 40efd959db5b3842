import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenFiled, givenIntake, page, upload, refusalOf } from './given.ts'
import { approve, draft, givenHandling, givenReplied, letter, meet, sign } from './handling-given.ts'
import { givenJoint, ready, sayings } from './reply-given.ts'

let service: TestService
let given: Committee

const START = new Date('2022-03-15T01:00:00.000Z')

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(START)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())
beforeEach(() => service.clock.set(START))

const send = (proposalId: string, unitId: string, sha256: string, as: Committee['as']['water']) =>
  refusalOf(service.try(c.SendReply, { proposalId, unitId, sha256 }, { as }))

const sentOf = async (proposalId: string) =>
  (await service.events(c.ReplySent)).filter((one) => one.proposalId === proposalId)

describe('答复', () => {
  test('a merged case is answered to every proposer of every original', async () => {
    const { as, member, unit } = given
    const into = await givenFiled(service, given, { subject: '关于停车难的建议' })
    const from = [
      await givenFiled(service, given, { subject: '关于停车设施的建议', by: as.second }),
      await givenFiled(service, given, { subject: '关于停车管理的建议', by: as.third }),
    ]
    await service.send(c.MergeProposals, { intoId: into, fromIds: from, reason: '同一事项' }, { as: as.office })
    await givenHandling(service, given, { proposalIds: [into] })
    const sha256 = await ready(service, given, into, unit.housing)
    await service.send(
      c.RecordMeeting,
      {
        proposalId: into,
        unitId: unit.housing,
        way: 'MEETING',
        stage: 'DURING',
        heldOn: day(service),
        proposerIds: [member.first, member.second],
        summary: '座谈。',
      },
      { as: as.housing },
    )
    const lacking = await service.try(
      c.SendReply,
      { proposalId: into, unitId: unit.housing, sha256 },
      { as: as.housing },
    )
    expect(lacking.body).toMatchObject({ code: 'reply.no_meeting' })
    expect(JSON.stringify(lacking.body)).toContain(from[1])
    await meet(service, given, into, unit.housing)
    expect(await send(into, unit.housing, sha256, as.housing)).toBe('done')

    const [sent] = await sentOf(into)
    expect(sent!.originals.map(({ proposalId, lead }) => [proposalId, lead.id])).toEqual([
      [into, member.first],
      [from[0], member.second],
      [from[1], member.third],
    ])
    const delivered = await service.running.runtime.db
      .selectFrom('proposal_delivery')
      .select(['original_id', 'proposer_id'])
      .where('proposal_id', '=', into)
      .execute()
    expect(delivered).toHaveLength(3)
  })

  test('a cosigner is answered as well as the lead, and delivery on paper is recorded once', async () => {
    const { as, member, unit } = given
    const proposalId = await givenJoint(service, given)
    await givenReplied(service, given, { proposalIds: [proposalId] })
    const record = (proposerId: string, by = as.office, deliveredOn = day(service)) =>
      refusalOf(
        service.try(c.RecordDelivery, { proposalId, unitId: unit.housing, proposerId, deliveredOn }, { as: by }),
      )

    expect((await sentOf(proposalId))[0]!.originals).toEqual([
      { proposalId, lead: { kind: 'MEMBER', id: member.first }, cosigners: [member.second] },
    ])
    expect(await record(member.third)).toBe('common.not_found')
    expect(await record(member.second, as.water)).toBe('common.not_found')
    expect(await record(member.second, as.housing, day(service, 1))).toBe('proposal.day_in_future')
    expect(await record(member.second, as.housing)).toBe('done')
    expect(await record(member.second)).toBe('reply.delivered')
  })

  test('files of a reply are for those who handle it until it is sent, and then for its proposers', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    const of = { proposalId: proposalId!, unitId: unit.housing }
    await upload(service, as.housing)
    const reads = async (by: typeof as.first) =>
      (await service.fetch(`/proposals/files/${page().sha256}`, { as: by })).status
    await meet(service, given, proposalId!, unit.housing)
    const { events } = await service.send(
      c.DraftReply,
      { ...of, ...letter(service), files: [page('规划图')] },
      { as: as.housing },
    )
    const { sha256 } = events[0]!.data as { sha256: string }

    expect(await Promise.all([as.supervision, as.office].map(reads))).toEqual([200, 200])
    expect(await Promise.all([as.first, as.chair, as.water].map(reads))).toEqual([404, 404, 404])
    await sign(service, given, proposalId!, unit.housing, sha256)
    await approve(service, given, proposalId!, unit.housing, sha256)
    expect(await send(proposalId!, unit.housing, sha256, as.housing)).toBe('done')
    expect(await Promise.all([as.first, as.chair].map(reads))).toEqual([200, 200])
    expect(await Promise.all([as.second, as.water].map(reads))).toEqual([404, 404])
  })
})

describe('办理过程', () => {
  test('each reader of a case is told of the steps that are for them, and of no other’s words', async () => {
    const { as, unit } = given
    const [proposalId] = await givenHandling(service, given)
    await service.send(
      c.SendMessage,
      { proposalId: proposalId!, unitId: unit.housing, message: '下周上门会商。' },
      { as: as.housing },
    )
    await draft(service, given, proposalId!, unit.housing)
    const told = async (by: typeof as.first) => {
      const { history } = await service.ask(c.CaseFile, { proposalId: proposalId! }, { as: by })
      const step = (type: string) => history.find((entry) => entry.type === type)
      return [step('proposals.message-sent')?.words['message'], step('proposals.reply-drafted') !== undefined]
    }

    expect(await told(as.housing)).toEqual(['下周上门会商。', true])
    expect(await told(as.supervision)).toEqual(['下周上门会商。', true])
    expect(await told(as.office)).toEqual(['下周上门会商。', true])
    expect(await told(as.first)).toEqual(['下周上门会商。', false])
    expect(await told(as.chair)).toEqual(['下周上门会商。', false])
    expect(await told(as.second)).toEqual([undefined, false])
    expect((await service.tryAsk(c.CaseFile, { proposalId: proposalId! }, { as: as.water })).status).toBe(404)
  })
})

test('no letter, opinion or reason of this way rides an event', async () => {
  expect(await sayings(service)).toEqual([])
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
