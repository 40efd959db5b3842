import { joint, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, day, givenCommittee, givenPlanned, refusalOf, tell } from './given.ts'
import {
  COMPACT,
  givenListedOfTemplate,
  givenOfTemplate,
  givenProposed,
  givenTemplate,
  prepared,
  submit,
  UPPER,
} from './level-given.ts'
import { check, rectify } from './rectification-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const preview = (projectId: string) => service.ask(c.LevelReport, { projectId }, { as: given.as.office })
type Reported = Parameters<typeof prepared>[0]
const prepare = (project: Reported, more: object = {}) =>
  refusalOf(service.try(c.PrepareLevelReport, prepared(project, more), { as: given.as.office }))
const approve = (projectId: string, contentHash: string, as = given.as.generalOffice) =>
  refusalOf(service.try(c.ApproveLevelReport, { projectId, contentHash }, { as }))
const approvedOf = async (projectId: string) =>
  (await service.events(c.LevelReportApproved)).filter((event) => event.projectId === projectId)

test('the own project of a template has its topic, period and indicators, and there is one at a time', async () => {
  const { as, unit } = given
  const templateId = await givenTemplate(service)
  const propose = () =>
    refusalOf(service.try(c.ProposeFromTemplate, { templateId, unitIds: [unit.water] }, { as: as.office }))
  const both = await Promise.all([propose(), propose()])
  expect(both.toSorted()).toEqual(['done', 'template.taken'])

  const { items } = await service.ask(c.LevelTemplates, { taken: 'true' }, { as: as.office })
  const { projectId } = items.find((item) => item.templateId === templateId)!
  expect(await service.ask(c.ProjectById, { projectId: projectId! }, { as: as.office })).toMatchObject({
    topic: '河湖长制落实情况',
    level: 'CITY_DISTRICT',
    indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
  })
  await service.send(c.CancelProject, { projectId: projectId!, reason: '范围有误' }, { as: as.office })
  expect(await propose()).toBe('done')
  const own = await givenTemplate(service, { side: service.committee })
  expect(
    await refusalOf(service.try(c.ProposeFromTemplate, { templateId: own, unitIds: [unit.water] }, { as: as.office })),
  ).toBe('template.own')
})

test('what the template fixed is changed by nobody, what it left to the level is', async () => {
  const { as, unit, body } = given
  const templateId = await givenTemplate(service)
  const projectId = await givenProposed(service, given, templateId)
  const own = {
    form: 'TOPICAL' as const,
    topic: '河湖长制落实情况',
    level: 'CITY_DISTRICT' as const,
    year: 2022,
    startsOn: day(service),
    endsOn: day(service, 200),
    unitIds: [unit.water],
    indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
    reason: '调整监督方案',
  }
  const change = async (more: object) => {
    const { status, body: answer } = await service.try(
      c.ChangeProject,
      { projectId, ...own, ...more },
      { as: as.office },
    )
    return status < 400 ? 'done' : `${answer.code} ${answer.field}`
  }

  expect(await change({ topic: '农村生活污水治理' })).toBe('template.fixed topic')
  expect(await change({ form: 'INSPECTION' })).toBe('template.fixed form')
  expect(await change({ year: 2023 })).toBe('template.fixed year')
  expect(await change({ startsOn: day(service, 1) })).toBe('template.fixed startsOn')
  expect(await change({ endsOn: day(service, 199) })).toBe('template.fixed endsOn')
  expect(await change({ indicators: [] })).toBe('template.fixed indicators')
  expect(await change({ indicators: [{ code: 'W1', name: '排口整治数', unit: '处' }] })).toBe(
    'template.fixed indicators',
  )
  expect(await change({ level: 'OWN' })).toBe('template.fixed level')
  const wider = { unitIds: [unit.water, unit.traffic], leadBodyId: body.committee, level: 'PROVINCE_CITY_DISTRICT' }
  expect(await change(wider)).toBe('done')
  expect(await service.ask(c.ProjectById, { projectId }, { as: as.office })).toMatchObject({
    level: 'PROVINCE_CITY_DISTRICT',
    leadBodyId: body.committee,
    topic: own.topic,
    templateId,
  })
})

test('nothing goes up before the report was submitted, and no other file than that of the report', async () => {
  const { as } = given
  const listed = await givenListedOfTemplate(service, given, await givenTemplate(service))
  expect(await prepare({ ...listed, reportSha256: 'b'.repeat(64) })).toBe('supervision.wrong_state')

  const reportSha256 = await submit(service, given, listed.projectId)

  expect(await prepare({ ...listed, reportSha256: 'b'.repeat(64) })).toBe('level_report.other_file')
  expect(await prepare({ ...listed, reportSha256 })).toBe('done')
  const report = await service.ask(c.ReportById, { projectId: listed.projectId }, { as: as.office })
  expect((await preview(listed.projectId)).content.reportSha256).toBe(report.file!.sha256)
})

test('what the preview shows is what another account approves, and the numbers are those of the report', async () => {
  const { as } = given
  const templateId = await givenTemplate(service)
  const project = await givenOfTemplate(service, given, templateId)
  const { projectId, reportSha256 } = project
  expect(await prepare(project, { indicators: [{ code: 'X', value: 1 }] })).toBe('level_report.unknown_indicator')
  expect(await prepare(project, { publicText: '全区排查河道 12 条。' })).toBe('done')

  const shown = await preview(projectId)
  expect(shown).toMatchObject({
    state: 'PREPARED',
    current: true,
    publicText: '全区排查河道 12 条。',
    content: {
      revision: 1,
      state: 'REPORTED',
      visits: 1,
      findings: 2,
      listed: 1,
      verified: 0,
      indicators: [{ code: 'W1', value: 12 }],
      reportSha256,
    },
  })
  const { numbers } = await service.ask(c.ReportById, { projectId }, { as: as.chair })
  const { visits, findings, listed, verified } = shown.content
  expect({ visits, findings, listed, verified }).toEqual({
    visits: numbers!.visits,
    findings: numbers!.findings,
    listed: numbers!.listed,
    verified: numbers!.verified,
  })
  expect(await approve(projectId, 'f'.repeat(64))).toBe('level_report.changed')
  expect(await approve(projectId, shown.contentHash, as.office)).toBe('level_report.own_preparation')
  expect(await approve(projectId, shown.contentHash)).toBe('done')
  expect(await approve(projectId, shown.contentHash)).toBe('level_report.not_prepared')

  const [told] = await approvedOf(projectId)
  expect(told).toEqual({
    projectId,
    templateId,
    ...shown.content,
    approvedOn: '2022-03-07',
    textSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('what was prepared is not approved after the rows moved on; a correction is a new revision', async () => {
  const { as } = given
  const project = await givenOfTemplate(service, given, await givenTemplate(service))
  const { projectId, findingId } = project
  await prepare(project)
  const first = await preview(projectId)
  await rectify(service, given, findingId)
  await service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.first })
  expect(await preview(projectId)).toMatchObject({ current: false })
  expect(await approve(projectId, first.contentHash)).toBe('level_report.changed')

  await prepare(project)
  const second = await preview(projectId)
  expect(second).toMatchObject({ current: true, content: { revision: 1, verified: 1 } })
  expect(await approve(projectId, second.contentHash)).toBe('done')
  await prepare(project, { indicators: [{ code: 'W1', value: 13 }] })
  const late = await preview(projectId)
  await service.send(c.CloseProject, { projectId, reason: '回头看另行安排' }, { as: as.office })
  expect(await approve(projectId, late.contentHash)).toBe('level_report.changed')

  expect(await prepare(project, { indicators: [{ code: 'W1', value: 13 }] })).toBe('done')
  const third = await preview(projectId)
  expect(third.content).toMatchObject({ revision: 2, state: 'CLOSED', indicators: [{ code: 'W1', value: 13 }] })
  expect(third).not.toHaveProperty('publicText')
  expect(await approve(projectId, third.contentHash)).toBe('done')
  expect((await approvedOf(projectId)).map(({ revision }) => revision)).toEqual([1, 2])
})

test('a project of the own making sends nothing up', async () => {
  const projectId = await givenPlanned(service, given)
  expect(await prepare({ projectId, reportSha256: 'b'.repeat(64) })).toBe('level_report.no_template')
})

test('the reports of the levels stand side by side, the last of each, and the own one before it is signed', async () => {
  const { as } = given
  const templateId = await givenTemplate(service)
  const project = await givenOfTemplate(service, given, templateId)
  const { projectId } = project
  await prepare(project)
  await approve(projectId, (await preview(projectId)).contentHash)
  const { content } = await preview(projectId)
  const reported = (side: string, more: object = {}) =>
    joint.SupervisionLevelReported({
      compactId: COMPACT,
      templateId,
      entryId: 'e'.repeat(64),
      side,
      ...content,
      approvedOn: '2022-03-07',
      hasText: false,
      ...more,
    })
  const levels = async () =>
    (await service.ask(c.LevelTemplateById, { templateId }, { as: as.chair })).levels.map((level) => ({
      side: level.side,
      own: level.own,
      revision: level.report?.revision,
      approved: level.approvedRevision,
    }))
  expect(await levels()).toEqual([{ side: service.committee, own: true, revision: undefined, approved: 1 }])

  await tell(service, [
    reported('kunshan-cppcc', { revision: 2, verified: 1 }),
    reported('kunshan-cppcc', { revision: 1 }),
    reported(service.committee),
  ])
  const both = await service.until(async () => {
    const found = await levels()
    return found.filter(({ revision }) => revision !== undefined).length === 2 && found
  })
  expect(both.find(({ own }) => !own)).toMatchObject({ side: 'kunshan-cppcc', revision: 2 })
  expect(both.find(({ own }) => own)).toMatchObject({ revision: 1, approved: 1 })
  const list = await service.ask(c.LevelTemplates, { text: '河湖', limit: 1 }, { as: as.chair })
  expect(list.items).toMatchObject([{ templateId, side: UPPER, projectId, reported: 2 }])
  expect(list.next).toEqual(expect.any(String))
})

test('replaying the events into empty tables gives the same tables', async () => {
  const { differences } = await replayEquality(service, supervision)
  expect(differences).toEqual([])
})
