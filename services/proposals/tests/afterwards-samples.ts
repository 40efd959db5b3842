import { createHash, randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { account, type TestService, type Samples } from '@lianxie/service-kit/testing'
import { type Committee, day, givenFiled, givenIntake, idIn, page, upload } from './given.ts'
import { givenReplied, meet } from './handling-given.ts'

/** From the rating of a reply to the archive: key proposals, appraisals, publication and corrections too. */
export async function afterwardsSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, body, member, unit } = given
  const chair = account('CHAIR', { memberId: member.fourth })
  await givenIntake(service, given)
  for (const by of [as.housing, as.office, as.water, as.waterLeader]) await upload(service, by)
  const files = [page('证明材料')]
  const reason = '情况有变化。'
  const text = '有关情况说明。'
  const today = day(service)

  const [proposalId] = (await givenReplied(service, given)) as [string]
  const of = { proposalId, unitId: unit.housing }
  const { id: promiseId } = await service.running.runtime.db
    .selectFrom('proposal_promise')
    .select('id')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirstOrThrow()
  await service.send(c.ReportPressure, { proposalId, text }, { as: as.first })
  const { id: reportId } = await service.running.runtime.db
    .selectFrom('pressure_report')
    .select('id')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirstOrThrow()
  await meet(service, given, proposalId, unit.housing)
  const { id: meetingId } = await service.running.runtime.db
    .selectFrom('proposal_meeting')
    .select('id')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirstOrThrow()
  const supervision = {
    form: 'MEMBER_INSPECTION' as const,
    heldOn: today,
    memberIds: [member.first],
    bodyIds: [body.committee],
    record: '视察三处停车设施。',
    result: '按计划推进。',
    files,
  }
  const held = await service.send(c.RecordSupervision, { proposalId, ...supervision }, { as: as.office })
  const { supervisionId } = held.events[0]!.data as { supervisionId: string }
  const lookBack = await service.send(c.OpenLookBack, { year: 2022 }, { as: as.office })

  const candidate = await givenFiled(service, given)
  await service.send(c.NominateKey, { proposalId: candidate, reason }, { as: as.office })
  const vote = { proposalIds: [candidate], bodyIds: [body.league], seats: 1, closesOn: today }
  const voteId = idIn(await service.send(c.OpenKeyVote, vote, { as: as.office }))
  const decided = { meeting: '第三次主席会议', decidedOn: today, leadership: 'CHAIRS', reason }
  const appraisal = {
    unitId: unit.water,
    year: 2021,
    items: [{ code: 'EFFECT', weight: 100 }],
    appraiserIds: [member.first, member.second],
  }
  const opened = await service.send(c.OpenAppraisal, appraisal, { as: as.office })
  const appraisalId = idIn(opened)
  const scores = [{ code: 'EFFECT', score: 90 }]
  const parts = {
    subject: { mode: 'WHOLE', text: '关于停车设施建设的建议' },
    body: { mode: 'SUMMARY', text: '建议建设立体停车库。' },
    reply: { mode: 'NOT', reason },
  }
  return {
    commands: [
      {
        command: c.RateReply,
        as: as.first,
        body: {
          ...of,
          originalId: proposalId,
          visit: 'VISITED',
          attitude: 'UNDERSTANDS',
          soughtBy: 'PHONE',
          onPoint: 'MOSTLY',
          leaderReplied: true,
          result: 'SATISFIED',
          text,
        },
      },
      { command: c.RemindOfFeedback, as: as.office, body: { proposalId, ifDue: service.clock.now().toISOString() } },
      { command: c.ReportPressure, as: as.first, body: { proposalId, text } },
      {
        command: c.SettlePressureReport,
        as: as.office,
        body: { reportId, outcome: 'CONFIRMED', opinion: reason },
      },
      { command: c.OrderRehandling, as: as.office, body: { proposalId, unitIds: [unit.housing], missing: text } },
      {
        command: c.DecideFinally,
        as: chair,
        body: { proposalId, outcome: 'FOLLOW_UP', meeting: '第三次主席会议', decidedOn: today, reason },
      },
      { command: c.BeginFollowUp, as: as.office, body: { proposalId, reason } },
      { command: c.CloseProposal, as: as.office, body: { proposalId, reason } },
      { command: c.MakePromise, as: as.housing, body: { ...of, text, dueOn: day(service, 30) } },
      { command: c.ReportPromise, as: as.housing, body: { proposalId, promiseId, progress: text, done: true, files } },
      {
        command: c.VerifyPromise,
        as: as.office,
        body: { proposalId, promiseId, verdict: 'SENT_BACK', dueOn: day(service, 60), remark: reason },
      },
      { command: c.RemindOfPromise, as: as.supervision, body: { proposalId, promiseId, ifDueOn: today } },
      { command: c.RequestUpgrade, as: as.housing, body: { ...of, to: 'A', text, files } },
      { command: c.AnswerUpgrade, as: as.office, body: { ...of, granted: false, remark: reason } },
      { command: c.OpenLookBack, as: as.office, body: { year: 2023 } },
      {
        command: c.RecordLookBack,
        as: as.office,
        body: { lookBackId: idIn(lookBack), proposalId, heldOn: today, finding: 'IN_PROGRESS', text, files },
      },

      {
        command: c.NominateKey,
        as: as.office,
        body: { proposalId, reason, consultedBodyIds: [body.league, body.committee] },
      },
      { command: c.WithdrawNomination, as: as.office, body: { proposalId: candidate, reason } },
      { command: c.OpenKeyVote, as: as.office, body: vote },
      { command: c.CastKeyVote, as: as.clerk, body: { voteId, bodyId: body.league, proposalIds: [candidate] } },
      {
        command: c.RecordKeyVote,
        as: as.office,
        body: { voteId, ballots: 20, counts: [{ proposalId: candidate, votes: 18 }] },
      },
      { command: c.CloseKeyVote, as: as.office, body: { voteId } },
      { command: c.DecideKey, as: chair, body: { proposalId: candidate, designated: true, ...decided } },
      {
        command: c.AppointLeaders,
        as: as.generalOffice,
        body: {
          proposalId: candidate,
          handlingLeaderPost: '副区长',
          supervisingMemberId: member.fourth,
          responsibleBodyId: body.committee,
          plan: text,
        },
      },
      { command: c.RecordSupervision, as: as.supervision, body: { proposalId, ...supervision } },
      {
        command: c.CorrectSupervision,
        as: as.office,
        body: { proposalId, supervisionId, ...supervision, form: 'APPRAISAL', reason },
      },
      {
        command: c.RecordInstruction,
        as: chair,
        body: { proposalId: candidate, instructedOn: today, leaderPost: '区委书记', text },
      },

      { command: c.OpenAppraisal, as: as.generalOffice, body: { ...appraisal, unitId: unit.parks } },
      { command: c.SubmitSelfAssessment, as: as.water, body: { appraisalId, scores, text, files } },
      { command: c.OpenScoring, as: as.office, body: { appraisalId, heldOn: today } },
      { command: c.ScoreUnit, as: as.first, body: { appraisalId, scores, nonce: randomUUID() } },
      { command: c.CloseScoring, as: as.office, body: { appraisalId } },
      { command: c.OrderRectification, as: as.office, body: { appraisalId, text, dueOn: day(service, 30) } },
      { command: c.ReportRectification, as: as.waterLeader, body: { appraisalId, text, files } },
      {
        command: c.HoldAppraisalLookBack,
        as: as.office,
        body: { appraisalId, heldOn: today, isMended: true, text },
      },
      { command: c.ConcludeAppraisal, as: chair, body: { appraisalId, result: 'GOOD', text } },

      {
        command: c.ArchiveProposal,
        as: as.office,
        body: { proposalId, fileNumber: 'TA-2022-001', keepYears: 30 },
      },
      { command: c.DecidePublication, as: as.office, body: { proposalId, ...parts } },
      {
        command: c.ConfirmPublication,
        as: as.colleague,
        body: { proposalId, sha256: createHash('sha256').update('公开文本').digest('hex') },
      },
      { command: c.WithdrawPublication, as: as.generalOffice, body: { proposalId, reason } },
      {
        command: c.CorrectEntry,
        as: as.office,
        body: { proposalId, version: 4, field: 'opinion', text, reason },
      },
      { command: c.CorrectMeeting, as: as.housing, body: { proposalId, meetingId, heldOn: today, reason } },
      { command: c.CorrectResultClass, as: as.supervision, body: { ...of, resultClass: 'C', reason } },
    ],
    queries: [
      { query: c.CaseFeedback, as: as.office, params: { proposalId } },
      { query: c.PressureReports, as: as.office, params: { settled: 'false', proposalId, limit: 5 } },
      { query: c.Promises, as: as.office, params: { limit: 5 } },
      { query: c.CaseSupervision, as: as.office, params: { proposalId } },
      { query: c.KeyVotes, as: as.office, params: { limit: 5 } },
      { query: c.LookBacks, as: as.office, params: {} },
      { query: c.LookBackCases, as: as.office, params: { lookBackId: idIn(lookBack) } },
      { query: c.Appraisals, as: as.office, params: { limit: 5 } },
      { query: c.AppraisalById, as: as.office, params: { appraisalId } },
      { query: c.Corrections, as: as.office, params: { proposalId } },
      { query: c.CasePublication, as: as.office, params: { proposalId } },
      { query: c.PublishedProposals, as: as.office, params: { limit: 5 } },
      { query: c.PublishedProposal, as: as.office, params: { proposalId } },
    ],
  }
}
