import { randomUUID } from 'node:crypto'
import { type CommandDefinition, proposals as c } from '@lianxie/contracts'
import { isInternal } from '@lianxie/service-kit'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { handlers } from '../src/commands.ts'
import {
  type Committee,
  day,
  givenCommittee,
  givenFiled,
  givenIntake,
  givenSubmitted,
  page,
  stateOf,
  refusalOf,
} from './given.ts'
import { givenAssigned, givenReplied, letter, meet, sole } from './handling-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['first']

const database = () => service.running.runtime.db

/** A case that was answered and on which nobody gave an opinion. */
async function givenClosed(proposalIds?: readonly string[]): Promise<string> {
  const [proposalId] = await givenReplied(service, given, { resultClass: 'A', ...(proposalIds && { proposalIds }) })
  const { feedback_due_at: due } = await database()
    .selectFrom('proposal')
    .select('feedback_due_at')
    .where('id', '=', proposalId!)
    .executeTakeFirstOrThrow()
  service.clock.set(due!)
  await service.until(
    async () => (await refusalOf(service.try(c.CloseProposal, { proposalId }, { as: given.as.office }))) === 'done',
  )
  return proposalId!
}

const publicText = {
  subject: { mode: 'WHOLE', text: '关于加快老旧小区停车设施建设的建议' },
  body: { mode: 'SUMMARY', text: '老旧小区停车位缺口大，建议利用边角地建设立体停车库。' },
  reply: { mode: 'NOT', reason: '涉及内部工作安排。' },
} as const
const decide = (proposalId: string, change: object = {}) =>
  service.try(c.DecidePublication, { proposalId, ...publicText, ...change }, { as: given.as.office })
const hashIn = (reply: { body: { events: { data: unknown }[] } }) =>
  (reply.body.events[0]!.data as { sha256: string }).sha256

describe('已办结的提案', () => {
  test('never moves: every command about it is refused, but for the archive, publication and corrections', async () => {
    const { as, unit, member, body } = given
    const proposalId = await givenClosed()
    const other = await givenFiled(service, given)
    const meeting = await database()
      .selectFrom('proposal_meeting')
      .select('id')
      .where('proposal_id', '=', proposalId)
      .executeTakeFirstOrThrow()
    const of = { proposalId, unitId: unit.housing }
    const sha256 = (
      await database()
        .selectFrom('proposal')
        .select('text_sha256')
        .where('id', '=', proposalId)
        .executeTakeFirstOrThrow()
    ).text_sha256
    const reply = await database()
      .selectFrom('proposal_reply')
      .select('sha256')
      .where('proposal_id', '=', proposalId)
      .executeTakeFirstOrThrow()
    const decided = { forum: 'SESSION_GROUP', decidedOn: day(service) }
    const verdict = { proposalId, verdict: 'FILE', opinion: '建议立案', category: 'SOCIETY' }
    const reason = '理由'
    const supervision = { form: 'RESEARCH', heldOn: day(service), record: '调研' }
    const draft = { kind: 'INDIVIDUAL', subject: '关于停车的建议' }
    const form = { visit: 'VISITED', attitude: 'SATISFIED', soughtBy: 'VISIT', onPoint: 'YES', result: 'SATISFIED' }
    const id = randomUUID()
    const tries: [CommandDefinition, object, Account][] = [
      [c.ReviseProposal, { proposalId, ...draft }, as.first],
      [c.DiscardDraft, { proposalId }, as.first],
      [c.InviteCosigners, { proposalId, memberIds: [member.second] }, as.first],
      [c.RemoveCosigner, { proposalId, memberId: member.second }, as.first],
      [c.CosignProposal, { proposalId, sha256 }, as.first],
      [c.DeclineCosignature, { proposalId }, as.first],
      [c.ConfirmCollective, { proposalId, sha256 }, as.first],
      [c.SubmitProposal, { proposalId, sha256, contactPhone: '13800000000', publishConsent: true }, as.first],
      [c.WithdrawProposal, { proposalId, reason }, as.first],
      [c.ClaimReview, { proposalId }, as.office],
      [c.PreReviewProposal, verdict, as.office],
      [c.SecondReviewProposal, verdict, as.colleague],
      [c.FileProposal, { proposalId, ...decided, category: 'SOCIETY' }, as.office],
      [
        c.DeclineFiling,
        { proposalId, ...decided, reasonCode: 'PERSONAL_MATTER', explanation: reason, destination: 'OTHER' },
        as.office,
      ],
      [c.ReturnForRevision, { proposalId, opinion: reason }, as.office],
      [c.ConvertProposal, { proposalId, reference: '第1期' }, as.office],
      [c.ChangeCategory, { proposalId, category: 'ECONOMY', reason }, as.office],
      [c.MergeProposals, { intoId: other, fromIds: [proposalId], reason }, as.office],
      [c.MergeProposals, { intoId: proposalId, fromIds: [other], reason }, as.office],
      [c.UndoMerger, { proposalId, reason }, as.office],
      [c.AnswerMerger, { proposalId, answer: 'AGREED' }, as.first],
      [c.AssignProposal, { proposalId, assignment: sole(given) }, as.supervision as Account],
      [
        c.HoldHandover,
        { heldOn: day(service), place: '会议室', documentNumber: '1号', cases: [{ proposalId }] },
        as.supervision as Account,
      ],
      [c.AcceptAssignment, of, as.housing as Account],
      [c.DeclineAssignment, { ...of, reason, proposedUnitId: unit.water }, as.housingLeader as Account],
      [c.AnswerDecline, { ...of, answer: 'REJECTED', reason }, as.supervision as Account],
      [c.UrgeUnit, { ...of, about: 'REPLY', documentNumber: '2号' }, as.supervision as Account],
      [c.NameHandler, { ...of, leaderPost: '副局长', handlers: ['承办科'] }, as.housing as Account],
      [c.SubmitHandlingPlan, { ...of, plan: reason, finishOn: day(service, 9) }, as.housing as Account],
      [c.GiveCoUnitOpinion, { ...of, opinion: reason }, as.housing as Account],
      [
        c.RecordMeeting,
        { ...of, way: 'VISIT', stage: 'AFTER', heldOn: day(service), proposerIds: [member.first], summary: reason },
        as.housing as Account,
      ],
      [c.ConfirmMeeting, { proposalId, meetingId: meeting.id, answer: 'CONFIRMED' }, as.first],
      [c.SendMessage, { proposalId, message: reason }, as.first],
      [c.ReportDisagreement, { ...of, matter: reason }, as.housing as Account],
      [
        c.CoordinateDisagreement,
        { ...of, disagreementId: id, agreed: true, result: reason },
        as.housingLeader as Account,
      ],
      [
        c.SettleDisagreement,
        { proposalId, disagreementId: id, decision: reason, decidedOn: day(service) },
        as.supervision as Account,
      ],
      [c.RequestExtension, { ...of, until: day(service, 20), reason }, as.housingLeader as Account],
      [c.GrantExtension, { proposalId, extensionId: id }, as.supervision as Account],
      [c.RefuseExtension, { proposalId, extensionId: id, reason }, as.supervision as Account],
      [c.DraftReply, { ...of, ...letter(service, 'A') }, as.housing as Account],
      [c.CountersignReply, { ...of, sha256: reply.sha256 }, as.housingLeader as Account],
      [c.RefuseCountersignature, { ...of, sha256: reply.sha256, reason }, as.housingLeader as Account],
      [c.SignReply, { ...of, sha256: reply.sha256, as: 'HEAD' }, as.housingLeader as Account],
      [c.ReviewReply, { ...of, sha256: reply.sha256, verdict: 'APPROVED' }, as.supervision as Account],
      [c.SendReply, { ...of, sha256: reply.sha256 }, as.housing as Account],
      [c.RecordDelivery, { ...of, proposerId: member.first, deliveredOn: day(service) }, as.office],
      [c.RateReply, { ...of, originalId: proposalId, ...form }, as.first],
      [c.RemindOfFeedback, { proposalId }, as.office],
      [c.ReportPressure, { proposalId, text: reason }, as.first],
      [c.OrderRehandling, { proposalId, missing: reason }, as.office],
      [
        c.DecideFinally,
        { proposalId, outcome: 'FOLLOW_UP', meeting: '主席会议', decidedOn: day(service), reason },
        as.chair as Account,
      ],
      [c.BeginFollowUp, { proposalId, reason }, as.office],
      [c.CloseProposal, { proposalId }, as.office],
      [c.MakePromise, { ...of, text: reason, dueOn: day(service, 9) }, as.housing as Account],
      [c.ReportPromise, { proposalId, promiseId: id, progress: reason, done: true }, as.housing as Account],
      [c.VerifyPromise, { proposalId, promiseId: id, verdict: 'KEPT' }, as.office],
      [c.RemindOfPromise, { proposalId, promiseId: id }, as.office],
      [c.RequestUpgrade, { ...of, to: 'A', text: reason, files: [page()] }, as.housing as Account],
      [c.AnswerUpgrade, { ...of, granted: true }, as.office],
      [
        c.RecordLookBack,
        { lookBackId: id, proposalId, heldOn: day(service), finding: 'FULFILLED', text: reason },
        as.office,
      ],
      [c.NominateKey, { proposalId, reason }, as.office],
      [c.WithdrawNomination, { proposalId, reason }, as.office],
      [
        c.DecideKey,
        { proposalId, designated: false, meeting: '会', decidedOn: day(service), reason },
        as.chair as Account,
      ],
      [
        c.AppointLeaders,
        { proposalId, handlingLeaderPost: '区长', responsibleBodyId: body.committee, plan: reason },
        as.office,
      ],
      [c.RecordSupervision, { proposalId, ...supervision }, as.office],
      [
        c.RecordInstruction,
        { proposalId, instructedOn: day(service), leaderPost: '区长', text: reason },
        as.chair as Account,
      ],
    ]
    const before = await versionOf(proposalId)
    const codes: [string, string][] = []
    for (const [command, request, by] of tries) {
      codes.push([command.type, await refusalOf(service.try(command, request, { as: by }))])
    }

    const weak = codes.filter(([, code]) =>
      ['done', 'request.invalid', 'auth.forbidden', 'auth.step_up'].includes(code),
    )
    expect(weak).toEqual([])
    expect(await versionOf(proposalId)).toBe(before)
    expect(await stateOf(service, proposalId)).toBe('CLOSED')

    // No command about a proposal was forgotten here; a session is linked without moving what it talks about.
    const tried = new Set(codes.map(([type]) => type))
    const about = handlers
      .filter((handler) => !isInternal(handler) && 'proposalId' in handler.command.schema.shape)
      .map(({ command }) => command.type)
    expect(about.filter((type) => !tried.has(type)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'proposals.archive-proposal',
      'proposals.confirm-publication',
      'proposals.correct-entry',
      'proposals.correct-meeting',
      'proposals.correct-result-class',
      'proposals.correct-supervision',
      'proposals.decide-publication',
      'proposals.link-session',
      'proposals.unlink-session',
      'proposals.withdraw-publication',
    ])
  })
})

describe('归档', () => {
  test('only what has come to its end is archived, under a number of its own, for twenty years at least', async () => {
    const { as } = given
    const closed = await givenClosed()
    const filed = await givenFiled(service, given)
    const archive = (proposalId: string, fileNumber = `TA-${proposalId.slice(0, 8)}`, keepYears = 20) =>
      refusalOf(service.try(c.ArchiveProposal, { proposalId, fileNumber, keepYears }, { as: as.office }))

    expect(await archive(filed)).toBe('proposal.wrong_state')
    expect(await archive(closed, 'TA-2022-001', 19)).toBe('request.invalid')
    expect(await archive(closed, 'TA-2022-001')).toBe('done')
    expect(await archive(closed, 'TA-2022-002')).toBe('proposal.wrong_state')
    const withdrawn = await givenSubmitted(service, given)
    await service.send(c.WithdrawProposal, { proposalId: withdrawn, reason: '另行提出' }, { as: as.first })
    expect(await archive(withdrawn, 'TA-2022-001')).toBe('common.exists')
    expect(await archive(withdrawn, 'TA-2022-003', 30)).toBe('done')

    const [archived] = (await service.events(c.ProposalArchived)).filter((event) => event.proposalId === closed)
    expect(archived).toEqual({
      proposalId: closed,
      fileNumber: 'TA-2022-001',
      keepUntil: `2042${day(service).slice(4)}`,
      isPublished: false,
    })
    expect(await stateOf(service, closed)).toBe('ARCHIVED')
    expect(await refusalOf(decide(withdrawn))).toBe('proposal.wrong_state')
  })
})

describe('公开', () => {
  test('each part is decided for itself, redacted, and checked by a second person', async () => {
    const { as } = given
    const proposalId = await givenClosed()
    const code = (change: object) => refusalOf(decide(proposalId, change))
    const confirm = (sha256: string, by = as.colleague) =>
      refusalOf(service.try(c.ConfirmPublication, { proposalId, sha256 }, { as: by }))

    expect(await code({ body: { mode: 'WHOLE' } })).toBe('publication.text_missing')
    expect(await code({ reply: { mode: 'NOT' } })).toBe('publication.reason_missing')
    expect(await code({ reply: { mode: 'NOT', reason: '内部', text: '全文' } })).toBe('publication.text_not_asked')
    expect(await code({ body: { mode: 'WHOLE', text: '请联系 138 1234 5678。' } })).toBe('publication.personal_data')
    expect(await code({ reply: { mode: 'WHOLE', text: '身份证32058419790315221X' } })).toBe('publication.personal_data')
    expect(await code({ body: { mode: 'WHOLE', text: '【机密】' } })).toBe('proposal.classified_text')
    expect(await confirm('0'.repeat(64))).toBe('publication.none')
    const sha256 = hashIn(await decide(proposalId))
    expect(await confirm(sha256, as.office)).toBe('publication.same_person')
    expect(await confirm('0'.repeat(64))).toBe('proposal.text_changed')
    expect(await confirm(sha256)).toBe('done')
    expect(await confirm(sha256)).toBe('publication.none')

    const { db } = service.running.runtime
    const events = (
      await db.selectFrom('event').select('payload').where('type', '=', c.ProposalPublished.type).execute()
    ).map(({ payload }) => JSON.parse(payload.toString('utf8')))
    const told = events.find(({ data }) => data.proposalId === proposalId)
    expect(told.classification).toBe('public')
    expect(told.data).toEqual({
      proposalId,
      modes: { subject: 'WHOLE', body: 'SUMMARY', reply: 'NOT' },
      subject: publicText.subject.text,
      body: publicText.body.text,
    })
    expect(await stateOf(service, proposalId)).toBe('CLOSED')
    await service.send(c.ArchiveProposal, { proposalId, fileNumber: 'TA-2022-011' }, { as: as.office })
    expect(await stateOf(service, proposalId)).toBe('PUBLISHED')

    const withdraw = () =>
      refusalOf(service.try(c.WithdrawPublication, { proposalId, reason: '提案人要求' }, { as: as.generalOffice }))
    expect(await withdraw()).toBe('done')
    expect(await withdraw()).toBe('publication.not_published')
    expect(await stateOf(service, proposalId)).toBe('ARCHIVED')
  })

  test('without the proposer’s consent their text stays inside; the reply may go out with it or before the end', async () => {
    const { as } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    await database().updateTable('proposal').set({ publish_consent: false }).where('id', '=', proposalId).execute()
    const not = { mode: 'NOT', reason: '提案者不同意公开。' }
    const replyAlone = { subject: not, body: not, reply: { mode: 'WHOLE', text: '已编制停车设施专项规划。' } }

    expect(await refusalOf(decide(proposalId))).toBe('publication.no_consent')
    const sha256 = hashIn(await decide(proposalId, replyAlone))
    await service.send(c.ConfirmPublication, { proposalId, sha256 }, { as: as.chair })
    expect(await stateOf(service, proposalId)).toBe('FEEDBACK_PENDING')
    // The flag is put back: a replay knows what was said at the submission.
    await database().updateTable('proposal').set({ publish_consent: true }).where('id', '=', proposalId).execute()
  })

  test('before the reply nothing is published; and when nothing is to be, that is what is recorded', async () => {
    const { as } = given
    const [assigned] = (await givenAssigned(service, given)) as [string]
    expect(await refusalOf(decide(assigned))).toBe('proposal.wrong_state')
    const proposalId = await givenClosed()
    const not = { mode: 'NOT', reason: '涉及内部工作。' }
    const sha256 = hashIn(await decide(proposalId, { subject: not, body: not, reply: not }))
    await service.send(c.ConfirmPublication, { proposalId, sha256 }, { as: as.colleague })

    expect((await service.events(c.ProposalWithheld)).map((event) => event.proposalId)).toContain(proposalId)
  })

  test('a merged original is published for itself, when its case may be', async () => {
    const { as } = given
    const intoId = await givenFiled(service, given)
    const fromId = await givenFiled(service, given, { by: as.second, subject: '关于停车管理的建议' })
    await service.send(c.MergeProposals, { intoId, fromIds: [fromId], reason: '同一事项' }, { as: as.office })
    expect(await refusalOf(decide(fromId))).toBe('proposal.wrong_state')
    await givenClosed([intoId])
    const sha256 = hashIn(await decide(fromId))
    await service.send(c.ConfirmPublication, { proposalId: fromId, sha256 }, { as: as.colleague })

    expect(await stateOf(service, fromId)).toBe('MERGED_INTO')
    expect((await service.events(c.ProposalPublished)).map((event) => event.proposalId)).toContain(fromId)
  })
})

describe('更正', () => {
  test('words are corrected by the side that wrote them, and the wrong ones stay', async () => {
    const { as } = given
    const proposalId = await givenFiled(service, given)
    const { version } = await database()
      .selectFrom('words')
      .select('version')
      .where('aggregate', '=', `proposal/${proposalId}`)
      .where('field', '=', 'opinion')
      .orderBy('version')
      .executeTakeFirstOrThrow()
    const correct = (text: string, by = as.office, change: object = {}) =>
      refusalOf(
        service.try(
          c.CorrectEntry,
          { proposalId, version, field: 'opinion', text, reason: '录入有误', ...change },
          { as: by },
        ),
      )

    expect(await correct('应并案', as.supervision as Account)).toBe('correction.not_own')
    expect(await correct('应并案', as.housing as Account)).toBe('common.not_found')
    expect(await correct('应并案', as.office, { field: 'nothing' })).toBe('correction.no_entry')
    expect(await correct('内容具体，建议立案。')).toBe('correction.same')
    expect(await correct('内容具体，建议作为重点提案立案。')).toBe('done')
    expect(await correct('内容具体，建议立案并列为重点。', as.generalOffice)).toBe('done')
    const [first] = (await service.events(c.EntryCorrected)).filter((event) => event.proposalId === proposalId)
    expect(first).toEqual({
      proposalId,
      corrects: version,
      entryType: 'proposals.proposal-reviewed',
      field: 'opinion',
    })

    const words = (from: 'words' | 'current_words') =>
      database()
        .selectFrom(from)
        .select('text')
        .where('aggregate', '=', `proposal/${proposalId}`)
        .where('version', '=', version)
        .where('field', '=', 'opinion')
        .executeTakeFirstOrThrow()
    expect(await words('words')).toEqual({ text: '内容具体，建议立案。' })
    expect(await words('current_words')).toEqual({ text: '内容具体，建议立案并列为重点。' })
  })

  test('the record of a supervision, the day of a talk and the class of a reply are corrected as such', async () => {
    const { as, unit } = given
    const [proposalId] = (await givenReplied(service, given, { resultClass: 'A' })) as [string]
    const held = { proposalId, form: 'MEMBER_INSPECTION' as const, heldOn: day(service), record: '视察三处。' }
    const recorded = await service.send(c.RecordSupervision, held, { as: as.office })
    const { supervisionId } = recorded.events[0]!.data as { supervisionId: string }
    const again = (id: string, by = as.office) =>
      refusalOf(
        service.try(
          c.CorrectSupervision,
          { ...held, supervisionId: id, heldOn: day(service, -2), record: '视察两处。', reason: '日期有误' },
          { as: by },
        ),
      )
    expect(await again(supervisionId, as.supervision as Account)).toBe('correction.not_own')
    expect(await again(randomUUID())).toBe('common.not_found')
    expect(await again(supervisionId)).toBe('done')
    const kept = await database()
      .selectFrom('proposal_supervision')
      .select('held_on')
      .where('id', '=', supervisionId)
      .orderBy('version')
      .execute()
    expect(kept.map(({ held_on }) => held_on)).toEqual([day(service), day(service, -2)])

    await meet(service, given, proposalId, unit.housing)
    const { id: meetingId } = await database()
      .selectFrom('proposal_meeting')
      .select('id')
      .where('proposal_id', '=', proposalId)
      .orderBy('recorded_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const moveTo = (heldOn: string, by = as.housing) =>
      refusalOf(service.try(c.CorrectMeeting, { proposalId, meetingId, heldOn, reason: '日期有误' }, { as: by }))
    expect(await moveTo(day(service), as.water)).toBe('common.not_found')
    expect(await moveTo(day(service))).toBe('correction.same')
    expect(await moveTo(day(service, 1))).toBe('proposal.day_in_future')
    expect(await moveTo(day(service, -1))).toBe('meeting.before_assignment')
    await service.send(c.ConfirmMeeting, { proposalId, meetingId, answer: 'CONFIRMED' }, { as: as.first })
    expect(await moveTo(day(service))).toBe('correction.confirmed')

    const reclass = (resultClass: string) =>
      refusalOf(
        service.try(
          c.CorrectResultClass,
          { proposalId, unitId: unit.housing, resultClass, reason: '录入有误' },
          { as: as.supervision },
        ),
      )
    expect(await reclass('A')).toBe('correction.same')
    expect(await reclass('B')).toBe('reply.promise_needed')
    expect(await reclass('C')).toBe('done')
    const { result_class } = await database()
      .selectFrom('proposal')
      .select('result_class')
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow()
    expect(result_class).toBe('C')
  })
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
})

const versionOf = async (proposalId: string) =>
  (
    await database()
      .selectFrom('aggregate')
      .select('version')
      .where('key', '=', `proposal/${proposalId}`)
      .executeTakeFirstOrThrow()
  ).version
