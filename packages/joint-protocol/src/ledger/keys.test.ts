import { expect, test } from 'vitest'
import { countersign, draftVersion } from '../drafts.ts'
import { recordContent } from '../testing/contents.ts'
import { keyNamed } from '../testing/test-keys.ts'
import { createWorld, type Side, settle, type World } from '../testing/world.ts'
import { fingerprintOf } from '../public-key.ts'

function newKey(side: Side, name: string) {
  const key = keyNamed(`${side.committee} ${name}`)
  side.signers.set(fingerprintOf(key.key), key)
  return key
}

const comment = (about: string, text = '意见') => ({ kind: 'comment' as const, body: { about, text } })

async function withRecord(committees = ['jiashan', 'qingpu', 'wujiang']): Promise<{ world: World; record: string }> {
  const world = await createWorld({ committees })
  const { member } = world.side('qingpu')
  const draft = draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() })
  const { id } = await member.act(draft)
  await settle(world)
  return { world, record: id }
}

const recover = (side: Side, name: string) =>
  side.store.transaction((tx) =>
    side.member.recover(tx, {
      recovery: side.recovery,
      next: newKey(side, name),
      reason: '密钥遗失',
      orderedBy: ['a', 'b'],
    }),
  )

test('after a rotation the new key signs, and others follow without being asked', async () => {
  const { world, record } = await withRecord()
  const side = world.side('qingpu')
  const next = newKey(side, 'second')

  await side.store.transaction((tx) => side.member.rotate(tx, next))
  const { signed } = await side.member.act(comment(record))
  await settle(world)

  expect(signed.key).toBe(fingerprintOf(next.key))
  expect(world.side('jiashan').member.view.chain('qingpu')).toMatchObject({ seq: 3, keys: { signing: next.key } })
})

test('a recovery holds once all others have countersigned, and its author signs nothing before', async () => {
  const { world, record } = await withRecord()
  const side = world.side('qingpu')
  const { id } = await recover(side, 'second')
  await settle(world)
  await world.side('jiashan').member.act(countersign(id))
  await settle(world)

  expect(side.member.mode()).toMatchObject({ mode: 'recovery', unseen: ['wujiang'] })
  await expect(side.member.act(comment(record))).rejects.toThrow('signing.recovery')
  await world.side('wujiang').member.act(countersign(id))
  await settle(world)
  expect(side.member.mode()).toEqual({ mode: 'ready' })
  await side.member.act(comment(record))
})

test('whoever holds more than a recovery names refuses it at once and sends what it holds', async () => {
  const { world, record } = await withRecord()
  const side = world.side('qingpu')
  const snapshot = side.store.snapshot()
  await side.member.act(comment(record, '丢失的条目'))
  await settle(world)
  side.journal.lose()
  side.store.restart(snapshot)
  await world.open('qingpu')
  const first = await recover(side, 'second')
  await settle(world)
  expect(side.member.view.recoveries()).toMatchObject([{ entry: first.id, state: 'REFUSED' }])

  await side.member.announce()
  await settle(world)
  const second = await recover(side, 'third')
  await settle(world)
  for (const other of ['jiashan', 'wujiang']) await world.side(other).member.act(countersign(second.id))
  await settle(world)

  const { view } = side.member
  expect(view.recoveries().find((r) => r.entry === second.id)).toMatchObject({ state: 'COMPLETE', generation: 3 })
  expect(view.spoken('comment').map((c) => c.body.text)).toEqual(['丢失的条目'])
  expect(view.forks()).toEqual([])
})

test('two people must order a new generation', async () => {
  const { world } = await withRecord()
  const side = world.side('qingpu')
  const order = { recovery: side.recovery, next: newKey(side, 'second'), reason: '密钥遗失' }

  await expect(
    side.store.transaction((tx) => side.member.recover(tx, { ...order, orderedBy: ['a', 'a'] })),
  ).rejects.toThrow('key.two_people')
})

test('without its journal a side signs again only when every member has shown its view', async () => {
  const { world, record } = await withRecord()
  const side = world.side('qingpu')
  const snapshot = side.store.snapshot()
  const lost = await side.member.act(comment(record, '恢复后应在'))
  await settle(world)
  side.journal.lose()
  side.store.restart(snapshot)
  await world.open('qingpu')

  expect(side.member.mode()).toEqual({ mode: 'recovery', seen: [], unseen: ['jiashan', 'wujiang'] })
  expect(side.member.alarms()).toEqual([{ code: 'recovery_mode', waitingFor: ['jiashan', 'wujiang'] }])
  await expect(side.member.act(comment(record))).rejects.toThrow('signing.recovery')
  world.hub.partition(['wujiang'])
  await side.member.announce()
  await side.member.flush()
  for (let i = 0; i < 5; i++) {
    await world.side('jiashan').member.flush()
    for (const name of ['jiashan', 'qingpu'])
      for (let one = world.hub.take(name); one; one = world.hub.take(name)) await world.side(name).member.receive([one])
  }
  expect(side.member.mode()).toMatchObject({ mode: 'recovery', unseen: ['wujiang'] })
  world.hub.partition([])
  await settle(world)

  expect(side.member.mode()).toEqual({ mode: 'ready' })
  const next = await side.member.act(comment(record, '继续'))
  expect(next.entry).toMatchObject({ seq: lost.entry.seq + 1, prev: lost.id })
})

test('what a crash left in the journal alone is put back at the start', async () => {
  const { world, record } = await withRecord()
  const side = world.side('qingpu')
  side.journal.dieAt = 'after-append'
  await expect(side.member.act(comment(record, '崩溃'))).rejects.toThrow('between journal and store')
  side.store.restart()
  side.journal.dieAt = undefined

  await world.open('qingpu')
  await settle(world)

  expect(
    world
      .side('jiashan')
      .member.view.spoken('comment')
      .map((c) => c.body.text),
  ).toEqual(['崩溃'])
  await side.member.act(comment(record, '之后'))
  await settle(world)
  expect(world.side('jiashan').member.view.forks()).toEqual([])
})

test('two that recover at once answer each other on their new generations, and both hold together', async () => {
  const { world, record } = await withRecord()
  const [one, other] = [world.side('qingpu'), world.side('wujiang')]
  await other.member.act(comment(record))
  await settle(world)
  const [mine, theirs] = [await recover(one, 'second'), await recover(other, 'second')]
  await settle(world)
  await world.side('jiashan').member.act(countersign(mine.id))
  await world.side('jiashan').member.act(countersign(theirs.id))
  await settle(world)
  await one.member.act(countersign(theirs.id))
  await settle(world)
  expect(one.member.view.recoveries().map((r) => r.state)).toEqual(['OPEN', 'OPEN'])

  await other.member.act(countersign(mine.id))
  await settle(world)

  for (const side of [one, other]) {
    expect(side.member.view.recoveries().map((r) => r.state)).toEqual(['COMPLETE', 'COMPLETE'])
    expect(side.member.mode()).toEqual({ mode: 'ready' })
    await side.member.act(comment(record))
  }
})

test('whoever was removed since still refuses a recovery that does not know of its removal', async () => {
  const { world, record } = await withRecord()
  const [owner, removed] = [world.side('qingpu'), world.side('jiashan')]
  const snapshot = owner.store.snapshot()
  await owner.member.act(comment(record, '丢失的条目'))
  await settle(world)
  const { member } = world.side('wujiang')
  const text = {
    ...world.text,
    members: world.text.members.filter((m) => m.committee !== 'jiashan'),
    rotation: { ...world.text.rotation, order: ['qingpu', 'wujiang'] },
  }
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'compact-text', convenor: 'wujiang', content: { text } }),
  )
  await settle(world)
  await owner.member.act(countersign(id))
  await settle(world)
  await member.act(countersign(id))
  await settle(world)
  expect(removed.member.view.compactView().members).toEqual(['qingpu', 'wujiang'])

  owner.journal.lose()
  owner.store.restart(snapshot)
  await world.open('qingpu')
  const recovery = await recover(owner, 'second')
  await settle(world)

  expect(removed.member.view.recoveries()).toMatchObject([
    { entry: recovery.id, state: 'REFUSED', refused: ['jiashan'] },
  ])
  expect(removed.member.view.version(id)).toMatchObject({ state: 'EFFECTIVE' })
})

test('a refusal holds although the recovery cuts off what completed the own recovery of the refuser', async () => {
  const { world, record } = await withRecord(['qingpu', 'wujiang'])
  const [one, other] = [world.side('qingpu'), world.side('wujiang')]
  await other.member.act(comment(record))
  await settle(world)
  const snapshot = other.store.snapshot()
  const own = await recover(one, 'second')
  await settle(world)
  await other.member.act(countersign(own.id))
  await other.member.act(comment(record, '丢失的条目'))
  await settle(world)
  expect(one.member.mode()).toEqual({ mode: 'ready' })

  other.journal.lose()
  other.store.restart(snapshot)
  await world.open('wujiang')
  const { id } = await recover(other, 'second')
  await settle(world)

  expect(one.member.mode()).toEqual({ mode: 'ready' })
  const states = new Map(one.member.view.recoveries().map((r) => [r.entry, r.state]))
  expect([states.get(own.id), states.get(id)]).toEqual(['COMPLETE', 'REFUSED'])
})
