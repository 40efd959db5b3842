import { createHash, randomUUID } from 'node:crypto'
import { joint, supervision } from '@lianxie/contracts'
import { verifyEvidence } from '@lianxie/joint-protocol'
import { replayEquality } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { carry, found, meet, office, sampleFact, type Side, startSide, textOf } from './world.ts'

let city: Side
let north: Side
let south: Side
let sides: Side[]
let compactId: string
let templateId: string

const template = {
  topic: '河湖长制落实情况',
  form: 'TOPICAL' as const,
  year: 2022,
  startsOn: '2022-03-01',
  endsOn: '2022-12-31',
  indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
}
const report = {
  revision: 1,
  state: 'REPORTED' as const,
  visits: 3,
  findings: 5,
  listed: 4,
  verified: 2,
  indicators: [{ code: 'W1', value: 7 }],
  reportSha256: 'a'.repeat(64),
  approvedOn: '2022-11-01',
}

/** 审定: supervision tells of the report on the own project of a template. */
async function approve({ service }: Side, more: object = {}): Promise<void> {
  const facts = { projectId: randomUUID(), templateId, ...report, textSha256: undefined, ...more }
  await service.emit(sampleFact(supervision.LevelReportApproved, facts))
  const { db } = service.running.runtime
  await service.until(async () => {
    const row = await db.selectFrom('own_level_report').select('revision').executeTakeFirst()
    return row?.revision === facts.revision
  })
}

const refusedAs = async ({ service }: Side, command: typeof joint.DraftSupervisionLevel, body: object = {}) =>
  (await service.try(command, { compactId, templateId, ...body }, { as: office })).body.code

const levelsOf = async ({ service }: Side) => {
  const { items } = await service.ask(joint.SupervisionTemplates, { compactId, templateId }, { as: office })
  return items[0]!.levels.map(({ committee, revision, verified, text }) => ({ committee, revision, verified, text }))
}

const dutiesOf = ({ service }: Side, params: Partial<z.input<typeof joint.LevelDuties.params>> = {}) =>
  service.ask(joint.LevelDuties, { compactId, ...params }, { as: office })
const owing = async (side: Side, params: Parameters<typeof dutiesOf>[1] = {}) =>
  (await dutiesOf(side, params)).items.map(({ committee }) => committee)

const inOrder = <R extends { committee: string }>(rows: R[]) =>
  rows.toSorted((a, b) => (a.committee < b.committee ? -1 : 1))

beforeAll(async () => {
  sides = await Promise.all([startSide('苏州市'), startSide('吴江区'), startSide('相城区')])
  ;[city, north, south] = sides as [Side, Side, Side]
  compactId = await found(
    sides,
    await textOf(sides, { name: '市区两级联动民主监督', kind: 'vertical', upper: city.committee }),
  )
}, 120_000)
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

describe('多级联动监督', () => {
  test('the upper side publishes its template to all levels, and no lower side publishes one', async () => {
    const refused = await north.service.try(joint.DraftSupervisionTemplate, { compactId, ...template }, { as: office })
    expect([refused.status, refused.body.code]).toEqual([403, 'level.not_upper'])
    const draft = await city.prepare(joint.DraftSupervisionTemplate, { compactId, ...template })
    expect(JSON.parse(draft.content)).toEqual({ act: 'supervision-template', ...template })
    expect(draft.recipients).toEqual(sides.map(({ committee }) => committee).sort())

    templateId = await city.let(draft)
    await carry(compactId, city, north, south)

    for (const { service } of sides) {
      const [told] = await service.until(async () => {
        const events = await service.events(joint.SupervisionTemplatePublished)
        return events.length > 0 && events
      })
      expect(told).toEqual({
        compactId,
        templateId,
        compactName: '市区两级联动民主监督',
        side: city.committee,
        ...template,
      })
    }
  })

  test('the upper side sees which levels owe a report, since when and until when; a level sees itself alone', async () => {
    const { items: templates } = await city.service.ask(joint.SupervisionTemplates, { compactId }, { as: office })
    const both = [north, south].map(({ committee }) => committee).sort()

    const { items, total } = await dutiesOf(city)

    expect(total).toBe(2)
    expect(items).toEqual(
      both.map((committee) => ({
        compactId,
        compactName: '市区两级联动民主监督',
        templateId,
        topic: template.topic,
        upper: city.committee,
        committee,
        committeeName: `政协${committee === north.committee ? '吴江区' : '相城区'}委员会`,
        own: false,
        since: templates[0]!.at,
        due: '2022-12-31',
        overdue: expect.any(Boolean),
      })),
    )
    expect(await owing(north)).toEqual([north.committee])
    expect((await dutiesOf(north)).items[0]).toMatchObject({ own: true })
  })

  test('duties are due by the day, overdue behind it, and come by the page', async () => {
    const both = [north, south].map(({ committee }) => committee).sort()
    const before = city.service.clock.now()
    city.service.clock.set(new Date('2022-12-31T15:59:59.000Z'))
    expect(await owing(city, { overdue: 'true' })).toEqual([])
    city.service.clock.set(new Date('2022-12-31T16:00:00.000Z'))
    expect(await owing(city, { overdue: 'true' })).toEqual(both)
    city.service.clock.set(before)

    expect(await owing(city, { dueBy: '2022-12-30' })).toEqual([])
    expect(await owing(city, { dueBy: '2022-12-31', committee: north.committee })).toEqual([north.committee])
    expect(await owing(city, { templateId: 'f'.repeat(64) })).toEqual([])
    const first = await dutiesOf(city, { limit: 1 })
    expect(first.items.map(({ committee }) => committee)).toEqual(both.slice(0, 1))
    expect(await owing(city, { limit: 1, cursor: first.next })).toEqual(both.slice(1))
  })

  test('a level sends up what supervision approved and nothing else, to the upper side alone', async () => {
    expect(await refusedAs(north, joint.DraftSupervisionLevel)).toBe('level.not_approved')
    await approve(north)
    expect((await dutiesOf(north)).items).toMatchObject([{ committee: north.committee, approvedRevision: 1 }])
    expect((await dutiesOf(city)).items.find(({ committee }) => committee === north.committee)).not.toHaveProperty(
      'approvedRevision',
    )
    expect(await refusedAs(north, joint.DraftSupervisionLevel, { publicText: '未经审定' })).toBe('level.other_text')
    expect(await refusedAs(north, joint.DraftSupervisionLevel, { templateId: 'f'.repeat(64) })).toBe('entry.not_found')
    const draft = await north.prepare(joint.DraftSupervisionLevel, { compactId, templateId })

    expect(JSON.parse(draft.content)).toEqual({
      act: 'supervision-level',
      template: templateId,
      ...report,
      text: null,
    })
    expect(draft.recipients).toEqual([city.committee, north.committee].sort())
    await north.let(draft)
    await meet(compactId, sides)
    expect(await refusedAs(north, joint.DraftSupervisionLevel)).toBe('level.reported')
    expect(await refusedAs(city, joint.DraftSupervisionLevel)).toBe('level.not_lower')
    expect(await levelsOf(south)).toEqual([])
    expect(await owing(city)).toEqual([south.committee])
    expect(await owing(north)).toEqual([])
    expect(await owing(south)).toEqual([south.committee])
  })

  test('the upper side sees the levels side by side, each with the text that was approved for it', async () => {
    const publicText = '全区排查河道 12 条。'
    const textSha256 = createHash('sha256').update(publicText, 'utf8').digest('hex')
    await approve(south, { verified: 4, textSha256 })
    expect(await refusedAs(south, joint.DraftSupervisionLevel)).toBe('level.other_text')
    await south.release(joint.DraftSupervisionLevel, { compactId, templateId, publicText })
    await meet(compactId, sides)

    expect(await levelsOf(city)).toEqual(
      inOrder([
        { committee: north.committee, revision: 1, verified: 2, text: undefined },
        { committee: south.committee, revision: 1, verified: 4, text: publicText },
      ]),
    )
    const told = await city.service.until(async () => {
      const events = await city.service.events(joint.SupervisionLevelReported)
      return events.length === 2 && events
    })
    expect(Object.fromEntries(told.map(({ side, hasText }) => [side, hasText]))).toEqual({
      [north.committee]: false,
      [south.committee]: true,
    })
    expect(JSON.stringify(told)).not.toContain(publicText)
  })

  test('a correction is a new revision, and a draft of the earlier one does not leave any more', async () => {
    await approve(north, { revision: 2, verified: 3 })
    const early = await north.prepare(joint.DraftSupervisionLevel, { compactId, templateId })
    await approve(north, { revision: 3, verified: 4 })
    const late = await north.service.try(
      joint.ReleaseDraft,
      { draftId: early.draftId, contentHash: early.contentHash },
      { as: office },
    )
    expect(late.body.code).toBe('level.superseded')
    expect((await dutiesOf(north)).items).toMatchObject([{ approvedRevision: 3, toldRevision: 1 }])
    expect(await owing(city)).toEqual([])

    await north.release(joint.DraftSupervisionLevel, { compactId, templateId })
    await meet(compactId, sides)
    expect(await levelsOf(city)).toContainEqual({
      committee: north.committee,
      revision: 3,
      verified: 4,
      text: undefined,
    })
  })

  test('anybody verifies the report of a level offline', async () => {
    const { items } = await city.service.ask(joint.SupervisionTemplates, { compactId }, { as: office })
    const { entryId } = items[0]!.levels.find(({ committee }) => committee === north.committee)!
    const { file } = await city.service.ask(joint.SupervisionEvidence, { compactId, entryId }, { as: office })

    expect(verifyEvidence(Buffer.from(file))).toMatchObject({ ok: true, title: '层级监督报告' })
    const none = await city.service.tryAsk(
      joint.SupervisionEvidence,
      { compactId, entryId: 'f'.repeat(64) },
      { as: office },
    )
    expect([none.status, none.body.code]).toEqual([404, 'entry.not_found'])
  })

  test('a compact that does not list summaries, or public texts, hears of neither', async () => {
    const silent = await found(
      sides,
      await textOf(sides, { name: '只发模板', kind: 'vertical', upper: city.committee, crossing: ['JOINT'] }),
    )
    const other = await city.release(joint.DraftSupervisionTemplate, { compactId: silent, ...template })
    await carry(silent, city, north)
    await north.service.emit(
      sampleFact(supervision.LevelReportApproved, {
        projectId: randomUUID(),
        ...report,
        templateId: other,
        textSha256: undefined,
      }),
    )
    const draft = () =>
      north.service.try(joint.DraftSupervisionLevel, { compactId: silent, templateId: other }, { as: office })
    await north.service.until(async () => (await draft()).body.code !== 'level.not_approved')

    expect((await draft()).body.code).toBe('class.not_listed')
    expect(await owing(city, { compactId: silent })).toEqual([])
    expect(await owing(north, { compactId: silent })).toEqual([])
    expect((await north.service.ask(joint.Drafts, { compactId: silent }, { as: office })).items).toEqual([])
  })

  test('after a restart nothing is told twice, and a rebuild gives the same tables', async () => {
    const before = await city.service.events(joint.SupervisionLevelReported)
    await city.restart()
    await city.service.ask(joint.Entries, { compactId }, { as: office })

    expect((await replayEquality(city.service, city.definition)).differences).toEqual([])
    expect((await replayEquality(north.service, north.definition)).differences).toEqual([])
    expect(await city.service.events(joint.SupervisionLevelReported)).toHaveLength(before.length)
  })
})
