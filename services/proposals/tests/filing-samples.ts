import { proposals as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import {
  type Committee,
  content,
  day,
  givenFiled,
  givenIntake,
  givenSession,
  givenSubmitted,
  idIn,
  page,
  textHash,
  upload,
} from './given.ts'

/** From the draft to filing, merging, and what is read of proposals. */
export async function filingSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, body, member, sector, unit } = given
  for (const by of [as.clerk, as.first]) await upload(service, by)
  const intakeId = await givenIntake(service, given)
  const draftId = idIn(await service.send(c.DraftProposal, { kind: 'JOINT', ...content() }, { as: as.first }))
  await service.send(c.InviteCosigners, { proposalId: draftId, memberIds: [member.second] }, { as: as.first })
  const collectiveId = idIn(
    await service.send(
      c.DraftProposal,
      { kind: 'COLLECTIVE', collectiveKind: 'PARTY', bodyId: body.league, ...content() },
      { as: as.clerk },
    ),
  )
  const proposalId = await givenSubmitted(service, given)
  const filedId = await givenFiled(service, given)
  const otherId = await givenFiled(service, given, { by: as.second })
  const mergedId = await givenFiled(service, given, { by: as.third })
  await service.send(c.MergeProposals, { intoId: otherId, fromIds: [mergedId], reason: '同一事项' }, { as: as.office })
  const sessionId = await givenSession(service)
  await service.send(c.LinkSession, { proposalId: filedId, sessionId }, { as: as.office })
  const sha256 = await textHash(service, draftId)
  const days = { opensOn: day(service, 300), deadlineOn: day(service, 302), closesOn: day(service, 303) }
  const verdict = {
    proposalId,
    verdict: 'FILE',
    opinion: '建议立案',
    category: 'SOCIETY',
    leadUnitId: unit.housing,
    coUnitIds: [unit.traffic],
    similarIds: [filedId],
  }
  const decided = { forum: 'SESSION_GROUP', decidedOn: day(service) }
  return {
    commands: [
      { command: c.OpenIntake, as: as.office, body: { termNumber: 90, sessionNumber: 1, ...days } },
      { command: c.ChangeIntake, as: as.office, body: { intakeId, ...days } },
      { command: c.NameConvenor, as: as.office, body: { sectorId: sector.education, memberId: member.third } },
      {
        command: c.DraftProposal,
        as: as.first,
        body: { kind: 'INDIVIDUAL', ...content(), files: [page('附件')] },
        // The key under which several committees file one text is the proposers' own.
        idsAreFree: true,
      },
      {
        command: c.DraftProposal,
        as: as.clerk,
        body: { kind: 'COLLECTIVE', collectiveKind: 'PARTY', bodyId: body.league, ...content() },
      },
      { command: c.ReviseProposal, as: as.first, body: { proposalId: draftId, kind: 'JOINT', ...content() } },
      { command: c.DiscardDraft, as: as.first, body: { proposalId: draftId } },
      {
        command: c.InviteCosigners,
        as: as.first,
        body: { proposalId: draftId, memberIds: [member.third], until: day(service, 5) },
      },
      { command: c.RemoveCosigner, as: as.first, body: { proposalId: draftId, memberId: member.second } },
      { command: c.CosignProposal, as: as.second, body: { proposalId: draftId, sha256 } },
      { command: c.DeclineCosignature, as: as.second, body: { proposalId: draftId, reason: '不便附议' } },
      {
        command: c.ConfirmCollective,
        as: as.clerk,
        body: { proposalId: collectiveId, sha256: await textHash(service, collectiveId), sealedPage: page() },
      },
      {
        command: c.SubmitProposal,
        as: as.first,
        body: {
          proposalId: draftId,
          sha256,
          contactPhone: '13800000000',
          publishConsent: false,
          noConsentReason: '涉及商业信息',
          timeMark: 'DURING',
          leadUnitId: unit.housing,
          coUnitIds: [unit.traffic],
          preFiling: { unitId: unit.housing, heldOn: day(service, -3) },
        },
      },
      { command: c.WithdrawProposal, as: as.first, body: { proposalId, reason: '问题已经解决' } },
      { command: c.ClaimReview, as: as.office, body: { proposalId } },
      { command: c.PreReviewProposal, as: as.office, body: { ...verdict, sealChecked: true } },
      { command: c.SecondReviewProposal, as: as.colleague, body: verdict },
      {
        command: c.FileProposal,
        as: as.office,
        body: {
          proposalId,
          ...decided,
          category: 'SOCIETY',
          leadUnitId: unit.housing,
          coUnitIds: [],
          plannedFinishOn: day(service, 90),
          isImportant: false,
        },
      },
      {
        command: c.DeclineFiling,
        as: as.office,
        body: { proposalId, ...decided, reasonCode: 'PERSONAL_MATTER', explanation: '个人事项', destination: 'OTHER' },
      },
      { command: c.ReturnForRevision, as: as.office, body: { proposalId, opinion: '请补充建议' } },
      { command: c.ConvertProposal, as: as.office, body: { proposalId, reference: '社情民意第15期' } },
      {
        command: c.ChangeCategory,
        as: as.office,
        body: { proposalId: filedId, category: 'ECONOMY', reason: '归类调整' },
      },
      {
        command: c.MergeProposals,
        as: as.office,
        body: { intoId: filedId, fromIds: [proposalId], reason: '同一事项' },
      },
      { command: c.UndoMerger, as: as.office, body: { proposalId: mergedId, reason: '提案人不同意' } },
      { command: c.AnswerMerger, as: as.third, body: { proposalId: mergedId, answer: 'AGREED', remark: '同意' } },
      { command: c.LinkSession, as: as.office, body: { proposalId: otherId, sessionId } },
      { command: c.UnlinkSession, as: as.office, body: { proposalId: filedId, sessionId, reason: '议题有变' } },
    ],
    queries: [
      { query: c.Intakes, as: as.office, params: {} },
      { query: c.MyProposals, as: as.first, params: { as: 'LEAD', state: 'DRAFT' } },
      {
        query: c.Docket,
        as: as.office,
        params: {
          text: '停车',
          termNumber: 10,
          sessionNumber: 2,
          year: 2022,
          serial: 1,
          receiptNumber: 1,
          period: 'SESSION',
          kind: 'JOINT',
          collectiveKind: 'PARTY',
          category: 'SOCIETY',
          phase: 'TO_REVIEW',
          stage: 'REVIEW',
          state: 'SUBMITTED',
          filed: 'true',
          merged: 'false',
          important: 'false',
          resultClass: 'A',
          unitId: unit.housing,
          unitRole: 'LEAD',
          assignmentMode: 'SOLE',
          replied: 'false',
          overdue: 'false',
          dueBy: day(service, 90),
          sectorId: sector.education,
          proposerId: member.first,
          mine: 'true',
          origin: 'LIVE',
          figure: 'FILED',
          breakdown: 'KIND',
          value: 'JOINT',
          handledBy: unit.housing,
          by: 'CASE',
          from: '2022-01-01',
          to: day(service),
        },
      },
      { query: c.Stages, as: as.office, params: { termNumber: 10, sessionNumber: 2, year: 2022 } },
      { query: c.CaseFile, as: as.office, params: { proposalId: filedId } },
      { query: c.ProposalTexts, as: as.office, params: { proposalId: filedId } },
      { query: c.CaseHandling, as: as.office, params: { proposalId: filedId } },
      {
        query: c.UnitInbox,
        as: as.housing,
        params: { unitId: unit.housing, state: 'ASSIGNED', work: 'HANDLING', role: 'SOLE', overdue: 'false' },
      },
      { query: c.ToDo, as: as.office, params: { kind: 'CLAIM', group: 'UNDATED' } },
      { query: c.SimilarProposals, as: as.office, params: { proposalId: filedId, limit: 5, fromYear: 2020 } },
    ],
  }
}
