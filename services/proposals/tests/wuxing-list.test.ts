import { randomUUID } from 'node:crypto'
import { directory, proposals as c } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  content,
  file,
  givenCommittee,
  givenIntake,
  idIn,
  page,
  review,
  stateOf,
  tell,
  textHash,
  upload,
} from './given.ts'
import { givenReplied, leadAndThree, sole } from './handling-given.ts'
import { WUXING_LIST } from './wuxing-list.ts'

const BODIES = {
  PARTY: 'DEMOCRATIC_PARTY',
  ORGANIZATION: 'PEOPLES_ORGANIZATION',
  TOWNSHIP_GROUP: 'LIAISON_GROUP',
} as const
type Collective = keyof typeof BODIES
const isCollective = (by: string): by is Collective => by in BODIES

test(
  'the ten cases of twenty-two titles that 吴兴 printed go from the draft to the rating of every proposer',
  { timeout: 240_000 },
  async () => {
    await using service = await startTestService(proposals)
    service.clock.set(new Date('2022-01-12T02:00:00.000Z'))
    const given = await givenCommittee(service)
    const { as } = given
    await givenIntake(service, given)
    const { bodies, clerk, members } = await givenProposers(service)
    await upload(service, clerk)
    const raters = new Map<string, { as: TestAccount; isBody: boolean }[]>()

    const propose = async (title: string, by: readonly string[]): Promise<string> => {
      const [lead, ...cosigners] = by as [string, ...string[]]
      if (isCollective(lead)) {
        const body = { kind: 'COLLECTIVE' as const, collectiveKind: lead, bodyId: bodies[lead] }
        const proposalId = idIn(await service.send(c.DraftProposal, { ...body, ...content(title) }, { as: clerk }))
        const sha256 = await textHash(service, proposalId)
        await service.send(c.ConfirmCollective, { proposalId, sha256, sealedPage: page() }, { as: clerk })
        await submitAs(service, proposalId, clerk)
        raters.set(proposalId, [{ as: clerk, isBody: true }])
        return proposalId
      }
      const kind = cosigners.length > 0 ? ('JOINT' as const) : ('INDIVIDUAL' as const)
      const leader = members.get(lead)!
      const proposalId = idIn(await service.send(c.DraftProposal, { kind, ...content(title) }, { as: leader }))
      const signers = cosigners.map((name) => members.get(name)!)
      if (signers.length > 0) {
        const memberIds = signers.map(({ memberId }) => memberId!)
        await service.send(c.InviteCosigners, { proposalId, memberIds }, { as: leader })
        const sha256 = await textHash(service, proposalId)
        for (const signer of signers) await service.send(c.CosignProposal, { proposalId, sha256 }, { as: signer })
      }
      await submitAs(service, proposalId, leader)
      raters.set(
        proposalId,
        [leader, ...signers].map((one) => ({ as: one, isBody: false })),
      )
      return proposalId
    }

    // 提、立、并
    const cases: { caseId: string; originals: string[] }[] = []
    for (const titles of WUXING_LIST) {
      const ids: string[] = []
      for (const { title, by } of titles) {
        const id = await propose(title, by)
        await review(service, given, id)
        await file(service, given, id)
        ids.push(id)
      }
      const [caseId, ...fromIds] = ids as [string, ...string[]]
      if (fromIds.length > 0) {
        await service.send(c.MergeProposals, { intoId: caseId, fromIds, reason: '同一事项' }, { as: as.office })
      }
      cases.push({ caseId, originals: ids })
    }
    const listed = await service.ask(c.Docket, { limit: 200 }, { as: as.office })
    expect(listed.sentence.zh).toBe('共查询到22条，其中待交办10条、已并案12条。')

    // 交、办、复
    for (const [index, { caseId }] of cases.entries()) {
      const assignment = index % 2 === 0 ? sole(given) : leadAndThree(given)
      await givenReplied(service, given, { proposalIds: [caseId], assignment, resultClass: index < 8 ? 'A' : 'B' })
    }

    // 评: each proposer for themselves, for each proposal of theirs.
    let forms = 0
    for (const { caseId, originals } of cases) {
      for (const originalId of originals) {
        for (const rater of raters.get(originalId)!) {
          const answer = await service.try(
            c.RateReply,
            {
              proposalId: caseId,
              originalId,
              unitId: given.unit.housing,
              visit: 'VISITED',
              attitude: 'SATISFIED',
              soughtBy: 'VISIT',
              onPoint: 'YES',
              result: forms % 5 === 0 ? 'BASICALLY_SATISFIED' : 'SATISFIED',
              ...(rater.isBody && { leaderReplied: true }),
            },
            { as: rater.as },
          )
          expect([originalId, answer.status, answer.body.code]).toEqual([originalId, 200, undefined])
          forms += 1
        }
      }
    }
    const proposers = WUXING_LIST.flat().reduce((sum, { by }) => sum + by.length, 0)
    expect(forms).toBe(proposers)

    // Until the deadline a proposer may think again.
    service.clock.set(new Date(service.clock.now().getTime() + 45 * 86_400_000))
    await service.until(async () => {
      const open = service.running.runtime.db.selectFrom('proposal_feedback').where('closed_at', 'is', null)
      return (await open.select('proposal_id').execute()).length === 0
    }, 30_000)

    // 办结: what is solved is closed; what is planned, and promised, is followed up by itself.
    for (const { caseId } of cases.slice(0, 8))
      await service.send(c.CloseProposal, { proposalId: caseId }, { as: as.office })
    const states = await Promise.all(cases.map(({ caseId }) => stateOf(service, caseId)))
    expect(states).toEqual([...Array<string>(8).fill('CLOSED'), 'FOLLOW_UP', 'FOLLOW_UP'])
    expect((await replayEquality(service, proposals)).differences).toEqual([])
  },
)

/** Members and bodies in the names of which the list was written, known to the service when this returns. */
async function givenProposers(service: TestService) {
  const bodies = { PARTY: randomUUID(), ORGANIZATION: randomUUID(), TOWNSHIP_GROUP: randomUUID() }
  const names = [...new Set(WUXING_LIST.flatMap((titles) => titles.flatMap(({ by }) => by)))].filter(
    (name) => !isCollective(name),
  )
  const ids = new Map(names.map((name) => [name, randomUUID()]))
  await tell(service, [
    ...Object.entries(bodies).map(([kind, bodyId]) =>
      directory.BodyFormed({
        bodyId,
        bodyKind: BODIES[kind as Collective],
        name: `提出机构${kind}`,
        formedOn: '2022-01-01',
      }),
    ),
    ...[...ids.values()].map((memberId) => directory.MemberRegistered({ memberId })),
  ])
  const { db } = service.running.runtime
  const last = [...ids.values()].at(-1)!
  await service.until(() => db.selectFrom('known_member').select('id').where('id', '=', last).executeTakeFirst())
  const members = new Map([...ids].map(([name, memberId]) => [name, account('MEMBER', { memberId })]))
  return { bodies, clerk: account('GROUP_CLERK', { units: Object.values(bodies) }), members }
}

async function submitAs(service: TestService, proposalId: string, as: TestAccount): Promise<void> {
  const sha256 = await textHash(service, proposalId)
  const consent = { contactPhone: '13800000000', publishConsent: true }
  await service.send(c.SubmitProposal, { proposalId, sha256, ...consent }, { as })
}
