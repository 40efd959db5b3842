import { expect, test } from 'vitest'
import { exportBundle, readBundle } from '../bundle.ts'
import { countersign, draftVersion } from '../drafts.ts'
import { recordContent } from '../testing/contents.ts'
import { keysNamed } from '../testing/test-keys.ts'
import { createWorld, settle, type World } from '../testing/world.ts'

async function everyoneSigns(world: World, version: string, signers: string[]) {
  for (const side of signers) {
    await settle(world)
    await world.side(side).member.act(countersign(version))
  }
  await settle(world)
}

const without = (world: World, committee: string): World['text'] => ({
  ...world.text,
  members: world.text.members.filter((m) => m.committee !== committee),
  rotation: { ...world.text.rotation, order: world.text.rotation.order.filter((m) => m !== committee) },
})

test('a committee joins by a text that all present members and itself have signed, from a bundle without a hub', async () => {
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const joining = { committee: 'xiuzhou', name: '秀洲区政协', keys: keysNamed('xiuzhou') }
  const text = { ...world.text, members: [...world.text.members, joining] }
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'compact-text', convenor: 'wujiang', content: { text } }),
  )
  const bundle = readBundle(exportBundle(member.view, world.founding))!
  const xiuzhou = await world.open('xiuzhou')
  await xiuzhou.member.take(bundle.entries, 'wujiang')
  await xiuzhou.member.begin()
  await everyoneSigns(world, id, ['xiuzhou', 'qingpu', 'jiashan', 'wujiang'])

  expect(xiuzhou.member.view.compactView()).toMatchObject({
    textVersion: id,
    stage: 'IN_FORCE',
    members: ['jiashan', 'qingpu', 'wujiang', 'xiuzhou'],
  })
  const record = await xiuzhou.member.act(
    draftVersion(xiuzhou.member.view, { kind: 'record', convenor: 'xiuzhou', content: recordContent() }),
  )
  await everyoneSigns(world, record.id, ['jiashan', 'qingpu', 'wujiang', 'xiuzhou'])
  expect(world.side('qingpu').member.view.version(record.id)).toMatchObject({ state: 'EFFECTIVE' })
})

test('a removal is signed by all others; running versions keep their signers and the removed side writes nothing new', async () => {
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const running = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  const { id } = await member.act(
    draftVersion(member.view, {
      kind: 'compact-text',
      convenor: 'wujiang',
      content: { text: without(world, 'jiashan') },
    }),
  )
  await everyoneSigns(world, id, ['qingpu', 'wujiang'])
  const jiashan = world.side('jiashan').member

  expect(member.view.compactView().members).toEqual(['qingpu', 'wujiang'])
  await expect(jiashan.act({ kind: 'comment', body: { about: running.id, text: '意见' } })).rejects.toThrow(
    'not_a_member',
  )
  await everyoneSigns(world, running.id, ['jiashan', 'qingpu', 'wujiang'])
  expect(member.view.version(running.id)).toMatchObject({ state: 'EFFECTIVE' })
})

test('whoever leaves has refused all that it had not answered, and says nothing more', async () => {
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  await settle(world)
  const jiashan = world.side('jiashan').member
  await jiashan.act({ kind: 'leave', body: { reason: '机构调整' } })
  await settle(world)

  expect(member.view.version(id)).toMatchObject({ state: 'OBJECTED', answers: [{ committee: 'jiashan', by: 'leave' }] })
  expect(member.view.compactView()).toMatchObject({ members: ['qingpu', 'wujiang'], left: ['jiashan'] })
  await expect(jiashan.act(countersign(id))).rejects.toThrow('chain.left')
})

test('when one of two members leaves, the compact has ended', async () => {
  const world = await createWorld({ committees: ['qingpu', 'wujiang'] })
  await world.side('qingpu').member.act({ kind: 'leave', body: { reason: '机构调整' } })
  await settle(world)
  const { member } = world.side('wujiang')

  expect(member.view.compactView().stage).toBe('ENDED')
  await expect(member.act({ kind: 'rotation', body: { act: 'begin', year: 2023 } })).rejects.toThrow('chain.ended')
})
