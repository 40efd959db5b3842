import { proposals as c } from '@lianxie/contracts'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, content, givenCommittee, givenFiled, givenIntake, givenSubmitted, submit } from './given.ts'
import { givenHandling, givenReplied, meet } from './handling-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const rate = (proposalId: string, result: 'SATISFIED' | 'DISSATISFIED') =>
  service.send(
    c.RateReply,
    {
      proposalId,
      originalId: proposalId,
      unitId: given.unit.housing,
      visit: 'VISITED',
      attitude: result,
      soughtBy: 'VISIT',
      onPoint: 'YES',
      result,
    },
    { as: given.as.first },
  )

test.each([
  { figure: 'DISSATISFIED' },
  { figure: 'FIRST_CONTENT' },
  { figure: 'ATTITUDES' },
  { rating: 'DISSATISFIED' },
  { noFeedback: 'true' },
  { noFeedback: 'false' },
] as const)('what proposers chose cannot be found out by the filter %j', async (filter) => {
  const [proposalId] = await givenReplied(service, given)
  await rate(proposalId!, 'DISSATISFIED')

  for (const as of [given.as.housing, given.as.second, given.as.supervision]) {
    const { items } = await service.ask(c.Docket, { ...filter, limit: 200 }, { as })
    expect([as.role, items]).toEqual([as.role, []])
  }
})

test('what a proposer says of a unit’s record of a talk does not reach the unit', async () => {
  const { as, unit } = given
  const [proposalId] = await givenHandling(service, given)
  await meet(service, given, proposalId!, unit.housing)
  const { meetings } = await service.ask(c.CaseHandling, { proposalId: proposalId! }, { as: as.first })
  const answer = { proposalId: proposalId!, meetingId: meetings[0]!.meetingId, remark: '没有人来过' }
  await service.send(c.ConfirmMeeting, { ...answer, answer: 'DENIED' }, { as: as.first })

  for (const query of [c.CaseFile, c.CaseHandling]) {
    expect(JSON.stringify(await service.ask(query, { proposalId: proposalId! }, { as: as.housing }))).not.toContain(
      '没有人来过',
    )
    expect(JSON.stringify(await service.ask(query, { proposalId: proposalId! }, { as: as.office }))).toContain(
      '没有人来过',
    )
  }
})

test('what is written anew after it was sent back is the proposer’s alone until it is submitted', async () => {
  const { as } = given
  const proposalId = await givenSubmitted(service, given, { subject: '关于原来的建议' })
  await service.send(c.ClaimReview, { proposalId }, { as: as.office })
  await service.send(c.ReturnForRevision, { proposalId, opinion: '请补充' }, { as: as.office })
  await service.send(
    c.ReviseProposal,
    { proposalId, kind: 'INDIVIDUAL', ...content('关于尚未提交的建议') },
    { as: as.first },
  )
  const seen = async () => JSON.stringify(await service.ask(c.CaseFile, { proposalId }, { as: as.office }))
  const found = async () => (await service.ask(c.Docket, { text: '尚未提交' }, { as: as.office })).total

  expect([(await seen()).includes('尚未提交'), await found()]).toEqual([false, 0])
  await submit(service, proposalId, as.first)
  expect([(await seen()).includes('尚未提交'), await found()]).toEqual([true, 1])
})

test('the words of a text that shall not be published find it for nobody who may not read it', async () => {
  const { as } = given
  await givenFiled(service, given, { subject: '关于独角兽企业的建议', publishConsent: false })
  const total = async (by: Committee['as']['first']) =>
    (await service.ask(c.Docket, { text: '独角兽' }, { as: by })).total

  expect([await total(as.second), await total(as.first), await total(as.office)]).toEqual([0, 1, 1])
  const elsewhere = ['STAFF_INFO', 'STAFF_CONSULTATION', 'STAFF_MEMBER_AFFAIRS'] as const
  const found = await Promise.all(elsewhere.map((role) => total({ id: role.toLowerCase(), role })))
  expect(found).toEqual([0, 0, 0])
})

test('the lead of a merged proposal reads the case, and not what is between its proposers and the office', async () => {
  const { as } = given
  const intoId = await givenFiled(service, given, { by: as.first })
  const fromId = await givenFiled(service, given, { by: as.second })
  await service.send(c.MergeProposals, { intoId, fromIds: [fromId], reason: '同一事项' }, { as: as.office })
  const theirs = await service.ask(c.CaseFile, { proposalId: intoId }, { as: as.second })

  expect(theirs.contactPhone).toBeUndefined()
  expect(theirs.history.map(({ type }) => type)).not.toContain('proposals.proposal-drafted')
  expect(theirs.history.map(({ type }) => type)).toContain('proposals.proposals-merged')
})

test('a case that others were merged into cannot end without them', async () => {
  const { as } = given
  const intoId = await givenSubmitted(service, given)
  const fromId = await givenSubmitted(service, given, { by: as.second })
  for (const proposalId of [intoId, fromId]) await service.send(c.ClaimReview, { proposalId }, { as: as.office })
  await service.send(c.MergeProposals, { intoId, fromIds: [fromId], reason: '同一事项' }, { as: as.office })
  const opinion = { proposalId: intoId, verdict: 'NOT_FILE' as const, opinion: '不予立案' }
  await service.send(c.PreReviewProposal, opinion, { as: as.office })
  await service.send(c.SecondReviewProposal, opinion, { as: as.colleague })
  const { body } = await service.try(
    c.DeclineFiling,
    {
      proposalId: intoId,
      forum: 'SESSION_GROUP',
      decidedOn: new Date(service.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
      reasonCode: 'PERSONAL_MATTER',
      explanation: '个人事项',
      destination: 'OTHER',
    },
    { as: as.office },
  )

  expect(body.code).toBe('proposal.merge_chain')
})

test('an office that proposals are not the work of reads what was filed, as members do, and nothing before', async () => {
  const submittedId = await givenSubmitted(service, given)
  const [repliedId] = await givenReplied(service, given)
  await rate(repliedId!, 'DISSATISFIED')
  const consultation = account('STAFF_CONSULTATION')

  const early = await service.tryAsk(c.CaseFile, { proposalId: submittedId }, { as: consultation })
  const file = await service.ask(c.CaseFile, { proposalId: repliedId! }, { as: consultation })
  const { items } = await service.ask(c.Docket, { rating: 'DISSATISFIED' }, { as: consultation })

  expect(early.body.code).toBe('common.not_found')
  expect(JSON.stringify(file)).not.toContain('DISSATISFIED')
  expect(file).not.toHaveProperty('reviewer')
  expect(items).toEqual([])
})
