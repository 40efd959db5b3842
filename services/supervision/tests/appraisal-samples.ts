import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import {
  agreement,
  answerSheet,
  deviceToken,
  givenHeard,
  givenLetters,
  givenMobilised,
  givenScored,
  givenSurvey,
  onPaper,
  plan,
  sheet,
  survey,
} from './appraisal-given.ts'
import { type Committee, day, idIn, upload } from './given.ts'

/** Appraisals on their whole way, and a questionnaire with free words. */
export async function appraisalSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, unit } = given
  const proposedId = idIn(await service.send(c.ProposeAppraisal, plan(given), { as: as.office }))
  const appraisalId = await givenMobilised(service, given)
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  await answerSheet(service, code, sheet(deviceToken(), 'YES', 3, '河道要常清'))
  const { id: textId } = await service.running.runtime.db
    .selectFrom('questionnaire_text')
    .select('id')
    .executeTakeFirstOrThrow()
  const heardId = await givenHeard(service, given)
  const scoredId = await givenScored(service, given)
  const sentId = await givenLetters(service, given)
  const files = [await upload(service, as.office)]
  const unitId = unit.water
  const meeting = '第五次常委会会议'
  const item = { code: 'TEAM', zh: '班子', en: 'team', weight: 1 }
  return {
    commands: [
      { command: c.ProposeAppraisal, as: as.office, body: plan(given, { items: [item] }) },
      { command: c.ChangeAppraisal, as: as.office, body: { appraisalId: proposedId, ...plan(given), reason: '调整' } },
      { command: c.ApproveAppraisal, as: as.generalOffice, body: agreement(service, proposedId) },
      { command: c.MobiliseAppraisal, as: as.office, body: { appraisalId, meeting, heldOn: day(service) } },
      { command: c.PublishQuestionnaire, as: as.office, body: survey(service, given, appraisalId) },
      { command: c.EndQuestionnaire, as: as.office, body: { questionnaireId, reason: '结束' } },
      { command: c.WithholdAnswerText, as: as.office, body: { questionnaireId, textId, reason: '侮辱性言论' } },
      { command: c.OpenHearing, as: as.office, body: { appraisalId, meeting, heldOn: day(service) } },
      {
        command: c.RecordUnitReport,
        as: as.office,
        body: { appraisalId: heardId, unitId, report: '报告', questions: '询问', files },
      },
      { command: c.RecordTotals, as: as.office, body: { ...onPaper(service, given, heardId), reason: '复核' } },
      { command: c.DeclareAppraisalResult, as: as.chair, body: { appraisalId: heardId } },
      {
        command: c.DraftOpinionLetter,
        as: as.office,
        body: { appraisalId: scoredId, unitId, documentNumber: '协评〔2022〕3号', letter: '意见', files },
      },
      { command: c.CountersignOpinionLetter, as: as.chair, body: { appraisalId: scoredId, unitId } },
      {
        command: c.ReportAppraisalRectification,
        as: as.water,
        body: { appraisalId: sentId, unitId, report: '已整改', files: [await upload(service, as.water)] },
      },
      {
        command: c.RecheckAppraisedUnit,
        as: as.office,
        body: { appraisalId: sentId, unitId, result: 'PASSED', checkedOn: day(service), finding: '属实' },
      },
      { command: c.CloseAppraisal, as: as.office, body: { appraisalId: sentId } },
      { command: c.CancelAppraisal, as: as.office, body: { appraisalId, reason: '并入明年' } },
    ],
    queries: [
      { query: c.Appraisals, as: as.chair, params: { year: 2022, unitId, text: '评议' } },
      { query: c.AppraisalById, as: as.chair, params: { appraisalId } },
      { query: c.AppraisalResult, as: as.chair, params: { appraisalId: scoredId } },
      { query: c.HallScreen, as: as.chair, params: { appraisalId: scoredId } },
      { query: c.OpenQuestionnaire, as: as.chair, params: { code } },
      { query: c.QuestionnaireResult, as: as.chair, params: { questionnaireId } },
      { query: c.AnswerTexts, as: as.office, params: { questionnaireId, question: 'WISHES', hidden: 'false' } },
    ],
  }
}
