import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommandLine } from '@lianxie/cli'
import { CommitteeId, eventConsumer, eventStream, eventSubjects } from '@lianxie/contracts'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommitteeNats, openCommitteeNats, READER } from '../src/demo/committee-nats.ts'
import { type Nats, startNats } from '../src/nats-server.ts'

const committee = CommitteeId.parse('wujiang-cppcc')
const stream = eventStream('directory')
const durable = eventConsumer('consultations', 'directory')

let dir: string
let nats: Nats
let accounts: CommitteeNats
let services: NatsConnection
let reader: NatsConnection

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-committee-nats-'))
  accounts = await openCommitteeNats(committee, dir)
  nats = await startNats({ name: committee, dir: join(dir, 'nats'), config: accounts.config, log: () => undefined })
  services = await connect({ servers: nats.url, ...accounts.auth })
  const manager = await jetstreamManager(services)
  for (const context of ['directory', 'consultations', 'proposals', 'supervision', 'joint'])
    await manager.streams.add({ name: eventStream(context), subjects: [eventSubjects(committee, context)] })
  await manager.consumers.add(stream, { durable_name: durable, ack_policy: 'explicit' })
  const pass = (await readFile(accounts.readerPasswordFile, 'utf8')).trim()
  reader = await connect({ servers: nats.url, user: READER, pass, inboxPrefix: `_INBOX_${READER}` })
})
afterAll(async () => {
  await reader?.close()
  await services?.close()
  await nats?.stop()
  rmSync(dir, { recursive: true })
})

/** Whether the server refuses it: its word on the connection comes before the answer to a ping that follows. */
async function publishRefused(subject: string): Promise<boolean> {
  const statuses = reader.status()
  const refused = (async () => {
    for await (const status of statuses)
      if (status.type === 'error' && String(status.error).includes(subject)) return true
    return false
  })()
  reader.publish(subject, '{}')
  await reader.flush()
  ;(statuses as unknown as { stop(): void }).stop()
  return refused
}

test('nobody connects without a password', async () => {
  await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i)
  await expect(connect({ servers: nats.url, reconnect: false, user: READER, pass: 'guessed' })).rejects.toThrow(
    /authorization/i,
  )
})

test('each password is in a file that its owner alone reads, and stays the same', async () => {
  const again = await openCommitteeNats(committee, dir)

  expect(again.auth).toEqual(accounts.auth)
  for (const file of ['nats-services.password', 'nats-reader.password', 'nats/nats.conf'])
    expect(statSync(join(dir, file)).mode & 0o077).toBe(0)
  expect(statSync(join(dir, 'nats')).mode & 0o077).toBe(0)
})

test.each([
  ['publishes no event', `evt.${committee}.directory.member.1`],
  ['wakes nobody', `wake.${committee}.directory`],
  ['deletes no stream', `$JS.API.STREAM.DELETE.${stream}`],
  ['takes nothing from a service', `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`],
  ['changes no service’s consumer', `$JS.API.CONSUMER.CREATE.${stream}.${durable}`],
  ['deletes no service’s consumer', `$JS.API.CONSUMER.DELETE.${stream}.${durable}`],
  ['acknowledges for nobody', `$JS.ACK.${stream}.${durable}.1.1.1.1.1`],
])('the reader %s', async (_, subject) => {
  expect(await publishRefused(subject)).toBe(true)
})

test('the reader hears no answer that is meant for another', async () => {
  const heard = new Promise<Error | null>((resolve) => {
    reader.subscribe('_INBOX.>', { callback: (error) => resolve(error) })
  })
  await services.flush()
  await services.request('$JS.API.INFO')

  expect(String(await heard)).toMatch(/permissions violation/i)
})

test('the reader follows the events from the command line', async () => {
  const event = {
    specversion: '1.0',
    id: '0190a1b2-0000-7000-8000-000000000001',
    source: `/${committee}/directory`,
    type: 'org.lianxie.test.v1',
    subject: 'x',
    time: '2022-03-01T01:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:x',
    recordedtime: '2022-03-01T01:00:00.000Z',
    committee,
    aggregate: 'sector/0190a1b2-0000-7000-8000-000000000001',
    aggregateversion: 1,
    classification: 'internal',
    actor: 'office-1',
    actorrole: 'STAFF_OFFICE',
    provenance: 'live',
    data: {},
  }
  await jetstream(services).publish(`evt.${committee}.directory.sector.1`, JSON.stringify(event))
  const stop = new AbortController()
  const lines: string[] = []
  const out = (line: string) => {
    lines.push(line)
    stop.abort()
  }
  const env = { LIANXIE_NATS_USER: READER, LIANXIE_NATS_PASSWORD_FILE: accounts.readerPasswordFile }
  const args = ['--nats-url', nats.url, 'events', 'tail', '--from-start']

  const code = await runCommandLine(args, { env, cwd: dir, out, err: out, signal: stop.signal })

  expect(lines[0]).toContain('sector/0190a1b2-0000-7000-8000-000000000001 v1')
  expect(code).toBe(0)
})
