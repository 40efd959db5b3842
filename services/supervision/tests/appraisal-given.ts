import { randomBytes } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, idIn } from './given.ts'

/** 评议方案. */
export const plan = ({ unit }: Committee, change: object = {}) => ({
  title: '2022年度部门民主评议',
  year: 2022,
  unitIds: [unit.water, unit.traffic],
  plan: '评议两个部门的作风和实绩。',
  ...change,
})

export const agreement = (service: TestService, appraisalId: string) => ({
  appraisalId,
  meeting: '第三次主席会议',
  decidedOn: day(service, -2),
  consentedOn: day(service, -1),
  consentDocument: '区委办〔2022〕15号',
})

/** An appraisal that was agreed to and begun with a meeting. */
export async function givenMobilised(service: TestService, given: Committee, change: object = {}): Promise<string> {
  const { as } = given
  const appraisalId = idIn(await service.send(c.ProposeAppraisal, plan(given, change), { as: as.office }))
  await service.send(c.ApproveAppraisal, agreement(service, appraisalId), { as: as.generalOffice })
  await service.send(c.MobiliseAppraisal, { appraisalId, meeting: '动员会', heldOn: day(service) }, { as: as.office })
  return appraisalId
}

/** 问卷: a choice and a scale about the water office, and free words. */
export const survey = (service: TestService, { unit }: Committee, appraisalId: string, change: object = {}) => ({
  appraisalId,
  title: '部门工作满意度问卷',
  introduction: '不记名，请如实填写。',
  opensAt: service.clock.now().toISOString(),
  closesAt: new Date(service.clock.now().getTime() + 86_400_000).toISOString(),
  questions: [
    {
      kind: 'SINGLE' as const,
      code: 'SATISFACTION',
      unitId: unit.water,
      text: '您对区水务局的工作是否满意？',
      options: [
        { code: 'YES', text: '满意' },
        { code: 'NO', text: '不满意' },
      ],
    },
    { kind: 'SCALE' as const, code: 'SPEED', unitId: unit.water, steps: 5, text: '办事效率如何？' },
    { kind: 'TEXT' as const, code: 'WISHES', maxLength: 100, isRequired: false, text: '您有什么建议？' },
  ],
  ...change,
})

/** A questionnaire that is open, with its public address. */
export async function givenSurvey(service: TestService, given: Committee, appraisalId: string, change: object = {}) {
  const { events } = await service.send(c.PublishQuestionnaire, survey(service, given, appraisalId, change), {
    as: given.as.office,
  })
  return events[0]!.data as { questionnaireId: string; code: string }
}

export const deviceToken = () => randomBytes(16).toString('base64url')

/** Sends a sheet as a device does, and gives the status with the code of a refusal. */
export async function answerSheet(service: TestService, code: string, sheet: object) {
  const response = await service.fetch(`/supervision/questionnaires/${code}/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sheet),
  })
  const body = (await response.json()) as { code?: string }
  return response.status === 200 ? 'taken' : body.code
}

export const sheet = (token: string, satisfaction: 'YES' | 'NO' = 'YES', step = 4, words?: string) => ({
  token,
  answers: [
    { code: 'SATISFACTION', option: satisfaction },
    { code: 'SPEED', step },
    ...(words === undefined ? [] : [{ code: 'WISHES', text: words }]),
  ],
})

/** An appraisal whose units were all heard. */
export async function givenHeard(service: TestService, given: Committee, change: object = {}): Promise<string> {
  const { as } = given
  const appraisalId = await givenMobilised(service, given, change)
  const { questionnaireId } = await givenSurvey(service, given, appraisalId)
  await service.send(c.EndQuestionnaire, { questionnaireId, reason: '样本已足够' }, { as: as.office })
  await service.send(
    c.OpenHearing,
    { appraisalId, meeting: '第五次常委会会议', heldOn: day(service) },
    { as: as.office },
  )
  const { units } = await service.ask(c.AppraisalById, { appraisalId }, { as: as.office })
  for (const { unitId } of units) {
    await service.send(
      c.RecordUnitReport,
      { appraisalId, unitId, report: '一年来的主要工作。', questions: '委员询问河道保洁。' },
      { as: as.office },
    )
  }
  return appraisalId
}

export const OPTIONS = ['SATISFIED', 'BASICALLY', 'DISSATISFIED', 'UNKNOWN']
export const ITEMS = ['TEAM', 'STYLE', 'EFFICIENCY', 'SERVICE', 'INTEGRITY', 'RESULTS', 'IMAGE']

/** The same counts for every item of a unit. */
export const unitCounts = (unitId: string, ...counts: number[]) => ({
  unitId,
  items: ITEMS.map((item) => ({
    item,
    counts: OPTIONS.map((option, index) => ({ option, count: counts[index] ?? 0 })),
  })),
})

/** 计票结果: 45 of 60 came and all their ballots are valid. */
export const totals = (service: TestService, { unit }: Committee, appraisalId: string, change: object = {}) => ({
  appraisalId,
  heldOn: day(service),
  entitled: 60,
  attended: 45,
  issued: 45,
  returned: 45,
  valid: 45,
  units: [unitCounts(unit.water, 30, 10, 2, 3), unitCounts(unit.traffic, 20, 20, 5)],
  ...change,
})

export const onPaper = (...given: Parameters<typeof totals>) => ({ ...totals(...given), meeting: '第五次常委会会议' })

/** An appraisal whose result was declared. */
export async function givenScored(service: TestService, given: Committee, change: object = {}): Promise<string> {
  const appraisalId = await givenHeard(service, given, change)
  await service.send(c.RecordTotals, onPaper(service, given, appraisalId), { as: given.as.office })
  await service.send(c.DeclareAppraisalResult, { appraisalId }, { as: given.as.chair })
  return appraisalId
}

/** An appraisal whose letters were all sent. */
export async function givenLetters(service: TestService, given: Committee): Promise<string> {
  const { as, unit } = given
  const appraisalId = await givenScored(service, given)
  for (const unitId of [unit.water, unit.traffic]) {
    await service.send(
      c.DraftOpinionLetter,
      { appraisalId, unitId, documentNumber: '协评〔2022〕3号', letter: '一、加快管网改造。' },
      { as: as.office },
    )
    await service.send(c.CountersignOpinionLetter, { appraisalId, unitId }, { as: as.chair })
  }
  return appraisalId
}
