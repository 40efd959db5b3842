import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import {
  applyHub,
  checkHub,
  connectAdmin,
  ensureHub,
  HubError,
  hubConfig,
  initHub,
  openHub,
  plansOf,
  registerCompact,
  removeMember,
  serverConfig,
  signedByAll,
} from '@lianxie/hub'
import { createInvitation, foundingBytes } from '@lianxie/joint-protocol'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { expect, test } from 'vitest'
import { startNats } from '../src/nats-server.ts'
import { freePort } from '../src/ports.ts'
import { found, newParty, newRoom, type Room } from './hub-fixture.ts'

const now = new Date('2022-03-01T01:00:00.000Z')
const refusedAs = (code: string) => expect.objectContaining({ name: 'HubError', code })

async function newHub(room: Room) {
  const dir = join(room.dir, 'hub')
  const place = await initHub(dir, { name: 'hub', port: await freePort(), configFile: 'nats.conf' })
  return { place }
}

test('only a founding that every side has signed is registered', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)
  const [a, b, c] = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc'), await newParty('jiashan-cppcc')]
  const lacking = await found([a, b, c], [a, b])
  const forged = await found([a, b, c])
  forged.signatures[1] = { ...forged.signatures[1]!, signature: forged.signatures[0]!.signature }
  const { text } = signedByAll(await found([a, b]))

  await expect(registerCompact(place, foundingBytes(lacking), now)).rejects.toMatchObject({
    code: 'founding.missing_signature',
    zh: '成立文件尚缺以下各方的签署：jiashan-cppcc',
  })
  await expect(registerCompact(place, foundingBytes(forged), now)).rejects.toEqual(refusedAs('founding.bad_signature'))
  await expect(registerCompact(place, foundingBytes(createInvitation(text)), now)).rejects.toThrow(HubError)
  await expect(registerCompact(place, Buffer.from('{}'), now)).rejects.toEqual(refusedAs('founding.bad_bytes'))
  expect((await openHub(place.dir)).registrations).toEqual([])
})

test('one key that two committees name is refused, and nothing is written', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)
  const [a, b] = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc')]
  b.member.keys.hub = a.member.keys.hub

  await expect(registerCompact(place, foundingBytes(await found([a, b])), now)).rejects.toEqual(
    refusedAs('hub.key_shared'),
  )
  expect((await openHub(place.dir)).registrations).toEqual([])
})

test('a committee in several compacts has one user with the rights of both', async () => {
  const room = newRoom()
  await using _ = room
  const [a, b, c] = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc'), await newParty('wuxing-cppcc')]
  const config = hubConfig([{ bundle: await found([a, b]) }, { bundle: await found([b, c]) }], room.admin)

  const users = config.accounts['HUB']!.users
  expect(users).toHaveLength(4)
  const both = users.find(({ nkey }) => nkey === b.member.keys.hub)!
  expect(both.permissions!.publish.allow.filter((subject) => subject.startsWith('joint.'))).toHaveLength(2)
  expect(both.permissions!.subscribe.allow).toEqual(['_INBOX_wujiang-cppcc.>'])
})

test('a compact is registered with a running hub, again without any change, and a member that left is shut out', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)
  const { port } = place.settings
  const hub = room.keep(
    await startNats({ name: 'hub', dir: place.dir, port, config: serverConfig(place), log: () => undefined }),
  )
  const [a, b] = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc')]
  const file = foundingBytes(await found([a, b]))

  const { plan, added } = await registerCompact(place, file, now)
  const first = await applyHub(place, { pid: hub.pid })

  expect(added).toBe(true)
  expect(first).toMatchObject({ running: true, reloaded: true })
  expect('changes' in first && first.changes.map(({ what, consumer }) => [what, consumer])).toEqual([
    ['created', undefined],
    ['created', plan.members[0]!.consumer.name],
    ['created', plan.members[1]!.consumer.name],
  ])
  expect(await registerCompact(place, file, now)).toMatchObject({ added: false })
  expect(await applyHub(place, { pid: hub.pid })).toMatchObject({ running: true, changes: [] })
  expect(await checkHub(await openHub(place.dir))).toEqual([])

  const gateway = await room.as(hub.url, b)
  const subject = `joint.${plan.compact}.wujiang-cppcc.wujiang-cppcc`
  expect((await jetstream(gateway).publish(subject, 'sealed')).seq).toBe(1)

  const departure = { compact: plan.compact, committee: 'wujiang-cppcc', reason: '书面通知退出' }
  expect(await removeMember(place, departure, now)).toBe(true)
  expect(await removeMember(place, departure, now)).toBe(false)
  const after = await applyHub(place, { pid: hub.pid })

  expect('changes' in after && after.changes).toEqual([
    { what: 'deleted', stream: plan.stream.name, consumer: plan.members[1]!.consumer.name },
  ])
  await expect.poll(() => gateway.isClosed(), { timeout: 5_000 }).toBe(true)
  await expect(room.as(hub.url, b)).rejects.toThrow(/authorization violation/i)
  const stays = await room.as(hub.url, a)
  expect((await jetstream(stays).publish(subject.replaceAll('wujiang', 'qingpu'), 'sealed')).seq).toBe(2)
})

test('a check names what was changed by hand at the server and in the folder', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)
  const [a, b] = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc')]
  await registerCompact(place, foundingBytes(await found([a, b])), now)
  const { port } = place.settings
  room.keep(await startNats({ name: 'hub', dir: place.dir, port, config: serverConfig(place), log: () => undefined }))
  await applyHub(place, { reload: false })
  const [plan] = plansOf(place)
  const admin = await connectAdmin(place)
  const manager = await jetstreamManager(admin)
  await manager.streams.update(plan!.stream.name, { max_msgs: 5 })
  await manager.consumers.delete(plan!.stream.name, plan!.members[0]!.consumer.name)
  await manager.consumers.add(plan!.stream.name, { durable_name: 'stranger' })
  await admin.close()
  chmodSync(join(place.dir, 'admin.nk'), 0o644)

  expect((await checkHub(place)).map(({ en }) => en)).toEqual([
    expect.stringContaining('admin.nk can be read by others'),
    `stream ${plan!.stream.name} differs in max_msgs`,
    `consumer ${plan!.members[0]!.consumer.name} is not there`,
    'consumer stranger belongs to no member',
  ])
  const mended = await applyHub(place, { reload: false })
  expect('changes' in mended && mended.changes.map(({ what }) => what)).toEqual(['updated', 'created', 'deleted'])
  chmodSync(join(place.dir, 'admin.nk'), 0o600)
  expect(await checkHub(place)).toEqual([])
})

test('a folder is opened again with its key, and takes on another port', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)
  const port = await freePort()

  const again = await ensureHub(place.dir, { name: 'hub', port })

  expect(again.admin).toEqual(place.admin)
  expect((await openHub(place.dir)).settings).toMatchObject({ port, configFile: 'nats.conf' })
})

test('a hub that does not run is set up all the same, and the check says so', async () => {
  await using room = newRoom()
  const { place } = await newHub(room)

  expect(await applyHub(place)).toEqual({ running: false })
  expect((await checkHub(place)).map(({ en }) => en)).toEqual([
    expect.stringMatching(/^the server does not run, or refuses the operator: .*connect/i),
  ])
  await expect(initHub(place.dir, { name: 'again' })).rejects.toEqual(refusedAs('hub.exists'))
})
