import { proposals as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, givenFiled, givenIntake, page, upload } from './given.ts'
import { draft, givenAssigned, givenHandling, givenReplied, leadAndThree, letter } from './handling-given.ts'

/** From the assignment to the reply that went to the proposers. */
export async function handlingSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, member, unit } = given
  for (const by of [as.housing, as.water]) await upload(service, by)
  await givenIntake(service, given)
  const [filed, other] = [await givenFiled(service, given), await givenFiled(service, given)]
  const [assigned] = (await givenAssigned(service, given)) as [string]
  const [declined] = (await givenAssigned(service, given)) as [string]
  await service.send(
    c.DeclineAssignment,
    { proposalId: declined, unitId: unit.housing, reason: '不属于本单位职责。', proposedUnitId: unit.parks },
    { as: as.housingLeader },
  )
  const [proposalId] = (await givenHandling(service, given, { assignment: leadAndThree(given) })) as [string]
  const [extending] = (await givenHandling(service, given)) as [string]
  const [replied] = (await givenReplied(service, given)) as [string]
  const of = { proposalId, unitId: unit.housing }
  const co = { proposalId, unitId: unit.water }
  const meeting = {
    ...of,
    way: 'MEETING' as const,
    stage: 'DURING' as const,
    heldOn: day(service),
    proposerIds: [member.first],
    summary: '座谈会商。',
  }
  const met = await service.send(c.RecordMeeting, meeting, { as: as.housing })
  const { meetingId } = met.events[0]!.data as { meetingId: string }
  const disagreement = await service.send(c.ReportDisagreement, { ...co, matter: '管线由谁迁改。' }, { as: as.water })
  const { disagreementId } = disagreement.events[0]!.data as { disagreementId: string }
  const extension = { proposalId: extending, unitId: unit.housing, until: day(service, 100), reason: '需跨部门会商。' }
  const requested = await service.send(c.RequestExtension, extension, { as: as.housing })
  const { extensionId } = requested.events[0]!.data as { extensionId: string }
  const sha256 = await draft(service, given, proposalId, unit.housing)
  const version = { ...of, sha256 }
  const reason = '情况有变化。'
  const documentNumber = '吴政办〔2022〕8号'
  const assignment = { mode: 'LEAD_CO' as const, leadUnitId: unit.housing, coUnitIds: [unit.traffic] }

  return {
    commands: [
      {
        command: c.AssignProposal,
        as: as.office,
        body: { proposalId: filed, assignment, documentNumber, fixedReplyOn: day(service, 60) },
      },
      {
        command: c.HoldHandover,
        as: as.supervision,
        body: {
          heldOn: day(service),
          place: '一楼会议室',
          documentNumber,
          fixedReplyOn: day(service, 60),
          cases: [{ proposalId: filed, assignment }, { proposalId: other }],
        },
      },
      { command: c.AcceptAssignment, as: as.housing, body: { proposalId: assigned, unitId: unit.housing } },
      {
        command: c.DeclineAssignment,
        as: as.housingLeader,
        body: { proposalId: assigned, unitId: unit.housing, reason, proposedUnitId: unit.parks },
      },
      {
        command: c.AnswerDecline,
        as: as.supervision,
        body: {
          proposalId: declined,
          unitId: unit.housing,
          answer: 'UPHELD',
          reason,
          replacementUnitId: unit.parks,
        },
      },
      {
        command: c.UrgeUnit,
        as: as.supervision,
        body: { ...of, about: 'REPLY', documentNumber, message: '请抓紧办理。' },
      },
      { command: c.NameHandler, as: as.housing, body: { ...of, leaderPost: '副局长', handlers: ['unit-handler-9'] } },
      {
        command: c.SubmitHandlingPlan,
        as: as.housing,
        body: { ...of, plan: '先调研、再会商、后答复。', finishOn: day(service, 60) },
      },
      {
        command: c.GiveCoUnitOpinion,
        as: as.water,
        body: { ...co, opinion: '建议结合河道整治。', files: [page('附图')] },
      },
      { command: c.RecordMeeting, as: as.housing, body: meeting },
      {
        command: c.ConfirmMeeting,
        as: as.first,
        body: { proposalId, meetingId, answer: 'DENIED', remark: '没有接到电话。' },
      },
      { command: c.SendMessage, as: as.first, body: { proposalId, unitId: unit.housing, message: '请问进展？' } },
      { command: c.SendMessage, as: as.housing, body: { ...of, message: '正在会商。' } },
      { command: c.ReportDisagreement, as: as.water, body: { ...co, matter: '绿地占用。' } },
      {
        command: c.CoordinateDisagreement,
        as: as.housingLeader,
        body: { ...of, disagreementId, agreed: false, result: '未能达成一致。' },
      },
      {
        command: c.SettleDisagreement,
        as: as.supervision,
        body: { proposalId, disagreementId, decision: '由水务局迁改。', decidedOn: day(service), documentNumber },
      },
      { command: c.RequestExtension, as: as.housing, body: { ...extension, proposalId } },
      {
        command: c.GrantExtension,
        as: as.supervision,
        body: { proposalId: extending, extensionId, remark: '同意。' },
      },
      { command: c.RefuseExtension, as: as.office, body: { proposalId: extending, extensionId, reason } },
      {
        command: c.DraftReply,
        as: as.housing,
        body: { ...of, ...letter(service), evidence: '已完成规划。', files: [page('规划图')] },
      },
      { command: c.CountersignReply, as: as.water, body: { ...co, sha256 } },
      { command: c.RefuseCountersignature, as: as.water, body: { ...co, sha256, reason } },
      { command: c.SignReply, as: as.housingLeader, body: { ...version, as: 'HEAD' } },
      {
        command: c.ReviewReply,
        as: as.supervision,
        body: { ...version, verdict: 'CLASS_CHANGED', resultClass: 'C', reasonCode: 'WRONG_CLASS', reason },
      },
      { command: c.SendReply, as: as.housing, body: version },
      {
        command: c.RecordDelivery,
        as: as.office,
        body: { proposalId: replied, unitId: unit.housing, proposerId: member.first, deliveredOn: day(service) },
      },
    ],
    queries: [],
  }
}
