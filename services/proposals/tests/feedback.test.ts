import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  type Committee,
  content,
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
import { feedbackOf, form } from './feedback-given.ts'

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

const { rate, database, passDeadline, ratingsOf, close, version, texts } = feedbackOf(() => ({ service, given }))

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

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(50)
})
