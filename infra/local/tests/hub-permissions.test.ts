import { hubConfig, planOf, provisionHub } from '@lianxie/hub'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type NatsConnection, PermissionViolationError } from '@nats-io/transport-node'
import { createUser } from '@nats-io/nkeys'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startNats } from '../src/nats-server.ts'
import { found, newParty, newRoom, type Party, type Room } from './hub-fixture.ts'

// Two compacts on one hub: qingpu, wujiang and jiashan; and wujiang with wuxing, who knows nothing of the first.
let room: Room
let url: string
let admin: NatsConnection
let one: ReturnType<typeof planOf>
let two: ReturnType<typeof planOf>
const parties: Record<string, Party> = {}
const connections: Record<string, NatsConnection> = {}
const members = ['qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc', 'wuxing-cppcc'] as const

beforeAll(async () => {
  room = newRoom()
  for (const committee of members) parties[committee] = await newParty(committee)
  const of = (...names: string[]) => names.map((name) => parties[name]!)
  const compacts = [
    { bundle: await found(of('qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc')) },
    { bundle: await found(of('wujiang-cppcc', 'wuxing-cppcc')) },
  ]
  const config = hubConfig(compacts, room.admin)
  const hub = room.keep(await startNats({ name: 'hub', dir: room.dir, config, log: () => undefined }))
  url = hub.url
  admin = await room.asAdmin(url)
  ;[one, two] = compacts.map(planOf) as [typeof one, typeof two]
  await provisionHub(admin, [one, two])
  for (const committee of members) connections[committee] = await room.as(url, parties[committee]!)
})
afterAll(() => room[Symbol.asyncDispose]())

const consumerOf = (plan: typeof one, committee: string) =>
  plan.members.find((member) => member.committee === committee)!.consumer.name

/** Publishes and answers whether the server refused it for lack of permission. */
async function publishRefused(nats: NatsConnection, subject: string): Promise<boolean> {
  return await refused(nats, 'publish', subject, () => nats.publish(subject, '{}'))
}

async function subscribeRefused(nats: NatsConnection, subject: string): Promise<boolean> {
  return await refused(nats, 'subscription', subject, () => void nats.subscribe(subject, { callback: () => undefined }))
}

/** The server's word on an operation comes before its answer to a flush that follows. */
async function refused(nats: NatsConnection, operation: string, subject: string, act: () => void): Promise<boolean> {
  const statuses = nats.status()
  const violations: PermissionViolationError[] = []
  const listening = (async () => {
    for await (const status of statuses)
      if (status.type === 'error' && status.error instanceof PermissionViolationError) violations.push(status.error)
  })()
  act()
  await nats.flush()
  // What the connection has read is handed to its listeners in the next turn.
  await new Promise(setImmediate)
  ;(statuses as unknown as { stop(): void }).stop()
  await listening
  return violations.some((violation) => violation.operation === operation && violation.subject === subject)
}

describe.each(members)('%s', (me) => {
  const mine = () => [one, two].filter((plan) => plan.members.some(({ committee }) => committee === me))
  const foreign = () => [one, two].filter((plan) => !mine().includes(plan))
  const nats = () => connections[me]!

  test('publishes under its own name in its own compacts and gets the acknowledgement', async () => {
    for (const { compact, stream, members: sides } of mine()) {
      for (const author of sides) {
        const subject = `joint.${compact}.${me}.${author.committee}`
        const ack = await jetstream(nats()).publish(subject, 'sealed', { msgID: `${me} ${subject}` })
        expect(ack.stream).toBe(stream.name)
      }
    }
  })

  test('pulls everything of its own compacts through its own consumer, and acknowledges it', async () => {
    for (const { compact, stream } of mine()) {
      const consumer = await jetstream(nats()).consumers.get(
        stream.name,
        consumerOf(
          mine().find((p) => p.compact === compact)!,
          me,
        ),
      )
      const { state } = await (await jetstreamManager(admin, { checkAPI: false })).streams.info(stream.name)
      let taken = 0
      const messages = await consumer.fetch({ max_messages: state.messages, expires: 5_000 })
      for await (const message of messages) {
        expect(message.subject).toMatch(new RegExp(`^joint\\.${compact}\\.`))
        expect(await message.ackAck()).toBe(true)
        taken += 1
      }
      expect(taken).toBe(state.messages)
      expect((await consumer.info()).num_ack_pending).toBe(0)
    }
  })

  test('cannot publish under another name, nor into another compact', async () => {
    for (const { compact, members: sides } of [one, two]) {
      for (const { committee } of sides) {
        if (mine().some((plan) => plan.compact === compact) && committee === me) continue
        expect(await publishRefused(nats(), `joint.${compact}.${committee}.${me}`)).toBe(true)
      }
    }
    for (const { compact } of foreign()) expect(await publishRefused(nats(), `joint.${compact}.${me}.${me}`)).toBe(true)
    expect(await publishRefused(nats(), `joint.${'0'.repeat(64)}.${me}.${me}`)).toBe(true)
    expect(await publishRefused(nats(), `evt.${me}.joint.topic.1`)).toBe(true)
  })

  test('cannot look into the stream of another compact, nor use the consumer of another side', async () => {
    for (const plan of foreign()) {
      expect(await publishRefused(nats(), `$JS.API.STREAM.INFO.${plan.stream.name}`)).toBe(true)
    }
    for (const { stream, members: sides } of [one, two]) {
      expect(await publishRefused(nats(), `$JS.API.STREAM.MSG.GET.${stream.name}`)).toBe(true)
      expect(await publishRefused(nats(), `$JS.API.DIRECT.GET.${stream.name}`)).toBe(true)
      for (const { committee, consumer } of sides) {
        if (committee === me) continue
        for (const call of ['CONSUMER.INFO', 'CONSUMER.MSG.NEXT'])
          expect(await publishRefused(nats(), `$JS.API.${call}.${stream.name}.${consumer.name}`)).toBe(true)
        expect(await publishRefused(nats(), `$JS.ACK.${stream.name}.${consumer.name}.1.1.1.1.1`)).toBe(true)
      }
    }
  })

  test('cannot create, change, purge or delete streams and consumers', async () => {
    for (const { stream } of [one, two]) {
      for (const call of [
        'CREATE',
        'UPDATE',
        'DELETE',
        'PURGE',
        'MSG.DELETE',
        'SNAPSHOT',
        'RESTORE',
        'LEADER.STEPDOWN',
      ])
        expect(await publishRefused(nats(), `$JS.API.STREAM.${call}.${stream.name}`)).toBe(true)
      const own = `from_${me}`
      for (const subject of [
        `CONSUMER.CREATE.${stream.name}`,
        `CONSUMER.CREATE.${stream.name}.${own}`,
        `CONSUMER.CREATE.${stream.name}.${own}.joint.>`,
        `CONSUMER.DURABLE.CREATE.${stream.name}.${own}`,
        `CONSUMER.DELETE.${stream.name}.${consumerOf(mine()[0]!, me)}`,
        `CONSUMER.PAUSE.${stream.name}.${consumerOf(mine()[0]!, me)}`,
        `CONSUMER.LIST.${stream.name}`,
        `CONSUMER.NAMES.${stream.name}`,
      ])
        expect(await publishRefused(nats(), `$JS.API.${subject}`)).toBe(true)
    }
    for (const subject of ['$JS.API.STREAM.CREATE.MINE', '$JS.API.STREAM.LIST', '$JS.API.STREAM.NAMES', '$JS.API.INFO'])
      expect(await publishRefused(nats(), subject)).toBe(true)
  })

  test('cannot listen to anything but its own inbox', async () => {
    const others = members.filter((committee) => committee !== me)
    for (const subject of [
      '>',
      '*.>',
      'joint.>',
      `joint.${one.compact}.>`,
      `joint.${two.compact}.*.*`,
      '$JS.API.>',
      '$JS.ACK.>',
      '$JS.EVENT.>',
      '$SYS.>',
      '_INBOX.>',
      '_INBOX_*.>',
      ...others.map((committee) => `_INBOX_${committee}.>`),
    ])
      expect(await subscribeRefused(nats(), subject)).toBe(true)
    expect(await subscribeRefused(nats(), `_INBOX_${me}.>`)).toBe(false)
  })

  test('cannot speak into the inboxes of others', async () => {
    for (const committee of members.filter((other) => other !== me))
      expect(await publishRefused(nats(), `_INBOX_${committee}.anything`)).toBe(true)
  })
})

test('an answer that is sent to where a member may not speak gives no rights there', async () => {
  const nats = connections['wujiang-cppcc']!
  const { name } = one.stream
  const victim = consumerOf(one, 'qingpu-cppcc')
  // The server answers in its own name, wherever the request says.
  for (const reply of [
    `$JS.API.STREAM.DELETE.${name}`,
    `$JS.API.STREAM.PURGE.${name}`,
    `$JS.API.CONSUMER.DELETE.${name}.${victim}`,
  ])
    nats.publish(`$JS.API.STREAM.INFO.${name}`, '', { reply })
  // Requests of one connection are served in their order.
  await nats.request(`$JS.API.STREAM.INFO.${name}`)

  const manager = await jetstreamManager(admin, { checkAPI: false })
  expect((await manager.streams.info(name)).state.messages).toBeGreaterThan(0)
  expect((await manager.consumers.info(name, victim)).name).toBe(victim)
})

test('whoever has no key of a member is not let in at all', async () => {
  const outsider = { ...parties['qingpu-cppcc']!, seed: createUser().getSeed() }
  await expect(room.as(url, outsider)).rejects.toThrow(/authorization violation/i)
})
