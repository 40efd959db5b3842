import { supervision as c } from '@lianxie/contracts'
import { supervisionHistory, supervisionHistoryPacked } from '@lianxie/sample-data'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { givenCommittee, givenVisited, refusalOf } from './given.ts'
import {
  importFile,
  importOf,
  linesOf,
  office,
  runImport,
  supervised,
  tryUpload,
  uploadHistory,
} from './history-given.ts'

const rowsOf = async (service: TestService) => {
  const { rows } = await sql<Record<'projects' | 'visits' | 'parts' | 'findings' | 'facts', number>>`
    select (select count(*)::int from project) as projects, (select count(*)::int from visit) as visits,
      (select count(*)::int from visit_participant) as parts, (select count(*)::int from finding) as findings,
      (select count(*)::int from history_fact) as facts`.execute(service.running.runtime.db)
  return rows[0]!
}
const YEAR = { projects: 34, visits: 536, parts: 100, findings: 174, facts: 1152 }

describe('the year of 江阴', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService(supervision)
  })
  afterAll(() => service?.[Symbol.asyncDispose]())

  test('is previewed, imported completely, and nothing is new when it comes again', async () => {
    const preview = await uploadHistory(service, supervisionHistoryPacked('jiangyin-cppcc'), {
      type: 'application/gzip',
    })
    expect(preview).toMatchObject({
      state: 'PREVIEW',
      lines: 1153,
      byStatus: { READY: 1152, KNOWN: 0, WRONG: 0, OTHER: 1 },
      creates: 34,
      completes: 0,
    })
    expect((await rowsOf(service)).projects).toBe(0)

    const done = await runImport(service, preview.importId)
    expect(done.progress).toEqual({ imported: 1152, known: 0, wrong: 0, left: 0 })
    expect(await rowsOf(service)).toEqual(YEAR)

    // The same facts in another file, not packed and in another order.
    const lines = supervisionHistory('jiangyin-cppcc').trimEnd().split('\n')
    const again = await uploadHistory(service, lines.toReversed().join('\n'))
    expect(again).toMatchObject({ byStatus: { READY: 0, KNOWN: 1152, WRONG: 0 }, creates: 0, completes: 0 })
    const { body } = await service.try(c.StartHistoryImport, { importId: again.importId }, { as: office })
    expect(body.code).toBe('history.nothing_ready')
    expect(await rowsOf(service)).toEqual(YEAR)
  })

  test('is recorded as imported, with the times at which it happened and those at which it was written', async () => {
    const { rows } = await sql<{ payload: Buffer }>`
      select payload from event where type = 'supervision.history-finding-raised'`.execute(service.running.runtime.db)
    const envelopes = rows.map(({ payload }) => JSON.parse(payload.toString()))
    const now = service.clock.now().getTime()

    expect(envelopes).toHaveLength(174)
    expect(envelopes.every(({ provenance, time }) => provenance === 'imported' && time.startsWith('2022-'))).toBe(true)
    expect(envelopes.every(({ time, data }) => time === data.occurredAt && data.source.line > 0)).toBe(true)
    expect(envelopes.every(({ recordedtime }) => Math.abs(Date.parse(recordedtime) - now) < 600_000)).toBe(true)
  })

  test('equals a replay of its events, and no event tells what the file calls a member', async () => {
    const { differences } = await replayEquality(service, supervision)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from event where convert_from(payload, 'UTF8') like '%jiangyin-cppcc:m:%'`.execute(
      service.running.runtime.db,
    )
    const { db } = service.running.runtime
    const members = await db.selectFrom('history_actor').selectAll().where('kind', '=', 'MEMBER').execute()

    expect(differences).toEqual([])
    expect(rows).toEqual([{ n: 0 }])
    expect(members).toHaveLength(94)
    expect(members.every(({ ref, name }) => /:m:\d{4}$/.test(ref ?? '') && name === null)).toBe(true)
  })

  test('a later file completes what an earlier one began, and its lines say where they went', async () => {
    await importFile(service, linesOf(supervised('later')))
    const rest = [
      { on: '2022-04-20', fact: 'finding-rectified', id: 'later:f1' },
      { on: '2022-04-25', fact: 'finding-verified', id: 'later:f1', passed: false },
      { on: '2022-05-10', fact: 'finding-rectified', id: 'later:f1' },
      { on: '2022-05-20', fact: 'finding-verified', id: 'later:f1', passed: true },
      { on: '2022-06-01', fact: 'supervision-reported', id: 'later' },
    ]

    const preview = await uploadHistory(service, linesOf([...supervised('later'), ...rest]))
    expect(preview).toMatchObject({ byStatus: { READY: 5, KNOWN: 3, WRONG: 0 }, creates: 0, completes: 1 })
    await runImport(service, preview.importId)

    const { db } = service.running.runtime
    const finding = await db
      .selectFrom('finding')
      .innerJoin('history_finding', 'history_finding.finding_id', 'finding.id')
      .select(['state', 'round', 'reopened', 'told_late', 'project_id'])
      .where('ref', '=', 'later:f1')
      .executeTakeFirstOrThrow()
    expect(finding).toMatchObject({ state: 'VERIFIED', round: 2, reopened: 1, told_late: null })
    const { items } = await importOf(service, preview.importId, { only: 'DONE' })
    expect(items.map(({ projectId }) => projectId)).toEqual(Array.from({ length: 5 }, () => finding.project_id))
    const project = await service.ask(c.ProjectById, { projectId: finding.project_id }, { as: office })
    expect(project).toMatchObject({ state: 'REPORTED', origin: 'IMPORTED', visits: 1, findings: 1 })
  })
})

test('each wrong line says in both languages what is wrong, and is left out when asked to', async () => {
  await using service = await startTestService(supervision)
  const found = { subject: '排口', severity: '一般', unit: '区水务局' }
  const file = [
    linesOf(supervised('a')),
    'no json',
    linesOf([
      { on: '2022-03-01', fact: 'supervision-started', id: 'a', subject: '另一个主题' },
      { on: '2022-03-09', fact: 'finding-verified', id: 'a:f1', passed: true },
      { on: '2022-03-09', fact: 'finding-raised', id: 'a:f9', ...found, due: '2022-03-01' },
      { on: '2022-03-09', fact: 'finding-rectified', id: 'b:f1' },
      { on: '2022-03-09', fact: 'supervision-reported', id: 'b' },
      { on: '2022-03-05', fact: 'supervision-visit', id: 'a:a2', activity: 'a', member: 'm1' },
      { on: '2099-03-05', fact: 'supervision-reported', id: 'a' },
      { on: '2022-03-09', fact: 'finding-raised', id: 'a:f2', subject: '排口', severity: '很重', unit: '' },
      { on: '2022-03-09', fact: 'consultation-held', id: 'c', kind: 'topical', subject: '乡村振兴' },
    ]),
  ].join('\n')

  const { importId, byStatus } = await uploadHistory(service, file)
  const { items } = await importOf(service, importId, { only: 'WRONG' })
  const held = await refusalOf(service.try(c.StartHistoryImport, { importId }, { as: office }))
  const done = await runImport(service, importId, true)

  expect(byStatus).toMatchObject({ READY: 3, WRONG: 9, OTHER: 1 })
  expect(items.map(({ line, errors }) => [line, errors[0]!.code, errors[0]!.field])).toEqual([
    [4, 'history.not_json', undefined],
    [5, 'history.changed', undefined],
    [6, 'history.not_rectified', 'fact'],
    [7, 'history.order', 'due'],
    [8, 'history.unknown_finding', 'id'],
    [9, 'history.unknown_project', 'id'],
    [10, 'history.step_told', 'member'],
    [11, 'history.future', 'at'],
    [12, 'history.invalid', 'severity'],
  ])
  expect(
    items.every(({ errors }) => errors.every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && /[a-z]/.test(en))),
  ).toBe(true)
  expect(held).toBe('history.has_wrong')
  expect(done.progress).toMatchObject({ imported: 3, wrong: 0 })
})

test('what is handled here is never touched, and what was imported is never handled', async () => {
  await using service = await startTestService(supervision)
  const given = await givenCommittee(service)
  const live = await givenVisited(service, given)
  const [findingId] = live.findingIds
  const file = linesOf([
    { on: '2022-03-01', fact: 'supervision-reported', id: live.projectId },
    { on: '2022-03-05', fact: 'supervision-visit', id: 'x', activity: live.projectId, member: 'm1' },
    { on: '2022-03-09', fact: 'finding-rectified', id: findingId! },
    ...supervised('a'),
  ])

  const { importId } = await uploadHistory(service, file)
  const wrong = (await importOf(service, importId, { only: 'WRONG' })).items
  await runImport(service, importId, true)
  const { items } = await service.ask(c.Projects, { origin: 'IMPORTED' }, { as: office })
  const [imported] = items

  expect(wrong.map(({ errors }) => errors[0]!.code)).toEqual(
    Array.from({ length: 3 }, () => 'history.live_supervision'),
  )
  expect(items).toHaveLength(1)
  const { projectId } = imported!
  const asked = [
    service.try(c.GatherFindings, { projectId }, { as: given.as.office }),
    service.try(c.CancelProject, { projectId, reason: '不再办理' }, { as: given.as.office }),
  ]
  expect(await Promise.all(asked.map(refusalOf))).toEqual(['supervision.imported', 'supervision.imported'])
  // A unit that the directory knows by its name is that unit.
  const { db } = service.running.runtime
  const found = await db.selectFrom('finding').select('unit_id').where('origin', '=', 'IMPORTED').execute()
  expect(found).toEqual([{ unit_id: given.unit.water }])
  expect((await replayEquality(service, supervision)).differences).toEqual([])
})

test('an import goes on after a restart in its midst, and every fact is in exactly once', async () => {
  await using service = await startTestService(supervision)
  const { importId } = await uploadHistory(service, supervisionHistory('jiangyin-cppcc'))
  await service.send(c.StartHistoryImport, { importId }, { as: office })
  const reached = async () => {
    const { db } = service.running.runtime
    const run = await db.selectFrom('history_import').select('through').where('id', '=', importId).executeTakeFirst()
    return run && run.through > 0 ? run : undefined
  }

  await service.until(reached)
  await service.restart()
  const before = await reached()
  const done = await service.until(async () => {
    const found = await importOf(service, importId, { limit: 1 })
    return found.state === 'FINISHED' && found
  }, 25_000)

  expect(before!.through).toBeLessThan(1152)
  expect(done.progress).toEqual({ imported: 1152, known: 0, wrong: 0, left: 0 })
  expect(await rowsOf(service)).toEqual(YEAR)
})

test('a table of past years is one finding a row; rows of one topic are one supervision', async () => {
  await using service = await startTestService(supervision)
  const table = [
    '年份,监督主题,监督形式,小组编号,开展日期,报告日期,问题类别,严重程度,责任单位,发现日期,整改期限,整改日期,核查日期,核查结果,备注',
    '2021,河道保洁,专项监督,2,2021-03-01,2021-06-01,排口,较重,区水务局,2021-03-08,2021-04-07,2021-04-01,2021-04-06,通过,甲',
    '2021,河道保洁,专项监督,2,2021-03-01,2021-06-01,垃圾,一般,区城管局,2021-03-08,2021-04-07,2021-05-01,,,',
    '2021,学校食堂,民主评议,,2021-09-01,,,,,,,,,,',
    '2021,无单位,专项监督,,2021-09-01,,排口,一般,,,,,,,',
  ].join('\n')

  const preview = await uploadHistory(service, `\uFEFF${table}\n`, { type: 'text/csv' })
  const { items } = await importOf(service, preview.importId, { only: 'WRONG' })
  await runImport(service, preview.importId, true)
  const again = await uploadHistory(service, `\uFEFF${table}\n`, { type: 'text/csv' })

  expect(preview).toMatchObject({ format: 'TABLE', lines: 4, creates: 2, ignoredColumns: ['备注'] })
  expect(items.map(({ line, errors }) => [line, errors[0]!.field])).toEqual([[5, 'unit']])
  expect(await rowsOf(service)).toMatchObject({ projects: 2, findings: 2 })
  expect(again.byStatus).toMatchObject({ READY: 0, KNOWN: preview.byStatus.READY })
  const { figures, late } = await service.ask(c.SupervisionStatistics, { year: 2021 }, { as: office })
  const of = (code: string) => figures.find((one) => one.code === code)
  expect(of('VERIFIED')).toMatchObject({ n: 1, d: 2 })
  // It was late when it was put right.
  expect(of('OVERDUE')).toMatchObject({ n: 0, d: 2 })
  expect(late).toMatchObject({ n: 1, d: 2 })
})

test('only the offices upload, and what is no such file is refused', async () => {
  await using service = await startTestService(supervision)

  for (const role of ['MEMBER', 'UNIT_HANDLER', 'CHAIR', 'STAFF_PROPOSAL', 'ANALYST'] as const)
    expect((await tryUpload(service, '{}', { as: account(role) })).body.code).toBe('auth.forbidden')
  expect((await tryUpload(service, '\n', {})).body.code).toBe('history.empty')
  expect((await tryUpload(service, 'x', { type: 'text/plain' })).body.code).toBe('request.media_type')
})
