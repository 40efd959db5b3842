import { proposals as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, content, day, givenCommittee, givenFiled, givenIntake, givenSubmitted, idIn } from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('a draft is there for its proposer alone', async () => {
  const { as } = given
  const proposalId = idIn(await service.send(c.DraftProposal, { kind: 'INDIVIDUAL', ...content() }, { as: as.first }))

  const own = await service.ask(c.CaseFile, { proposalId }, { as: as.first })
  expect(own).toMatchObject({
    state: 'DRAFT',
    text: { subject: content().subject, suggestions: content().suggestions },
  })
  for (const other of [as.second, as.office, as.chair, as.supervision, as.clerk, as.housing]) {
    const { status, body } = await service.tryAsk(c.CaseFile, { proposalId }, { as: other })
    expect([other.role, status, body.code]).toEqual([other.role, 404, 'common.not_found'])
  }
  const mine = await service.ask(c.MyProposals, { as: 'LEAD', state: 'DRAFT' }, { as: as.first })
  expect(mine.items.map((row) => row.proposalId)).toContain(proposalId)
})

test('the docket says in one sentence how many proposals are where, and each number opens its list', async () => {
  const { as } = given
  await givenSubmitted(service, given, { subject: '关于水质监测的建议' })
  const filed = await givenFiled(service, given, { subject: '关于河道水质的建议' })
  const all = await service.ask(c.Docket, { text: '水质' }, { as: as.office })

  expect(all.sentence.zh).toBe('共查询到2条，其中待审查1条、待交办1条。')
  expect(all.total).toBe(2)
  for (const { phase, count } of all.counts) {
    const { total, items } = await service.ask(c.Docket, { text: '水质', phase }, { as: as.office })
    expect([phase, total, items.length]).toEqual([phase, count, count])
  }
  // What is not filed is not there for other members.
  const members = await service.ask(c.Docket, { text: '水质' }, { as: as.second })
  expect(members.items.map(({ proposalId }) => proposalId)).toEqual([filed])
  expect(members.items[0]).toMatchObject({ phase: 'TO_ASSIGN', category: 'SOCIETY', lead: { kind: 'MEMBER' } })
})

test('proposers read why a proposal was sent back, and not what the reviewers thought', async () => {
  const { as } = given
  const proposalId = await givenSubmitted(service, given)
  await service.send(c.ClaimReview, { proposalId }, { as: as.office })
  await service.send(
    c.PreReviewProposal,
    { proposalId, verdict: 'RETURN', opinion: '内部意见：依据不足' },
    { as: as.office },
  )
  await service.send(c.ReturnForRevision, { proposalId, opinion: '请补充依据。' }, { as: as.office })

  const theirs = await service.ask(c.CaseFile, { proposalId }, { as: as.first })
  expect(JSON.stringify(theirs)).not.toContain('内部意见')
  expect(theirs.history.at(-1)).toMatchObject({ zh: '提案退回补充修改', words: { opinion: '请补充依据。' } })
  expect(theirs.history.some(({ actor }) => actor !== undefined)).toBe(false)
  const office = await service.ask(c.CaseFile, { proposalId }, { as: as.office })
  expect(office.reviews).toMatchObject([{ step: 'PRE', verdict: 'RETURN', opinion: '内部意见：依据不足' }])
  expect(office.contactPhone).toBe('13800000000')
})

test('the text of a proposal that shall not be published is not read by other members', async () => {
  const { as } = given
  const proposalId = await givenFiled(service, given, { publishConsent: false })

  expect((await service.ask(c.CaseFile, { proposalId }, { as: as.second })).text).toBeUndefined()
  expect((await service.ask(c.CaseFile, { proposalId }, { as: as.first })).text?.problem).toBe(content().problem)
})

test('the session of today is told with the last numbers given', async () => {
  const { items, current } = await service.ask(c.Intakes, {}, { as: given.as.first })

  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ intakeId: current, opensOn: day(service, -1) })
  expect(items[0]!.lastSerial).toBeGreaterThan(0)
})
