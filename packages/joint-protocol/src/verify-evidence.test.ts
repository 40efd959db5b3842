import { expect, test } from 'vitest'
import { countersign, draftVersion } from './drafts.ts'
import { evidenceOf } from './evidence.ts'
import { recordContent } from './testing/contents.ts'
import { createWorld, settle, type World } from './testing/world.ts'
import { verifyEvidence } from './verify-evidence.ts'

async function effectiveRecord(world: World) {
  const { member } = world.side('wujiang')
  const draft = draftVersion(member.view, {
    kind: 'record',
    convenor: 'wujiang',
    content: recordContent('水体联保共治纪要'),
  })
  const { id } = await member.act(draft)
  for (const side of ['qingpu', 'jiashan', 'wujiang']) {
    await settle(world)
    await world.side(side).member.act(countersign(id))
  }
  await settle(world)
  return id
}

test('the evidence of an effective record proves founding, signatures, rules, signers and closing', async () => {
  const world = await createWorld()
  const version = await effectiveRecord(world)

  const report = verifyEvidence(evidenceOf(world.side('jiashan').member.view, world.founding, version))

  expect(report).toMatchObject({ ok: true, title: '水体联保共治纪要', version })
  expect(report.signedBy.map((s) => s.committee)).toEqual(['qingpu', 'jiashan', 'wujiang'])
  expect(report.steps.map((s) => s.name)).toEqual([
    'format',
    'founding',
    'signatures',
    'complete',
    'rules',
    'signers',
    'closing',
    'effective',
    'undisputed',
  ])
})

test('every single damaged byte of an evidence file is found', async () => {
  const world = await createWorld()
  const version = await effectiveRecord(world)
  const bytes = evidenceOf(world.side('jiashan').member.view, world.founding, version)

  for (let at = 0; at < bytes.length; at += 97) {
    const damaged = Uint8Array.from(bytes)
    damaged[at] = damaged[at]! ^ 1
    const report = verifyEvidence(damaged)
    expect({ at, ok: report.ok }).toEqual({ at, ok: false })
    expect(report.steps.at(-1)).toMatchObject({ ok: false })
  }
})

test('the evidence of a version that nobody closed names the convenor', async () => {
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const draft = draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() })
  const { id } = await member.act(draft)
  for (const side of ['qingpu', 'jiashan']) {
    await settle(world)
    await world.side(side).member.act(countersign(id))
  }
  await settle(world)

  const report = verifyEvidence(evidenceOf(member.view, world.founding, id))

  expect(report.ok).toBe(false)
  expect(report.steps.at(-1)).toMatchObject({ name: 'closing', ok: false, party: 'wujiang' })
})
