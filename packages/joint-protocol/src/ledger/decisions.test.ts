import { expect, test } from 'vitest'
import { countersign, draftVersion, lapse, refuse } from '../drafts.ts'
import { recordContent, topicContent } from '../testing/contents.ts'
import { createWorld, settle, type World } from '../testing/world.ts'

const issueRecord = async (world: World, by: string, title = '纪要', amends: string[] = [], convenor = 'wujiang') => {
  const { member } = world.side(by)
  const draft = draftVersion(member.view, { kind: 'record', convenor, amends, content: recordContent(title) })
  return (await member.act(draft)).id
}

const stateAt = (world: World, side: string, version: string) => world.side(side).member.view.version(version)?.state

test('a record is effective on all sides exactly when the convenor has countersigned after all others', async () => {
  const world = await createWorld()
  const version = await issueRecord(world, 'wujiang')
  await settle(world)
  await world.side('qingpu').member.act(countersign(version))
  await settle(world)
  expect(stateAt(world, 'wujiang', version)).toBe('COUNTERSIGNING')
  await expect(world.side('wujiang').member.act(countersign(version))).rejects.toThrow('answer.others_missing')

  await world.side('jiashan').member.act(countersign(version))
  await settle(world)
  expect(world.side('wujiang').member.view.version(version)).toMatchObject({ missing: ['wujiang'], closing: null })
  const closing = await world.side('wujiang').member.act(countersign(version))
  await settle(world)

  for (const side of ['jiashan', 'qingpu', 'wujiang'])
    expect(world.side(side).member.view.version(version)).toMatchObject({ state: 'EFFECTIVE', closing: closing.id })
  const digests = [...world.sides.values()].map((s) => s.member.view.digest())
  expect(new Set(digests).size).toBe(1)
})

test('whoever amends a version refuses it, and the amended version can no longer become effective', async () => {
  const world = await createWorld()
  const first = await issueRecord(world, 'wujiang')
  await settle(world)
  const second = await issueRecord(world, 'qingpu', '修改稿', [first])
  await settle(world)

  expect(stateAt(world, 'jiashan', first)).toBe('OBJECTED')
  for (const side of ['qingpu', 'jiashan', 'wujiang']) {
    await world.side(side).member.act(countersign(second))
    await settle(world)
  }
  expect(stateAt(world, 'jiashan', second)).toBe('EFFECTIVE')
  expect(world.side('qingpu').member.view.decision(first)).toMatchObject({ effective: second, line: [second] })
})

test('a side cannot amend, refuse or countersign again what it has countersigned', async () => {
  const world = await createWorld()
  const version = await issueRecord(world, 'wujiang')
  await settle(world)
  const { member } = world.side('qingpu')
  await member.act(countersign(version))

  await expect(member.act(refuse(version, '改变主意'))).rejects.toThrow('answer.already_given')
  await expect(member.act(countersign(version))).rejects.toThrow('answer.already_given')
  await expect(issueRecord(world, 'qingpu', '修改稿', [version])).rejects.toThrow('amends_own_countersignature')
})

test('concurrent rivals are shown as diverging until one version names both', async () => {
  const world = await createWorld()
  const first = await issueRecord(world, 'wujiang')
  await settle(world)
  const left = await issueRecord(world, 'qingpu', '甲稿', [first])
  const right = await issueRecord(world, 'jiashan', '乙稿', [first])
  await settle(world)
  expect(world.side('wujiang').member.view.decision(first)).toMatchObject({ diverging: true, state: 'CIRCULATED' })

  const merged = await issueRecord(world, 'wujiang', '合并稿', [left, right])
  await settle(world)

  const decision = world.side('qingpu').member.view.decision(first)!
  expect(decision).toMatchObject({ diverging: false, open: [merged] })
})

test('a side that countersigned a rival countersigns another only after the rival was refused', async () => {
  const world = await createWorld()
  const first = await issueRecord(world, 'wujiang')
  await settle(world)
  const left = await issueRecord(world, 'qingpu', '甲稿', [first])
  const right = await issueRecord(world, 'jiashan', '乙稿', [first])
  await settle(world)
  await world
    .side('wujiang')
    .member.check(countersign(left))
    .catch(() => undefined)
  await world.side('qingpu').member.act(countersign(left))

  await expect(world.side('qingpu').member.act(countersign(right))).rejects.toThrow('answer.rival_open')
  await world.side('jiashan').member.act(refuse(left, '以乙稿为准'))
  await settle(world)
  await world.side('qingpu').member.act(countersign(right))
})

test('the convenor declares a lapse after the deadline only, and then the matter begins anew', async () => {
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const deadline = new Date(world.now + 86_400_000).toISOString()
  const draft = draftVersion(member.view, { kind: 'topic', convenor: 'wujiang', deadline, content: topicContent() })
  const { id } = await member.act(draft)
  await settle(world)

  await expect(member.act(lapse(id, '逾期'))).rejects.toThrow('answer.deadline_open')
  await expect(world.side('qingpu').member.act(lapse(id, '逾期'))).rejects.toThrow('answer.not_convenor')
  world.now += 2 * 86_400_000
  await member.act(lapse(id, '逾期'))
  await settle(world)
  expect(world.side('jiashan').member.view.decision(id)).toMatchObject({ state: 'LAPSED', open: [] })
})

test('a correction is a new version on the base of the effective one', async () => {
  const world = await createWorld()
  const sign = async (version: string) => {
    for (const side of ['qingpu', 'jiashan', 'wujiang']) {
      await settle(world)
      await world.side(side).member.act(countersign(version))
    }
    await settle(world)
  }
  const first = await issueRecord(world, 'wujiang')
  await sign(first)
  const { member } = world.side('qingpu')
  const second = await member.act(
    draftVersion(member.view, { kind: 'record', decision: first, convenor: 'wujiang', content: recordContent('更正') }),
  )
  expect(second.entry.body).toMatchObject({ base: first, decision: first })
  await sign(second.id)

  const decision = world.side('jiashan').member.view.decision(first)
  expect(decision).toMatchObject({ line: [first, second.id], effective: second.id, state: 'EFFECTIVE' })
})
