import { createHash } from 'node:crypto'
import { type CommandOf, proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  type Committee,
  content,
  day,
  file,
  givenCommittee,
  givenFiled,
  givenIntake,
  idIn,
  page,
  review,
  stateOf,
  submit,
  textHash,
  upload,
  refusalOf,
} from './given.ts'
import { givenHandling, givenReplied, replyToCase, separate } from './handling-given.ts'

let service: TestService
let given: Committee
const start = new Date('2022-03-07T02:00:00.000Z')

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(start)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['first']
type Form = Partial<CommandOf<typeof c.RateReply>>

const form = {
  visit: 'VISITED',
  attitude: 'SATISFIED',
  soughtBy: 'VISIT',
  onPoint: 'YES',
  result: 'SATISFIED',
} as const
const rate = (proposalId: string, by: Account, change: Form = {}) =>
  refusalOf(
    service.try(
      c.RateReply,
      { proposalId, originalId: proposalId, unitId: given.unit.housing, ...form, ...change },
      { as: by },
    ),
  )

const database = () => service.running.runtime.db

/** Lets the time for feedback on a case pass, and waits until the service has noticed. */
async function passDeadline(proposalId: string): Promise<void> {
  const { feedback_due_at: due } = await database()
    .selectFrom('proposal')
    .select('feedback_due_at')
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  service.clock.set(due as Date)
  await service.until(async () => {
    const open = await database()
      .selectFrom('proposal_feedback')
      .select('unit_id')
      .where('proposal_id', '=', proposalId)
      .where('closed_at', 'is', null)
      .execute()
    return open.length === 0
  })
}

const ratingsOf = (proposalId: string) =>
  database()
    .selectFrom('proposal_rating')
    .select(['round', 'original_id', 'proposer_id', 'state', 'result'])
    .where('proposal_id', '=', proposalId)
    .orderBy('round')
    .orderBy('original_id')
    .orderBy('proposer_id')
    .execute()

const close = (proposalId: string, reason?: string) =>
  refusalOf(service.try(c.CloseProposal, { proposalId, reason }, { as: given.as.office }))

describe('评价', () => {
  test('before the reply there is no form, and after the deadline none can be changed', async () => {
    const { as } = given
    const [proposalId] = (await givenHandling(service, given)) as [string]
    expect(await rate(proposalId, as.first)).toBe('feedback.no_form')
    await replyToCase(service, given, proposalId, { resultClass: 'A' })

    expect(await rate(proposalId, as.first, { result: 'DISSATISFIED' })).toBe('done')
    expect(await rate(proposalId, as.first, { result: 'SATISFIED', text: '改变了看法。' })).toBe('done')
    expect(await rate(proposalId, as.first, { result: 'DISAGREE' })).toBe('feedback.result_unknown')
    expect(await rate(proposalId, as.first, { leaderReplied: true })).toBe('feedback.leader_not_asked')
    expect(await rate(proposalId, as.second)).toBe('common.not_found')
    expect(await rate(proposalId, as.first, { unitId: given.unit.water })).toBe('feedback.no_form')
    expect(await close(proposalId)).toBe('feedback.running')
    await passDeadline(proposalId)

    expect(await rate(proposalId, as.first, { result: 'DISSATISFIED' })).toBe('feedback.over')
    expect(await ratingsOf(proposalId)).toMatchObject([{ state: 'RATED', result: 'SATISFIED' }])
    const kept = (await service.events(c.ReplyRated)).filter((event) => event.proposalId === proposalId)
    expect(kept.map(({ result }) => result)).toEqual(['DISSATISFIED', 'SATISFIED'])
    expect(JSON.stringify(kept)).not.toContain('看法')
  })

  test('no unit, no office and nobody without a second factor rates, and each attempt is on record', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given)) as [string]
    for (const by of [as.housing, as.housingLeader, as.office, as.supervision]) {
      expect(await rate(proposalId, by as Account)).toBe('auth.forbidden')
    }
    const body = { proposalId, originalId: proposalId, unitId: given.unit.housing, ...form }
    const weak = await service.tokenOf(as.first, { acr: 'password' } as never)
    expect((await service.try(c.RateReply, body, { token: weak })).body.code).toBe('auth.step_up')
    expect(await rate(proposalId, as.second)).toBe('common.not_found')

    const rows = await database()
      .selectFrom('audit')
      .select(['actor', 'role', 'action', 'detail'])
      .where('subject', '=', `proposal/${proposalId}`)
      .orderBy('id')
      .execute()
    expect(rows).toEqual(
      [
        [as.housing, 'auth.forbidden'] as const,
        [as.housingLeader, 'auth.forbidden'] as const,
        [as.office, 'auth.forbidden'] as const,
        [as.supervision, 'auth.forbidden'] as const,
        [as.first, 'auth.step_up'] as const,
        [as.second, 'common.not_found'] as const,
      ].map(([{ id, role }, code]) => ({
        actor: id,
        role,
        action: 'proposals.rate-reply refused',
        detail: { code },
      })),
    )
    expect(await ratingsOf(proposalId)).toMatchObject([{ state: 'OPEN', result: null }])
  })

  test('no answer is NO_FEEDBACK, after a reminder, and the case goes on', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    const { feedback_due_at: due } = await database()
      .selectFrom('proposal')
      .select('feedback_due_at')
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    const reminded = async (times: number) => {
      const all = (await service.events(c.FeedbackReminded)).filter((event) => event.proposalId === proposalId)
      return all.length === times && all
    }
    // At noon of the day three days before the last one, at whose end it is due.
    service.clock.set(new Date(due!.getTime() - 3.5 * 86_400_000))
    const [first] = await service.until(() => reminded(1))
    expect(first).toMatchObject({ daysLeft: 3, unanswered: [{ originalId: proposalId }] })
    await passDeadline(proposalId)
    service.clock.set(new Date(due!.getTime() + 12 * 3_600_000))
    const [, second] = await service.until(() => reminded(2))
    expect(second).toMatchObject({ daysLeft: -1, unanswered: [{ originalId: proposalId }] })

    expect(await ratingsOf(proposalId)).toMatchObject([{ state: 'NO_FEEDBACK', result: null }])
    expect(await stateOf(service, proposalId)).toBe('FEEDBACK_PENDING')
    expect(await refusalOf(service.try(c.RemindOfFeedback, { proposalId }, { as: as.office }))).toBe(
      'feedback.none_open',
    )
    expect(await close(proposalId)).toBe('done')
  })

  test('three that were merged are rated each for itself, and a fourth that was split stays as it was', async () => {
    const { as } = given
    const ids = [
      await givenFiled(service, given, { subject: '关于停车难的建议' }),
      await givenFiled(service, given, { subject: '关于停车设施的建议', by: as.second }),
      await givenFiled(service, given, { subject: '关于停车管理的建议', by: as.third }),
      await givenFiled(service, given, { subject: '关于停车收费的建议', by: as.convenor }),
    ]
    const [intoId, second, third, fourth] = ids as [string, string, string, string]
    const before = await texts(ids)
    await service.send(
      c.MergeProposals,
      { intoId, fromIds: [second, third, fourth], reason: '同一事项' },
      { as: as.office },
    )
    await service.send(c.UndoMerger, { proposalId: fourth, reason: '侧重不同' }, { as: as.office })
    await givenReplied(service, given, { proposalIds: [intoId], resultClass: 'A' })

    expect(await texts(ids)).toEqual(before)
    expect(await rate(intoId, as.first, { result: 'SATISFIED' })).toBe('done')
    expect(await rate(intoId, as.second, { originalId: second, result: 'DISSATISFIED' })).toBe('done')
    expect(await rate(intoId, as.third, { originalId: third, result: 'BASICALLY_SATISFIED' })).toBe('done')
    expect(await rate(intoId, as.convenor, { originalId: fourth })).toBe('common.not_found')
    expect(await rate(intoId, as.second, { originalId: third })).toBe('common.not_found')

    const rows = await ratingsOf(intoId)
    expect(new Map(rows.map(({ original_id, result }) => [original_id, result]))).toEqual(
      new Map([
        [intoId, 'SATISFIED'],
        [second, 'DISSATISFIED'],
        [third, 'BASICALLY_SATISFIED'],
      ]),
    )
    expect(await ratingsOf(fourth)).toEqual([])
  })

  test('a cosigner rates beside the lead, and the clerk for the body, who says whether the leader replied', async () => {
    const { as, member, body } = given
    const text = { ...content(), files: [] }
    const jointId = idIn(await service.send(c.DraftProposal, { kind: 'JOINT', ...text }, { as: as.first }))
    await service.send(
      c.InviteCosigners,
      { proposalId: jointId, memberIds: [member.second, member.third] },
      { as: as.first },
    )
    const sha256 = await textHash(service, jointId)
    await service.send(c.CosignProposal, { proposalId: jointId, sha256 }, { as: as.second })
    await submit(service, jointId, as.first)
    const collective = { kind: 'COLLECTIVE' as const, collectiveKind: 'PARTY', bodyId: body.league, ...text }
    const collectiveId = idIn(await service.send(c.DraftProposal, collective, { as: as.clerk }))
    await upload(service, as.clerk)
    await service.send(
      c.ConfirmCollective,
      { proposalId: collectiveId, sha256: await textHash(service, collectiveId), sealedPage: page() },
      { as: as.clerk },
    )
    await submit(service, collectiveId, as.clerk)
    for (const id of [jointId, collectiveId]) {
      await review(service, given, id)
      await file(service, given, id)
    }
    await givenReplied(service, given, { proposalIds: [jointId, collectiveId], resultClass: 'A' })

    expect(await rate(jointId, as.first)).toBe('done')
    expect(await rate(jointId, as.second, { result: 'DISSATISFIED' })).toBe('done')
    // Whoever was invited and did not sign is no proposer.
    expect(await rate(jointId, as.third)).toBe('common.not_found')
    expect(new Map((await ratingsOf(jointId)).map(({ proposer_id, result }) => [proposer_id, result]))).toEqual(
      new Map([
        [member.first, 'SATISFIED'],
        [member.second, 'DISSATISFIED'],
      ]),
    )
    expect(await rate(collectiveId, as.clerk)).toBe('feedback.leader_missing')
    expect(await rate(collectiveId, as.clerk, { leaderReplied: false })).toBe('done')
    expect(await rate(collectiveId, as.first, { leaderReplied: true })).toBe('common.not_found')
  })

  test('each reply of separate units is rated for itself, once all have replied', async () => {
    const { as, unit } = given
    const [proposalId] = (await givenReplied(service, given, { assignment: separate(given), resultClass: 'A' })) as [
      string,
    ]
    expect(await rate(proposalId, as.first)).toBe('done')
    expect(await rate(proposalId, as.first, { unitId: unit.traffic, result: 'DISSATISFIED' })).toBe('done')

    expect(new Set((await ratingsOf(proposalId)).map(({ result }) => result))).toEqual(
      new Set(['DISSATISFIED', 'SATISFIED']),
    )
  })
})

describe('谁看得到评价', () => {
  test('a unit learns nothing until the deadline, and then how often each result was given, not by whom', async () => {
    const { as, member } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    await rate(proposalId, as.first, { result: 'DISSATISFIED', text: '答复没有针对问题。' })
    const unitReads = async () => {
      const read = [
        await service.ask(c.CaseFeedback, { proposalId }, { as: as.housing }),
        await service.ask(c.CaseFile, { proposalId }, { as: as.housingLeader }),
      ]
      return JSON.stringify(read)
    }
    const secrets = /"result":"DISSATISFIED"|没有针对|reply-rated|feedback-reminded/

    expect(await unitReads()).not.toMatch(secrets)
    await passDeadline(proposalId)
    const { replies } = await service.ask(c.CaseFeedback, { proposalId }, { as: as.housing })
    expect(replies).toMatchObject([{ formList: [], results: [{ result: 'DISSATISFIED', count: 1 }] }])
    expect(JSON.stringify(replies)).not.toContain(member.first)
    const file = JSON.stringify(await service.ask(c.CaseFile, { proposalId }, { as: as.housing }))
    expect(file).not.toMatch(secrets)

    const own = await service.ask(c.CaseFeedback, { proposalId }, { as: as.first })
    expect(own.replies[0]!.formList).toMatchObject([{ result: 'DISSATISFIED', text: '答复没有针对问题。' }])
    expect((await service.tryAsk(c.CaseFeedback, { proposalId }, { as: as.water })).body.code).toBe('common.not_found')
    expect((await service.tryAsk(c.CaseFeedback, { proposalId }, { as: as.second })).body.code).toBe('common.not_found')
  })
})

describe('再办理与办结', () => {
  test('there are as many rounds as the rules allow, then the chairs’ meeting decides', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    const order = () =>
      refusalOf(service.try(c.OrderRehandling, { proposalId, missing: '未提出具体措施。' }, { as: as.office }))
    const decide = (outcome: 'CLOSE' | 'FOLLOW_UP' = 'CLOSE') =>
      refusalOf(
        service.try(
          c.DecideFinally,
          { proposalId, outcome, meeting: '第五次主席会议', decidedOn: day(service), reason: '条件所限。' },
          { as: as.generalOffice },
        ),
      )

    expect(await order()).toBe('feedback.running')
    for (const round of [1, 2]) {
      expect(await rate(proposalId, as.first, { result: 'DISSATISFIED' })).toBe('done')
      await passDeadline(proposalId)
      expect(await close(proposalId)).toBe('close.reason_missing')
      expect(await decide()).toBe('rehandling.rounds_left')
      expect(await order()).toBe('done')
      expect(await stateOf(service, proposalId)).toBe('REHANDLING')
      expect(await order()).toBe('proposal.wrong_state')
      await replyToCase(service, given, proposalId, { resultClass: 'A' })
      expect((await ratingsOf(proposalId)).filter((row) => row.round === round + 1)).toMatchObject([{ state: 'OPEN' }])
    }
    await rate(proposalId, as.first, { result: 'DISSATISFIED' })
    await passDeadline(proposalId)

    expect(await order()).toBe('rehandling.limit')
    expect(await close(proposalId, '已尽力')).toBe('rehandling.needs_decision')
    expect(await decide()).toBe('done')
    expect(await stateOf(service, proposalId)).toBe('CLOSED')
    expect((await ratingsOf(proposalId)).map(({ result }) => result)).toEqual(Array(3).fill('DISSATISFIED'))
    const ordered = (await service.events(c.RehandlingOrdered)).filter((event) => event.proposalId === proposalId)
    expect(ordered.map(({ round }) => round)).toEqual([2, 3])
    expect(JSON.stringify(ordered)).not.toContain('具体措施')
  })

  test('a round that asks one unit does not forget who was dissatisfied with the other', async () => {
    const { as, unit } = given
    const [proposalId] = (await givenReplied(service, given, { assignment: separate(given), resultClass: 'A' })) as [
      string,
    ]
    for (const unitId of [unit.housing, unit.traffic]) {
      expect(await rate(proposalId, as.first, { unitId, result: 'DISSATISFIED' })).toBe('done')
    }
    await passDeadline(proposalId)

    const missing = '只请住建局补充措施。'
    await service.send(c.OrderRehandling, { proposalId, unitIds: [unit.housing], missing }, { as: as.office })
    await replyToCase(service, given, proposalId, { resultClass: 'A' })
    expect(await rate(proposalId, as.first, { result: 'SATISFIED' })).toBe('done')
    expect(await rate(proposalId, as.first, { unitId: unit.traffic })).toBe('feedback.no_form')
    await passDeadline(proposalId)

    expect(await close(proposalId)).toBe('close.reason_missing')
    expect(await close(proposalId, '交通部门所涉事项列入明年计划。')).toBe('done')
  })

  test('a case with promises is followed up by itself when nobody is dissatisfied', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given)) as [string]
    await rate(proposalId, as.first)
    await passDeadline(proposalId)

    expect(await stateOf(service, proposalId)).toBe('FOLLOW_UP')
    expect(await close(proposalId)).toBe('promise.open')
  })

  test('a solved case is not followed up, another one is when the office says so', async () => {
    const { as } = given
    const [solved, later] = [
      (await givenReplied(service, given, { resultClass: 'A' }))[0]!,
      (await givenReplied(service, given, { resultClass: 'C' }))[0]!,
    ]
    await passDeadline(later)
    await passDeadline(solved)
    const follow = (proposalId: string) =>
      refusalOf(service.try(c.BeginFollowUp, { proposalId, reason: '条件有变化' }, { as: as.office }))

    expect(await follow(solved)).toBe('close.not_followed_up')
    expect(await follow(later)).toBe('done')
    expect(await stateOf(service, later)).toBe('FOLLOW_UP')
  })
})

describe('被满意', () => {
  test('a proposer tells the office, and neither the case nor its units show it', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given)) as [string]
    const report = (by: Account) =>
      refusalOf(service.try(c.ReportPressure, { proposalId, text: '有人要求我填写满意。' }, { as: by }))
    const versions = await version(`proposal/${proposalId}`)

    expect(await report(as.second)).toBe('common.not_found')
    expect(await report(as.housing as Account)).toBe('auth.forbidden')
    expect(await report(as.first)).toBe('done')
    expect(await version(`proposal/${proposalId}`)).toBe(versions)
    const file = await service.ask(c.CaseFile, { proposalId }, { as: as.housing })
    expect(JSON.stringify(file)).not.toContain('pressure')
    expect((await service.tryAsk(c.PressureReports, {}, { as: as.housing })).body.code).toBe('auth.forbidden')
    const { items } = await service.ask(c.PressureReports, {}, { as: as.auditor })
    expect(items).toMatchObject([{ proposalId, text: '有人要求我填写满意。' }])
  })
})

describe('承诺、升级、回头看', () => {
  test('the unit reports, the office verifies, and a promise that is not kept gets a new day', async () => {
    const { as } = given
    const proposalId = await followedUp()
    const [promise] = await promisesOf(proposalId)
    const promiseId = promise!.id
    const report = (done: boolean, by = as.housing) =>
      refusalOf(service.try(c.ReportPromise, { proposalId, promiseId, progress: '主体完工。', done }, { as: by }))
    const verify = (more: object) =>
      refusalOf(service.try(c.VerifyPromise, { proposalId, promiseId, ...more }, { as: as.office }))

    expect(await report(true, as.water)).toBe('common.not_found')
    expect(await verify({ verdict: 'KEPT' })).toBe('promise.not_done')
    expect(await report(true)).toBe('done')
    expect(await verify({ verdict: 'SENT_BACK', remark: '尚未投用' })).toBe('promise.day_missing')
    expect(await verify({ verdict: 'KEPT', dueOn: day(service, 9) })).toBe('promise.day_not_asked')
    expect(await verify({ verdict: 'SENT_BACK', dueOn: day(service, 40), remark: '尚未投用' })).toBe('done')
    expect(await verify({ verdict: 'KEPT' })).toBe('promise.not_done')
    expect(await report(true)).toBe('done')
    expect(await verify({ verdict: 'KEPT' })).toBe('done')
    expect(await report(true)).toBe('promise.settled')
    expect(await close(proposalId)).toBe('done')
  })

  test('a unit promises more while the case is followed up, and is reminded when the day has passed', async () => {
    const { as, unit } = given
    const proposalId = await followedUp()
    const make = (dueOn: string, by = as.housing) =>
      refusalOf(
        service.try(c.MakePromise, { proposalId, unitId: unit.housing, text: '增设夜间停车位。', dueOn }, { as: by }),
      )
    const dueOn = day(service, 20)

    expect(await make(dueOn, as.water)).toBe('common.not_found')
    expect(await make(day(service, -1))).toBe('proposal.day_in_past')
    expect(await make(dueOn)).toBe('done')
    service.clock.set(new Date(`${day(service, 21)}T02:00:00.000Z`))
    const reminded = await service.until(async () => {
      const all = (await service.events(c.PromiseReminded)).filter((event) => event.dueOn === dueOn)
      return all.length >= 3 && all
    })
    expect(reminded.map(({ daysLeft }) => daysLeft)).toContain(-1)
    expect(new Set(reminded.map((event) => event.unitId))).toEqual(new Set([unit.housing]))

    for (const { id: promiseId } of await promisesOf(proposalId)) {
      const release = { proposalId, promiseId, verdict: 'RELEASED' as const }
      expect(await refusalOf(service.try(c.VerifyPromise, release, { as: as.office }))).toBe('promise.reason_missing')
      await service.send(c.VerifyPromise, { ...release, remark: '规划调整' }, { as: as.office })
    }
    expect(await close(proposalId)).toBe('done')
  })

  test('B becomes A with evidence, when the office confirms it, and both classes are kept', async () => {
    const { as, unit } = given
    for (const by of [as.housing, as.water]) await upload(service, by)
    const proposalId = await followedUp()
    const request = (to: string, by = as.housing, files: unknown[] = [page('竣工验收')]) =>
      refusalOf(
        service.try(
          c.RequestUpgrade,
          { proposalId, unitId: unit.housing, to, text: '两座车库已投用。', files },
          { as: by },
        ),
      )
    const answer = (more: object) =>
      refusalOf(service.try(c.AnswerUpgrade, { proposalId, unitId: unit.housing, ...more }, { as: as.office }))

    expect(await request('A', as.water)).toBe('common.not_found')
    expect(await request('A', as.housing, [])).toBe('request.invalid')
    expect(await request('C')).toBe('upgrade.not_better')
    expect(await answer({ granted: true })).toBe('upgrade.none')
    expect(await request('A')).toBe('done')
    expect(await request('A')).toBe('upgrade.pending')
    expect(await answer({ granted: false })).toBe('upgrade.reason_missing')
    expect(await answer({ granted: false, remark: '证据不足' })).toBe('done')
    expect(await request('A')).toBe('done')
    expect(await answer({ granted: true })).toBe('done')

    const row = await database()
      .selectFrom('proposal')
      .select(['result_class', 'upgraded_class'])
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ result_class: 'B', upgraded_class: 'A' })
    const upgraded = (await service.events(c.ResultUpgraded)).filter((event) => event.proposalId === proposalId)
    expect(upgraded).toEqual([{ proposalId, unitId: unit.housing, from: 'B', to: 'A', caseClass: 'A' }])
  })

  test('evidence is read by the office, the unit and the proposer, and by no other unit or member', async () => {
    const { as, unit } = given
    const evidence = '%PDF-1.4\n% 竣工验收\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'
    const sha256 = createHash('sha256').update(evidence).digest('hex')
    const headers = { 'content-type': 'application/pdf' }
    await service.fetch('/proposals/files', { method: 'PUT', body: evidence, headers, as: as.housing })
    const proposalId = await followedUp()
    const size = Buffer.byteLength(evidence)
    const files = [{ sha256, name: '竣工验收', size, mediaType: 'application/pdf' }]
    const request = { proposalId, unitId: unit.housing, to: 'A' as const, text: '已投用。', files }
    await service.send(c.RequestUpgrade, request, { as: as.housing })

    const reads = async (by: Account) => (await service.fetch(`/proposals/files/${sha256}`, { as: by })).status
    expect(
      await Promise.all(
        [as.office, as.supervision, as.trafficLeader, as.first, as.second].map((by) => reads(by as Account)),
      ),
    ).toEqual([200, 200, 404, 200, 404])
  })

  test('the look back over a year lists what is still promised, once', async () => {
    const { as } = given
    const proposalId = await followedUp()
    const other = (await givenReplied(service, given, { resultClass: 'A' }))[0]!
    const open = () => service.try(c.OpenLookBack, { year: 2022 }, { as: as.office })
    const opened = await open()
    expect(opened.status).toBe(200)
    const { lookBackId, proposalIds } = opened.body.events[0]!.data as { lookBackId: string; proposalIds: string[] }
    const record = (id: string, heldOn = day(service)) =>
      refusalOf(
        service.try(
          c.RecordLookBack,
          { lookBackId, proposalId: id, heldOn, finding: 'IN_PROGRESS', text: '一座已建成。' },
          { as: as.office },
        ),
      )

    expect(proposalIds).toContain(proposalId)
    expect(proposalIds).not.toContain(other)
    expect(await refusalOf(open())).toBe('look_back.exists')
    expect(await record(other)).toBe('common.not_found')
    expect(await record(proposalId, day(service, 1))).toBe('proposal.day_in_future')
    expect(await record(proposalId)).toBe('done')
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
})

/** A case whose proposer is content and whose promise is open. */
async function followedUp(): Promise<string> {
  const [proposalId] = (await givenReplied(service, given)) as [string]
  await rate(proposalId, given.as.first)
  await passDeadline(proposalId)
  return proposalId
}

const promisesOf = (proposalId: string) =>
  database().selectFrom('proposal_promise').select(['id', 'state']).where('proposal_id', '=', proposalId).execute()

const version = async (key: string) =>
  (await database().selectFrom('aggregate').select('version').where('key', '=', key).executeTakeFirstOrThrow()).version

const texts = (ids: readonly string[]) =>
  database()
    .selectFrom('proposal')
    .innerJoin('proposal_text', 'proposal_text.proposal_id', 'proposal.id')
    .select([
      'proposal.id',
      'proposal.serial',
      'proposal.lead_id',
      'proposal.files',
      'proposal_text.subject',
      'proposal_text.problem',
      'proposal_text.analysis',
      'proposal_text.suggestions',
      'proposal_text.sha256',
    ])
    .where('proposal.id', 'in', ids)
    .orderBy('proposal.id')
    .execute()
