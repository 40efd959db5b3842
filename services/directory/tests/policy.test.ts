import { directory as d } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chair, infoStaff, office, start } from './world.ts'

let service: TestService

beforeAll(async () => {
  service = await start()
  service.clock.set(new Date('2022-03-01T02:00:00.000Z'))
})
afterAll(() => service[Symbol.asyncDispose]())

test('local rules are drafted by one person, approved by another, and hold from their day on', async () => {
  const changes = { 'consult.noticeDue': { amount: 20, unit: 'working-day' } }
  const draft = { changes, effectiveFrom: '2022-04-01', reason: '协商工作规则第八条' }
  await service.send(d.DraftPolicy, draft, { as: infoStaff })

  const second = await service.try(d.DraftPolicy, draft, { as: office })
  const own = await service.try(d.ApprovePolicy, { version: 1 }, { as: { ...chair, id: infoStaff.id } })
  const withoutFactor = await service.try(
    d.ApprovePolicy,
    { version: 1 },
    { token: await service.tokenOf(chair, { acr: 'password' }) },
  )
  await service.send(d.ApprovePolicy, { version: 1 }, { as: chair })

  expect(second.body.code).toBe('policy.draft_open')
  expect([own.status, own.body.code]).toEqual([403, 'policy.same_person'])
  expect(withoutFactor.body.code).toBe('auth.step_up')
  const [approved] = await service.events(d.PolicyApproved)
  expect(approved).toMatchObject({
    version: 1,
    effectiveFrom: '2022-04-01',
    pack: { stage: 'approved', decidedBy: chair.id, draftedBy: infoStaff.id, values: changes },
  })
  expect(Object.keys(approved!.pack.values).length, 'the whole pack').toBeGreaterThan(30)

  const member = { as: account('MEMBER') }
  const before = await service.ask(d.PolicyInForce, { on: '2022-03-31' }, member)
  const after = await service.ask(d.PolicyInForce, { on: '2022-04-01' }, member)
  expect([before.pack.version, after.pack.version]).toEqual([0, 1])
  const { changes: shown, standing } = await service.ask(d.Policy, { version: 1 }, member)
  expect(standing).toBe('approved')
  expect(shown.map(({ key, zh }) => [key, zh.length > 0])).toEqual([['consult.noticeDue', true]])
})

test('the next version ends the one before, and the difference of any two can be asked', async () => {
  await service.send(
    d.DraftPolicy,
    { changes: { 'info.maxChars': 1200 }, effectiveFrom: '2022-06-01', reason: '信息工作办法' },
    { as: office },
  )
  await service.send(d.ApprovePolicy, { version: 2 }, { as: chair })

  const { items } = await service.ask(d.Policies, {}, { as: office })
  expect(items.map(({ version, effectiveFrom, until }) => [version, effectiveFrom, until])).toEqual([
    [2, '2022-06-01', undefined],
    [1, '2022-04-01', '2022-06-01'],
  ])
  const { changes } = await service.ask(d.PolicyDiff, { from: 0, to: 2 }, { as: office })
  expect(changes.map(({ key }) => key).toSorted()).toEqual(['consult.noticeDue', 'info.maxChars'])
})

test('a draft is withdrawn by its author or turned down by a chair, and by nobody else', async () => {
  const draft = (as: typeof office) =>
    service.send(
      d.DraftPolicy,
      { changes: { 'info.maxChars': 900 }, effectiveFrom: '2022-09-01', reason: '再修订' },
      { as },
    )
  await draft(infoStaff)
  const other = await service.try(d.RejectPolicy, { version: 3 }, { as: office })
  await service.send(d.RejectPolicy, { version: 3 }, { as: infoStaff })
  await draft(infoStaff)
  await service.send(d.RejectPolicy, { version: 4 }, { as: chair })

  expect(other.body.code).toBe('auth.forbidden')
  expect((await service.try(d.ApprovePolicy, { version: 4 }, { as: chair })).body.code).toBe('policy.not_a_draft')
  expect((await service.try(d.ApprovePolicy, { version: 99 }, { as: chair })).status).toBe(404)
})

test.each([
  [{ 'nosuch.rule': 1 }, '2022-09-01', 'policy.unknown_key', 'changes.nosuch.rule'],
  [{ 'info.maxChars': -1 }, '2022-09-01', 'policy.invalid_value', 'changes.info.maxChars'],
  [{ 'info.maxChars': 1200 }, '2022-09-01', 'policy.unchanged', 'changes'],
  [{ 'info.maxChars': 800 }, '2022-01-01', 'policy.effective_too_early', 'effectiveFrom'],
] as const)('a draft of %j from %s is refused as %s', async (changes, effectiveFrom, code, field) => {
  const { status, body } = await service.try(d.DraftPolicy, { changes, effectiveFrom, reason: '试' }, { as: office })
  expect([status, body.code, body.field]).toEqual([422, code, field])
})
