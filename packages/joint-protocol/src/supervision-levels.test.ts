import { expect, test } from 'vitest'
import { evidenceOf, readEvidence } from './evidence.ts'
import type { Draft } from './member/member-api.ts'
import { createWorld, settle, type World } from './testing/world.ts'
import { verifyEvidence } from './verify-evidence.ts'

const committees = ['city', 'north', 'south']
const text = { kind: 'vertical' as const, upper: 'city', crossing: ['JOINT' as const, 'PARTNER_SUMMARY' as const] }
const world = (more: object = {}) => createWorld({ committees, text: { ...text, ...more }, sealed: true })

const template: Draft = {
  kind: 'outcome',
  audience: committees,
  body: {
    act: 'supervision-template',
    topic: '河湖长制落实情况',
    form: 'TOPICAL',
    year: 2022,
    startsOn: '2022-03-01',
    endsOn: '2022-12-31',
    indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
  },
}
const level = (id: string, side: string, more: object = {}): Draft => ({
  kind: 'outcome',
  audience: ['city', side].sort(),
  body: {
    act: 'supervision-level',
    template: id,
    revision: 1,
    state: 'REPORTED',
    visits: 3,
    findings: 5,
    listed: 4,
    verified: 2,
    indicators: [{ code: 'W1', value: 7 }],
    reportSha256: 'a'.repeat(64),
    approvedOn: '2022-11-01',
    text: null,
    ...more,
  },
})

const act = async (w: World, side: string, draft: Draft) => {
  await settle(w)
  const { id } = await w.side(side).member.act(draft)
  await settle(w)
  return id
}

const plainOf = (w: World, side: string) =>
  new Map(w.side(side).store.rows.flatMap(({ entry }) => (entry.opened ? [[entry.id, entry.opened] as const] : [])))

test('each level reports on the template of the upper side, which alone reads them side by side', async () => {
  const w = await world()
  const id = await act(w, 'city', template)
  await act(w, 'north', level(id, 'north'))
  await act(w, 'south', level(id, 'south', { findings: 9 }))
  await act(w, 'north', level(id, 'north', { revision: 2, verified: 4 }))

  const read = (side: string) =>
    w
      .side(side)
      .member.view.supervisionLevels()
      .map((one) => [one.side, one.body.revision, one.body.verified])

  expect(read('city')).toEqual([
    ['north', 2, 4],
    ['south', 1, 2],
  ])
  expect(read('north')).toEqual([['north', 2, 4]])
  expect(w.side('south').member.view.supervisionTemplates()).toMatchObject([{ entry: id, side: 'city' }])
  expect(new Set(committees.map((side) => w.side(side).member.view.digest())).size).toBe(1)
})

test('a lower side publishes no template, the upper one reports on no level, and a level reports to the upper side', async () => {
  const w = await world()
  await expect(act(w, 'north', template)).rejects.toThrow('template.not_upper')
  const id = await act(w, 'city', template)

  await expect(act(w, 'city', level(id, 'north'))).rejects.toThrow('level.not_lower')
  await expect(act(w, 'north', { ...level(id, 'north'), audience: ['north', 'south'] })).rejects.toThrow(
    'ref.wrong_audience',
  )
  await expect(act(w, 'north', level('f'.repeat(64), 'north'))).rejects.toThrow('ref.unknown')
  await expect(act(w, 'north', level(id, 'north', { indicators: [{ code: 'X', value: 1 }] }))).rejects.toThrow(
    'level.unknown_indicator',
  )
  await expect(act(w, 'north', level(id, 'north', { verified: 5 }))).rejects.toThrow('entry.bad_body')
})

test('what the compact does not list does not cross: counts, and the public text beside them', async () => {
  const silent = await world({ crossing: ['JOINT'] })
  const id = await act(silent, 'city', template)
  await expect(act(silent, 'north', level(id, 'north'))).rejects.toThrow('class.not_listed')

  const counting = await world()
  const other = await act(counting, 'city', template)
  await expect(act(counting, 'north', level(other, 'north', { text: '公开摘要' }))).rejects.toThrow('class.not_listed')

  const open = await world({ crossing: ['PUBLIC', 'JOINT', 'PARTNER_SUMMARY'] })
  const third = await act(open, 'city', template)
  await act(open, 'north', level(third, 'north', { text: '公开摘要' }))
  expect(open.side('city').member.view.supervisionLevels()[0]!.body.text).toBe('公开摘要')
})

test('between equals there are neither templates nor levels', async () => {
  const w = await createWorld({ sealed: true, text: { crossing: ['JOINT', 'PARTNER_SUMMARY'] } })
  const audience = ['jiashan', 'qingpu', 'wujiang']

  await expect(act(w, 'wujiang', { ...template, audience })).rejects.toThrow('template.not_upper')
  await expect(act(w, 'wujiang', { ...level('f'.repeat(64), 'wujiang'), audience })).rejects.toThrow('level.not_lower')
})

test('the evidence of a level holds its template and no other level, and one byte breaks it', async () => {
  const w = await world()
  const id = await act(w, 'city', template)
  const other = await act(w, 'south', level(id, 'south'))
  const report = await act(w, 'north', level(id, 'north'))
  const bytes = evidenceOf(w.side('city').member.view, w.founding, report, plainOf(w, 'city'))

  const verified = verifyEvidence(bytes)

  expect(verified).toMatchObject({ ok: true, title: '层级监督报告', signedBy: [{ committee: 'north', entry: report }] })
  expect(verified.steps.find(({ name }) => name === 'result')!.zh).toContain(
    '走访 3 次，问题 5 个，列入清单 4 个，销号 2 个',
  )
  const disclosed = readEvidence(bytes)!.opened
  expect([...disclosed.keys()].sort()).toEqual([id, report].sort())
  expect(disclosed.has(other)).toBe(false)
  for (let at = 0; at < bytes.length; at += 211) {
    const damaged = Uint8Array.from(bytes)
    damaged[at]! ^= 1
    expect({ at, ok: verifyEvidence(damaged).ok }).toEqual({ at, ok: false })
  }
})
