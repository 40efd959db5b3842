import { createHmac, randomUUID } from 'node:crypto'
import { notices as n, proposals as p } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { type Called, type RobotServer, startRobotServer } from './robot-server.ts'
import { cosigning, DUE, member, person, PUBLIC_URL, start, told } from './world.ts'

const QUICK = 15_000
const office = account('STAFF_OFFICE')

const by = ({ host }: RobotServer) => ({ robotHosts: [host], robotsByHttp: true })

const calls = (service: TestService, server: RobotServer, count: number): Promise<Called[]> =>
  service.until(async () => server.called.length >= count && server.called, QUICK)

test('a robot of 企业微信 says hello, and then each notice of its owner', async () => {
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const owner = await member(service)

  await service.send(n.SetOwnRobot, { vendor: 'WECOM', url: server.url('WECOM') }, { as: owner })
  await calls(service, server, 1)
  await service.emit(cosigning([owner.memberId]))
  const [notice] = await told(service, owner)
  const [hello, called] = await calls(service, server, 2)

  expect(hello!.body.markdown.content).toContain('群机器人已接入')
  expect(called!.path).toBe('/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa')
  expect(called!.body).toEqual({
    msgtype: 'markdown',
    markdown: {
      content: `**联协通知**\n\n- 有提案邀请附议（截止 2199-01-01） [查看](${PUBLIC_URL}/m/messages/${notice!.noticeId})`,
    },
  })
  const shown = await service.ask(n.Choices, {}, { as: owner })
  expect(shown.robot?.vendor).toBe('WECOM')
  expect(JSON.stringify(shown)).not.toContain('693a91f6')
})

test('a robot of 钉钉 is called with the signature of its secret, HMAC-SHA256 over the time', async () => {
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const owner = await member(service)
  const secret = 'SEC1234567890abcdef'

  await service.send(n.SetOwnRobot, { vendor: 'DINGTALK', url: server.url('DINGTALK'), secret }, { as: owner })
  const [called] = await calls(service, server, 1)

  const { searchParams } = new URL(called!.path, 'http://robot')
  const timestamp = searchParams.get('timestamp')!
  expect(searchParams.get('sign')).toBe(createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
  expect(Math.abs(Number(timestamp) - Date.now())).toBeLessThan(60_000)
  expect(searchParams.get('access_token')).toBe('c8fb7adb1eab4f7c8fb7adb1eab4f7')
  expect(called!.body).toMatchObject({ msgtype: 'markdown', markdown: { title: '联协通知' } })
})

test('the committee’s robot says once what concerns many, of the kinds that it was given and no others', async () => {
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const unitId = randomUUID()
  const handlers = [
    await person(service, 'UNIT_HANDLER', { units: [unitId] }),
    await person(service, 'UNIT_HANDLER', { units: [unitId] }),
  ]
  const { events } = await service.send(
    n.AddOfficeRobot,
    { label: '机关工作群', kinds: ['PROPOSAL_DUE'], vendor: 'WECOM', url: server.url('WECOM') },
    { as: office },
  )
  await calls(service, server, 1)
  const due = { unitId, about: 'REPLY' as const, due: DUE.due, daysLeft: 3 }

  await service.emit(p.ProposalReminded({ proposalId: randomUUID(), ...due }))
  await service.emit(p.UnitUrged({ proposalId: randomUUID(), ...due, documentNumber: '催字1号' }))
  for (const handler of handlers) await told(service, handler, 2)
  const [, called] = await calls(service, server, 2)
  const { robotId } = events[0]!.data as { robotId: string }
  await service.send(n.ChangeOfficeRobot, { robotId, label: '督办群', kinds: ['PROPOSAL_URGED'] }, { as: office })
  await service.emit(p.ProposalReminded({ proposalId: randomUUID(), ...due }))
  await service.emit(p.UnitUrged({ proposalId: randomUUID(), ...due, documentNumber: '催字2号' }))
  for (const handler of handlers) await told(service, handler, 4)
  const [, , urged] = await calls(service, server, 3)
  const shown = await service.ask(n.OfficeRobots, {}, { as: office })
  await service.send(n.RemoveOfficeRobot, { robotId }, { as: office })

  expect(called!.body.markdown.content).toContain('有提案办理时限临近')
  expect(urged!.body.markdown.content).toContain('有提案被催办')
  expect(shown.items).toEqual([
    expect.objectContaining({ robotId, label: '督办群', kinds: ['PROPOSAL_URGED'], lastSentAt: expect.any(String) }),
  ])
  expect(JSON.stringify(shown)).not.toContain('693a91f6')
  expect((await service.ask(n.OfficeRobots, {}, { as: office })).items).toEqual([])
  const added = await service.events(n.RobotAdded)
  expect(JSON.stringify(added)).not.toContain('693a91f6')
})

test('the committee’s robot tells of what concerns people who have no account yet, once', async () => {
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const robot = {
    label: '机关工作群',
    kinds: ['PROPOSAL_DUE' as const],
    vendor: 'WECOM' as const,
    url: server.url('WECOM'),
  }
  await service.send(n.AddOfficeRobot, robot, { as: office })
  await calls(service, server, 1)
  const due = { unitId: randomUUID(), about: 'REPLY' as const, due: DUE.due, daysLeft: 3 }
  const reminded = p.ProposalReminded({ proposalId: randomUUID(), ...due })

  // Of the second kind no robot tells, and nobody is there: nothing is written of it.
  await service.emit(p.UnitUrged({ proposalId: randomUUID(), ...due, documentNumber: '催字1号' }))
  await service.emit(reminded)
  const [, called] = await calls(service, server, 2)

  expect(called!.body.markdown.content).toContain('有提案办理时限临近')
  expect(called!.body.markdown.content).toContain(`${PUBLIC_URL}/notices)`)
  expect((await service.events(n.NoticesRaised)).map(({ kind, recipients }) => [kind, recipients])).toEqual([
    ['PROPOSAL_DUE', []],
  ])
})

test(
  'a robot that was taken away is refused for good; one that is busy is called again; each can be sent again',
  { timeout: 90_000 },
  async () => {
    await using server = await startRobotServer()
    await using service = await start(by(server))
    const owner = await member(service)
    await service.send(n.SetOwnRobot, { vendor: 'WECOM', url: server.url('WECOM') }, { as: owner })
    await calls(service, server, 1)
    const state = async () => (await service.ask(n.Deliveries, { way: 'ROBOT' }, { as: office })).items[0]

    server.answers.push({ body: '{"errcode":93000,"errmsg":"invalid webhook url"}' })
    await service.emit(cosigning([owner.memberId]))
    const refused = await service.until(async () => {
      const now = await state()
      return now?.state === 'REFUSED' && now
    }, QUICK)
    server.answers.push(
      { body: '{"errcode":45009,"errmsg":"api freq out of limit"}' },
      { status: 502 },
      { hangs: true },
    )
    await service.send(n.RequeueDelivery, { deliveryId: refused.deliveryId }, { as: owner })
    const errors: (string | undefined)[] = []
    for (let tries = 1; tries <= 3; tries += 1) {
      await service.until(async () => (await state())?.tries === tries, 2 * QUICK)
      errors.push((await state())?.error)
      service.clock.advance(10 * 60_000)
    }
    const sent = await service.until(async () => {
      const now = await state()
      return now?.state === 'SENT' && now
    }, QUICK)

    expect(refused.error).toBe('errcode 93000')
    expect(errors).toEqual(['errcode 45009', 'http 502', 'TimeoutError'])
    expect(sent.deliveryId).toBe(refused.deliveryId)
  },
)

test('a redirect is not followed, and an answer that is no robot’s counts as none', async () => {
  await using elsewhere = await startRobotServer()
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const owner = await member(service)
  server.answers.push({ status: 302, location: `http://${elsewhere.host}/secret` }, { body: '<html>' })

  const errorOf = async () => {
    await service.send(n.SetOwnRobot, { vendor: 'WECOM', url: server.url('WECOM') }, { as: owner })
    return await service.until(async () => {
      const { failures } = await service.ask(n.Choices, {}, { as: owner })
      const [latest] = failures.filter(({ deliveryId }) => !seen.includes(deliveryId))
      if (latest) seen.push(latest.deliveryId)
      return latest?.error
    }, QUICK)
  }
  const seen: string[] = []
  const errors = [await errorOf(), await errorOf()]

  expect(errors).toEqual(['http 302', 'no answer of a robot'])
  expect(elsewhere.called).toEqual([])
})

test('an address that is no robot’s is refused at its field, and nothing is called', async () => {
  await using server = await startRobotServer()
  await using service = await start(by(server))
  const owner = await member(service)
  const url = `http://${server.host}/other?key=abcdefgh`

  const { status, body } = await service.try(n.SetOwnRobot, { vendor: 'WECOM', url }, { as: owner })

  expect([status, body.code, body.field]).toEqual([422, 'notices.robot_address', 'url'])
  expect(server.called).toEqual([])
})
