import { randomUUID } from 'node:crypto'
import { joint } from '@lianxie/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account, startTestService, type TestService } from '../src/testing/index.ts'
import { probe } from './probe-service.ts'

let service: TestService

beforeAll(async () => {
  service = await startTestService({
    ...probe,
    handlers: probe.handlers.map((handler) => ({ ...handler, audited: true })),
  })
})
afterAll(() => service?.[Symbol.asyncDispose]())

const audited = (actor: string) =>
  service.running.runtime.db
    .selectFrom('audit')
    .select(['role', 'action', 'subject', 'detail'])
    .where('actor', '=', actor)
    .orderBy('id')
    .execute()

test('who may not ask at all leaves a row that says about what, and not what they said', async () => {
  const stranger = account('MEMBER')
  const alarmId = randomUUID()
  const { body } = await service.try(joint.CloseAlarm, { alarmId, finding: 'none of my business' }, { as: stranger })

  expect(body.code).toBe('auth.forbidden')
  expect(await audited(stranger.id)).toEqual([
    {
      role: 'MEMBER',
      action: 'joint.close-alarm refused',
      subject: `alarm/${alarmId}`,
      detail: { code: 'auth.forbidden' },
    },
  ])
})

test('a body that is no command leaves a row without what it was about', async () => {
  const stranger = account('MEMBER')
  await service.try(joint.CloseAlarm, { alarmId: 'nonsense' }, { as: stranger })

  expect(await audited(stranger.id)).toMatchObject([
    { subject: 'joint.close-alarm', detail: { code: 'auth.forbidden' } },
  ])
})

test('what the rules turn down leaves one row, however often the request is repeated; what is done leaves none', async () => {
  const ops = account('OPS')
  const alarmId = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId, finding: 'looked at' }, { as: ops })
  expect(await audited(ops.id)).toEqual([])

  const key = randomUUID()
  for (let i = 0; i < 3; i += 1) await service.try(joint.CloseAlarm, { alarmId, finding: 'again' }, { as: ops, key })
  expect(await audited(ops.id)).toMatchObject([{ subject: `alarm/${alarmId}`, detail: { code: 'alarm.closed' } }])
})

test('nobody signed in is nobody to write down', async () => {
  const count = async () => (await service.running.runtime.db.selectFrom('audit').select('id').execute()).length
  const before = await count()
  expect((await service.try(joint.CloseAlarm, { alarmId: randomUUID(), finding: 'x' })).body.code).toBe('auth.missing')
  expect(await count()).toBe(before)
})
