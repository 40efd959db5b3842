import { joint, supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, givenCommittee, givenPlanned, refusalOf, tell } from './given.ts'
import { COMPACT, givenOfTemplate, givenTemplate, prepared, UPPER } from './level-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const preview = (projectId: string) => service.ask(c.LevelReport, { projectId }, { as: given.as.office })
const prepare = (projectId: string, more: object = {}) =>
  refusalOf(service.try(c.PrepareLevelReport, prepared(projectId, more), { as: given.as.office }))
const approve = (projectId: string, contentHash: string) =>
  refusalOf(service.try(c.ApproveLevelReport, { projectId, contentHash }, { as: given.as.office }))
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

test('what the preview shows is what is approved, and the numbers are those of the rows', async () => {
  const templateId = await givenTemplate(service)
  const projectId = await givenOfTemplate(service, given, templateId)
  expect(await prepare(projectId, { indicators: [{ code: 'X', value: 1 }] })).toBe('level_report.unknown_indicator')
  expect(await prepare(projectId, { publicText: '全区排查河道 12 条。' })).toBe('done')

  const shown = await preview(projectId)
  expect(shown).toMatchObject({
    state: 'PREPARED',
    current: true,
    publicText: '全区排查河道 12 条。',
    content: {
      revision: 1,
      state: 'FINDINGS',
      visits: 1,
      findings: 2,
      listed: 0,
      verified: 0,
      indicators: [{ code: 'W1', value: 12 }],
      reportSha256: 'b'.repeat(64),
    },
  })
  expect(await approve(projectId, 'f'.repeat(64))).toBe('level_report.changed')
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

test('what was prepared is not approved after the project moved on; a correction is a new revision', async () => {
  const { as } = given
  const projectId = await givenOfTemplate(service, given, await givenTemplate(service))
  await prepare(projectId)
  const first = await preview(projectId)
  await service.send(c.ResumeVisits, { projectId, reason: '补充走访' }, { as: as.office })
  expect(await preview(projectId)).toMatchObject({ current: false })
  expect(await approve(projectId, first.contentHash)).toBe('supervision.wrong_state')
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  expect(await approve(projectId, first.contentHash)).toBe('done')

  expect(await prepare(projectId, { indicators: [{ code: 'W1', value: 13 }] })).toBe('done')
  const second = await preview(projectId)
  expect(second.content).toMatchObject({ revision: 2, indicators: [{ code: 'W1', value: 13 }] })
  expect(second).not.toHaveProperty('publicText')
  expect(await approve(projectId, second.contentHash)).toBe('done')
  expect((await approvedOf(projectId)).map(({ revision }) => revision)).toEqual([1, 2])
})

test('a project of the own making sends nothing up', async () => {
  const projectId = await givenPlanned(service, given)
  expect(await prepare(projectId)).toBe('level_report.no_template')
})

test('the reports of the levels stand side by side, the last of each, and the own one before it is signed', async () => {
  const { as } = given
  const templateId = await givenTemplate(service)
  const projectId = await givenOfTemplate(service, given, templateId)
  await prepare(projectId)
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
