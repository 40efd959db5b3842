import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { consultations, joint, type ServiceName, supervision as c } from '@lianxie/contracts'
import { RefusedError } from '@lianxie/client'
import { verifyEvidence } from '@lianxie/joint-protocol'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../src/demo/side.ts'
import { findNatsProgram } from '../src/nats-program.ts'
import { type JointRigs, startJointRigs, startRig } from '../src/rig/index.ts'
import {
  daysOn,
  givenDirectory,
  givenPlanItem,
  type Level,
  type LowerLevel,
  openLevel,
  superviseTo,
  today,
} from './levels-fixture.ts'

// One city and two districts as they are deployed: servers of their own each, every service a process, a hub between them.
let dir: string
let rigs: JointRigs<Level>
let city: Level
let north: LowerLevel
let south: LowerLevel
let templateId: string
let reports: Map<string, Awaited<ReturnType<typeof superviseTo>>>
const entries = new Map<string, string>()
const life = new AsyncDisposableStack()

const COMMITTEES = ['suzhou-cppcc', 'wujiang-cppcc', 'xiangcheng-cppcc'] as const
/** The district whose plan has the item starts consultations too. */
const SERVICES: Record<string, readonly ServiceName[]> = {
  'suzhou-cppcc': ['supervision', 'joint'],
  'wujiang-cppcc': ['directory', 'consultations', 'supervision', 'joint'],
  'xiangcheng-cppcc': ['directory', 'supervision', 'joint'],
}
const TOPIC = '河湖长制落实情况'
const silent = () => undefined

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lianxie-levels-'))
  life.defer(() => rm(dir, { recursive: true, force: true }))
  // PostgreSQL's account has to pass through it.
  await chmod(dir, 0o755)
  const program = await findNatsProgram(silent)
  rigs = await startJointRigs<Level>({
    name: '市区两级联动民主监督',
    dir,
    program,
    log: silent,
    committees: COMMITTEES,
    compact: { kind: 'vertical', upper: COMMITTEES[0], crossing: ['PUBLIC', 'JOINT', 'PARTNER_SUMMARY'] },
    async startRig(committee) {
      const rig = await startRig({
        committee,
        dir: join(dir, committee),
        services: SERVICES[committee]!,
        env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(dir, 'compile-cache') },
        log: silent,
        ...(program && { program }),
      })
      life.defer(() => rig.stop())
      return rig
    },
    sideOf: openLevel,
    founderOf: ({ as }) => ({ office: as('STAFF_OFFICE'), chair: as('CHAIR') }),
  })
  life.use(rigs)
  city = rigs.sides[0]
  await Promise.all(
    rigs.sides.map(({ as }) => as('OPS').send(joint.ConnectHub, { compactId: rigs.compactId, url: rigs.hub.url })),
  )
  ;[north, south] = (await Promise.all(rigs.sides.slice(1).map(givenDirectory))) as [LowerLevel, LowerLevel]
})
afterAll(() => life.disposeAsync())

const templatesAt = ({ as }: Level) =>
  as('STAFF_CONSULTATION').ask(joint.SupervisionTemplates, { compactId: rigs.compactId, templateId })
const owing = async ({ as }: Level) =>
  (await as('STAFF_CONSULTATION').ask(joint.LevelDuties, {})).items.map(({ committee }) => committee)
const refusalOf = (request: Promise<unknown>) =>
  request.then(
    () => 'answered',
    (error: unknown) => {
      if (error instanceof RefusedError) return error.code
      throw error
    },
  )

test('the template of the upper committee comes down to every level, and each of them owes a report', async () => {
  templateId = await city.release(joint.DraftSupervisionTemplate, {
    compactId: rigs.compactId,
    topic: TOPIC,
    form: 'TOPICAL',
    year: Number(today().slice(0, 4)),
    startsOn: today(),
    endsOn: daysOn(200),
    indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
  })

  for (const level of [north, south]) {
    const [taken] = await until(`${level.committee} to hear of the template`, async () => {
      const { items } = await level.as('STAFF_CONSULTATION').ask(c.LevelTemplates, { taken: 'false' })
      return items.length > 0 && items
    })
    expect(taken).toMatchObject({ templateId, side: city.committee, topic: TOPIC })
    expect(await owing(level)).toEqual([level.committee])
  }
  expect(await owing(city)).toEqual([north.committee, south.committee].sort())
})

test('each level carries its own project to the report, and lets go what a second account approved', async () => {
  const planItemId = await givenPlanItem(north, TOPIC)
  const [first, second] = await Promise.all([
    superviseTo(north, templateId, { findings: 3, closed: 1, planItemId }),
    superviseTo(south, templateId, { findings: 4, closed: 2 }),
  ])
  reports = new Map([
    [north.committee, first],
    [south.committee, second],
  ])

  for (const [level, { projectId, report }] of [
    [north, first],
    [south, second],
  ] as const) {
    const prepared = { projectId, reportSha256: report.file!.sha256, indicators: [{ code: 'W1', value: 12 }] }
    await level.as('STAFF_CONSULTATION').send(c.PrepareLevelReport, prepared)
    const { contentHash } = await level.as('STAFF_OFFICE').ask(c.LevelReport, { projectId })
    await level.as('STAFF_OFFICE').send(c.ApproveLevelReport, { projectId, contentHash })
    const entryId = await until(`${level.committee} to let its report go`, async () => {
      const { items } = await level.as('STAFF_OFFICE').ask(joint.LevelDuties, {})
      if (items[0]?.approvedRevision !== 1) return undefined
      return level.release(joint.DraftSupervisionLevel, { compactId: rigs.compactId, templateId })
    })
    entries.set(level.committee, entryId)
  }

  await north.as('STAFF_CONSULTATION').send(c.CloseProject, { projectId: first.projectId, reason: '其余问题持续整改' })
  const item = await until('the plan of a level to show its project closed', async () => {
    const found = await north.as('STAFF_OFFICE').ask(consultations.PlanItemById, { itemId: planItemId })
    return found.projects?.some(({ state }) => state === 'CLOSED') && found
  })
  expect(item.projects).toEqual([{ projectId: first.projectId, state: 'CLOSED' }])
})

test('the counts and the hash of each report arrive signed at the upper side, as the rows of the level say', async () => {
  const levels = await until('both reports to arrive', async () => {
    const [found] = (await templatesAt(city)).items
    return found?.levels.length === 2 && found.levels
  })
  for (const level of [north, south]) {
    const { numbers, file } = reports.get(level.committee)!.report
    const { visits, findings, listed, verified } = numbers!
    expect(levels.find(({ committee }) => committee === level.committee)).toMatchObject({
      entryId: entries.get(level.committee),
      revision: 1,
      state: 'REPORTED',
      visits,
      findings,
      listed,
      verified,
      indicators: [{ code: 'W1', value: 12 }],
      reportSha256: file!.sha256,
    })
  }
  const found = new Map(
    levels.map(({ committee, findings, listed, verified }) => [committee, [findings, listed, verified]]),
  )
  expect(found).toEqual(
    new Map([
      [north.committee, [3, 2, 1]],
      [south.committee, [4, 3, 2]],
    ]),
  )

  const shown = await until('supervision at the upper side to show both', async () => {
    const found = await city.as('CHAIR').ask(c.LevelTemplateById, { templateId })
    return found.levels.length === 2 && found
  })
  expect(new Map(shown.levels.map(({ side, report }) => [side, report?.reportSha256]))).toEqual(
    new Map([...reports].map(([committee, { report }]) => [committee, report.file!.sha256])),
  )
  for (const level of [city, north, south]) expect(await owing(level)).toEqual([])
})

test('a report is read by the level and the upper side alone, and anybody verifies it offline', async () => {
  const entryId = entries.get(north.committee)!
  const evidenceAt = ({ as }: Level) =>
    as('STAFF_CONSULTATION').ask(joint.SupervisionEvidence, { compactId: rigs.compactId, entryId })
  for (const level of [city, north]) {
    const { file } = await evidenceAt(level)
    expect(verifyEvidence(Buffer.from(file))).toMatchObject({ ok: true, title: '层级监督报告' })
  }

  const kept = await until('the other level to hold the sealed entry', () => entryAt(south, entryId))
  expect(kept.opened).toBeNull()
  const { sha256 } = reports.get(north.committee)!.report.file!
  expect((await entryAt(city, entryId))!.opened!.toString('utf8')).toContain(sha256)
  expect(kept.raw.toString('utf8')).not.toContain(sha256)
  expect(await refusalOf(evidenceAt(south))).toBe('entry.not_found')
  expect((await templatesAt(south)).items[0]!.levels.map(({ committee }) => committee)).toEqual([south.committee])
})

/** The row of an entry in a level's own database. */
async function entryAt({ rig }: Level, entryId: string): Promise<{ raw: Buffer; opened: Buffer | null } | undefined> {
  const client = new pg.Client({ connectionString: rig.databaseUrlOf('joint') })
  await client.connect()
  try {
    const { rows } = await client.query('select raw, opened from entry where entry_id = $1', [entryId])
    return rows[0]
  } finally {
    await client.end()
  }
}
