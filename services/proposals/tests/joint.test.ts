import { randomUUID } from 'node:crypto'
import { CommitteeId, joint, proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { givenAssigned } from './handling-given.ts'
import { givenCommittee, givenFiled, givenIntake, givenSubmitted } from './given.ts'

const compactId = 'c'.repeat(64)
const published = (
  jointKey: string,
  side: string,
  resultClass: c.ResultClass,
  { repliedOn = '2022-06-01', round = 1 }: { repliedOn?: string; round?: number } = {},
) =>
  joint.ProposalResultPublished({
    compactId,
    entryId: randomUUID().replaceAll('-', '').repeat(2),
    jointKey,
    side: CommitteeId.parse(side),
    resultClass,
    repliedOn,
    round,
  })

test('the case file of a joint proposal shows the results of all sides, the own one among them', async () => {
  await using service = await startTestService(proposals)
  const given = await givenCommittee(service)
  await givenIntake(service, given)
  const { as } = given
  const jointKey = randomUUID()
  const proposalId = await givenFiled(service, given, { jointKey })
  const [otherId] = await givenAssigned(service, given)
  await givenAssigned(service, given, { proposalIds: [proposalId] })
  const resultsFor = async (who: (typeof as)[keyof typeof as], id = proposalId) =>
    (await service.ask(c.CaseFile, { proposalId: id }, { as: who })).jointResults
  expect(await resultsFor(as.office)).toEqual([])

  await service.emit(published(jointKey, service.committee, 'B'))
  await service.emit(published(jointKey, 'zz-qingpu-cppcc', 'PLANNED', { repliedOn: '2022-06-20' }))
  // A later round counts, and the earlier one changes nothing when another compact tells of it afterwards.
  await service.emit(published(jointKey, 'zz-jiashan-cppcc', 'A', { repliedOn: '2022-07-02', round: 2 }))
  await service.emit(published(jointKey, 'zz-jiashan-cppcc', 'C'))
  await service.emit(published(randomUUID(), 'zz-wuxing-cppcc', 'A'))
  await service.until(
    async () => (await service.running.runtime.db.selectFrom('known_joint_result').selectAll().execute()).length === 4,
  )

  const all = [
    { committee: service.committee as string, resultClass: 'B', repliedOn: '2022-06-01' },
    { committee: 'zz-jiashan-cppcc', resultClass: 'A', repliedOn: '2022-07-02' },
    { committee: 'zz-qingpu-cppcc', resultClass: 'PLANNED', repliedOn: '2022-06-20' },
  ].sort((a, b) => (a.committee < b.committee ? -1 : 1))
  for (const who of [as.first, as.second, as.office, as.chair, as.supervision, as.housing])
    expect(await resultsFor(who)).toEqual(all)
  expect(await resultsFor(as.housing, otherId!)).toEqual([])
  expect((await replayEquality(service, proposals)).differences).toEqual([])
})

test('who does not see the proposal does not see what others answered', async () => {
  await using service = await startTestService(proposals)
  const given = await givenCommittee(service)
  await givenIntake(service, given)
  const jointKey = randomUUID()
  const proposalId = await givenSubmitted(service, given, { jointKey })
  await service.emit(published(jointKey, 'zz-qingpu-cppcc', 'A'))

  for (const who of [given.as.second, given.as.supervision, given.as.housing]) {
    const { status, body } = await service.tryAsk(c.CaseFile, { proposalId }, { as: who })
    expect([who.role, status, body.code]).toEqual([who.role, 404, 'common.not_found'])
  }
})
