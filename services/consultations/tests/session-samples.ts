import { consultations as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { day, type Directory, idIn } from './plan-given.ts'
import { file, givenHeld, givenItem, givenMembers, givenSession, inTwoMonths } from './session-given.ts'

/** Well-formed requests about sessions, research, outcomes and promises, with every optional field filled in. */
export async function sessionSamples(service: TestService, directory: Directory): Promise<Samples> {
  const given = await givenMembers(service, directory)
  const { as, id, unit, body } = given
  const { consultation, office, chair, member, water } = as

  // Held first, which moves the clock: what is scheduled afterwards has no reminder that is due during the test.
  const itemId = await givenItem(service, given)
  const sessionId = await givenHeld(service, given, itemId)

  const scheduledItem = await givenItem(service, given)
  const openId = await givenSession(service, given, scheduledItem)
  const group = { leaderId: id.chair, secretaryId: id.secretary, memberIds: [id.member] }
  const research = { itemId: scheduledItem, title: '水体共治调研组', ...group }
  const researchId = idIn(await service.send(c.FormResearchGroup, research, { as: consultation }))
  const visit = {
    researchId,
    place: '太浦河',
    purpose: '察看水质监测',
    startsAt: service.clock.now().toISOString(),
    unitIds: [unit.water],
  }
  const planned = await service.send(c.PlanVisit, visit, { as: consultation })
  const { visitId } = planned.events[0]!.data as { visitId: string }
  const material = { sessionId: openId, title: '情况通报', file: file(), audience: 'ALL_MEMBERS' as const }
  const added = await service.send(c.AddMaterial, material, { as: consultation })
  const { materialId } = added.events[0]!.data as { materialId: string }

  const question = { sessionId, unitId: unit.water, question: '水质何时达标？' }
  const raised = await service.send(c.RaiseQuestion, question, { as: consultation })
  const { questionId } = raised.events[0]!.data as { questionId: string }
  const promise = {
    sessionId,
    unitId: unit.water,
    promise: '年底前完成排口整治',
    dueOn: day(service, 30),
    questionId,
  }
  const commitmentId = idIn(await service.send(c.MakeCommitment, promise, { as: consultation }))
  const content = {
    title: '关于水体联保共治的建议案',
    file: file('建议案'),
    suggestions: [{ text: '建立联合巡查机制。', unitId: unit.water }],
  }
  const draft = { itemId, sessionId, kind: 'RECOMMENDATION' as const, ...content }
  const drafted = await service.send(c.DraftOutcome, draft, { as: consultation })
  const outcomeId = idIn(drafted)
  const { suggestions } = drafted.events[0]!.data as { suggestions: { suggestionId: string }[] }
  const suggestionId = suggestions[0]!.suggestionId

  const today = day(service)
  const reason = '情况有变化。'
  const now = service.clock.now().toISOString()
  const change = { leaderId: id.secretary, secretaryId: id.chair, memberIds: [id.third], reason }
  const minutes = { sessionId, text: '会议纪要全文。', file: file('会议纪要') }
  const instruction = { leaderPost: '区长', text: '请研究吸纳。' }
  const place = { ...inTwoMonths(service), place: '区政协二楼会议室' }
  const speech = {
    speakerId: id.member,
    mode: 'STAGE',
    speaksFor: 'PARTY',
    bodyId: body.league,
    title: '关于水质的发言',
  }

  return {
    commands: [
      {
        command: c.ScheduleSession,
        as: consultation,
        body: {
          itemId,
          title: '专题协商会',
          ...place,
          mode: 'HYBRID',
          chairMemberId: id.chair,
          agenda: ['发言'],
          lateReason: reason,
        },
      },
      { command: c.RescheduleSession, as: consultation, body: { sessionId, ...place, reason, lateReason: reason } },
      { command: c.PostponeSession, as: consultation, body: { sessionId, reason } },
      { command: c.CancelSession, as: consultation, body: { sessionId, reason } },
      {
        command: c.InviteParticipants,
        as: consultation,
        body: { sessionId, members: [{ memberId: id.other, capacity: 'OBSERVER' }], unitIds: [unit.office] },
      },
      { command: c.WithdrawInvitation, as: consultation, body: { sessionId, participantIds: [id.member], reason } },
      { command: c.SendNotice, as: consultation, body: { sessionId, lateReason: reason } },
      { command: c.RequestLeave, as: member, body: { sessionId, reason } },
      { command: c.AnswerLeave, as: consultation, body: { sessionId, memberId: id.member, granted: false, reason } },
      { command: c.OpenCheckIn, as: consultation, body: { sessionId } },
      { command: c.CheckIn, as: member, body: { sessionId, code: '0'.repeat(32) } },
      {
        command: c.RecordAttendance,
        as: consultation,
        body: { sessionId, entries: [{ participantId: id.member, attendance: 'LATE' }] },
      },
      { command: c.AddMaterial, as: water, body: { ...material, sessionId } },
      { command: c.ReleaseMaterial, as: chair, body: { sessionId: openId, materialId } },
      { command: c.WithdrawMaterial, as: consultation, body: { sessionId: openId, materialId, reason } },
      { command: c.RaiseQuestion, as: member, body: question },
      { command: c.AnswerQuestion, as: water, body: { sessionId, questionId, answer: '年底前达标。' } },
      {
        command: c.RecordSpeech,
        as: consultation,
        body: { sessionId, ...speech, text: '发言全文。', file: file('发言稿') },
      },
      { command: c.TakeUpAgendaItem, as: consultation, body: { sessionId, number: 1 } },
      { command: c.LineUpSpeaker, as: consultation, body: { sessionId, ...speech, limitSeconds: 480 } },
      { command: c.StartSpeech, as: consultation, body: { sessionId, speechId: questionId } },
      { command: c.StopSpeech, as: consultation, body: { sessionId, speechId: questionId } },
      { command: c.TakeOffSpeaker, as: consultation, body: { sessionId, speechId: questionId } },
      { command: c.AdjournSession, as: consultation, body: { sessionId, reason } },
      { command: c.HoldSession, as: consultation, body: { sessionId, startedAt: now, endedAt: now } },
      { command: c.DraftMinutes, as: consultation, body: minutes },
      { command: c.CirculateMinutes, as: consultation, body: { sessionId, answerBy: today } },
      { command: c.AnswerMinutes, as: member, body: { sessionId, answer: 'OBJECTED', remark: '请补充。' } },
      { command: c.ApproveMinutes, as: chair, body: { sessionId } },
      { command: c.CorrectMinutes, as: consultation, body: { ...minutes, reason } },
      { command: c.RemindOfSession, as: consultation, body: { sessionId, about: 'NOTICE', ifDue: now } },

      { command: c.MakeCommitment, as: consultation, body: promise },
      {
        command: c.ReportCommitment,
        as: water,
        body: { commitmentId, progress: '已完成一半。', done: false, files: [file()] },
      },
      { command: c.ExtendCommitment, as: consultation, body: { commitmentId, dueOn: day(service, 60), reason } },
      { command: c.ReturnCommitment, as: consultation, body: { commitmentId, reason } },
      { command: c.CloseCommitment, as: consultation, body: { commitmentId, result: '已现场核实。' } },
      { command: c.WithdrawCommitment, as: consultation, body: { commitmentId, reason } },
      { command: c.RemindOfCommitment, as: consultation, body: { commitmentId, ifDueOn: today } },

      { command: c.FormResearchGroup, as: consultation, body: research },
      { command: c.ChangeResearchGroup, as: consultation, body: { researchId, ...change } },
      {
        command: c.DeclareConflict,
        as: consultation,
        body: { researchId, memberId: id.member, note: '所在企业有排口。' },
      },
      { command: c.PlanVisit, as: consultation, body: visit },
      {
        command: c.ReportVisit,
        as: consultation,
        body: { researchId, visitId, heldAt: now, memberIds: [id.member], notes: '所见所闻。', files: [file()] },
      },
      { command: c.CancelVisit, as: consultation, body: { researchId, visitId, reason } },
      {
        command: c.SubmitResearchReport,
        as: consultation,
        body: { researchId, title: '调研报告', summary: '三点建议。', file: file('调研报告') },
      },
      { command: c.CompleteResearch, as: consultation, body: { researchId } },
      { command: c.DissolveResearchGroup, as: consultation, body: { researchId, reason } },

      { command: c.DraftOutcome, as: consultation, body: { ...draft, researchId } },
      { command: c.ReviseOutcome, as: consultation, body: { outcomeId, ...content } },
      { command: c.ReturnOutcome, as: chair, body: { outcomeId, reason } },
      { command: c.WithdrawOutcome, as: consultation, body: { outcomeId, reason } },
      {
        command: c.ApproveOutcome,
        as: chair,
        body: { outcomeId, meeting: 'STANDING_COMMITTEE', meetingName: '第三次常委会议', meetingOn: today },
      },
      {
        command: c.SubmitOutcome,
        as: office,
        body: {
          outcomeId,
          recipients: ['PARTY_COMMITTEE'],
          documentNumber: '吴政协党组〔2022〕3号',
          submittedOn: today,
        },
      },
      { command: c.AssignSuggestion, as: consultation, body: { outcomeId, suggestionId, unitId: unit.office } },
      { command: c.RecordInstruction, as: chair, body: { outcomeId, instructedOn: today, ...instruction } },
      {
        command: c.CorrectInstruction,
        as: chair,
        body: { outcomeId, instructionId: suggestionId, ...instruction, reason },
      },
      {
        command: c.AnswerSuggestion,
        as: water,
        body: {
          outcomeId,
          suggestionId,
          adoption: 'NOT_ADOPTED',
          answer: '已研究。',
          reasons: '条件不具备。',
          files: [file()],
        },
      },
      {
        command: c.ReportImplementation,
        as: water,
        body: { outcomeId, suggestionId, progress: '已落实。', done: true, files: [file()] },
      },
      {
        command: c.TrackOutcome,
        as: consultation,
        body: { outcomeId, summary: '均已落实。', reportedTo: ['PARTY_COMMITTEE'], reportedOn: today },
      },
      { command: c.CloseOutcome, as: consultation, body: { outcomeId } },
      { command: c.RemindOfSuggestion, as: consultation, body: { outcomeId, suggestionId, ifDue: now } },
    ],
    queries: [
      {
        query: c.Sessions,
        as: consultation,
        params: {
          from: today,
          to: today,
          form: 'THEMATIC',
          state: 'HELD',
          minutes: 'APPROVED',
          itemId,
          text: '水体',
          order: 'asc',
          limit: '5',
        },
      },
      { query: c.SessionById, as: consultation, params: { sessionId } },
      { query: c.SessionFloor, as: consultation, params: { sessionId } },
      { query: c.SessionHistory, as: consultation, params: { sessionId } },
      {
        query: c.SessionParticipants,
        as: consultation,
        params: { sessionId, kind: 'MEMBER', leave: 'GRANTED', attendance: 'LATE' },
      },
      { query: c.CheckInCode, as: consultation, params: { sessionId } },
      { query: c.SessionMinutes, as: consultation, params: { sessionId } },
      { query: c.MyInvitations, as: member, params: { when: 'all' } },
      {
        query: c.Commitments,
        as: consultation,
        params: {
          unitId: unit.water,
          sessionId,
          itemId,
          state: 'OPEN',
          overdue: 'false',
          dueWithinDays: '40',
          text: '排口',
        },
      },
      { query: c.CommitmentById, as: consultation, params: { commitmentId } },
      { query: c.MyTasks, as: water, params: { kind: 'KEEP_COMMITMENT' } },
      {
        query: c.ResearchGroups,
        as: consultation,
        params: { itemId: scheduledItem, state: 'FORMED', text: '调研' },
      },
      { query: c.ResearchGroupById, as: consultation, params: { researchId } },
      {
        query: c.Outcomes,
        as: consultation,
        params: {
          itemId,
          unitId: unit.water,
          kind: 'RECOMMENDATION',
          state: 'DRAFTED',
          overdue: 'false',
          text: '共治',
        },
      },
      { query: c.OutcomeById, as: consultation, params: { outcomeId } },
      { query: c.OutcomeInstructions, as: chair, params: { outcomeId } },
    ],
  }
}
