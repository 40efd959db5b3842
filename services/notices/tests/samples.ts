import { notices as n } from '@lianxie/contracts'
import { account, type Samples, type TestService } from '@lianxie/service-kit/testing'
import { cosigning, member, told } from './world.ts'

const WECOM = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'

/** One well-formed request of each kind, about things that exist. */
export async function samples(service: TestService): Promise<Samples> {
  const reader = await member(service)
  await service.emit(cosigning([reader.memberId]))
  const [notice] = await told(service, reader)
  const { noticeId } = notice!
  const as = account('OPS')
  const robot = { vendor: 'WECOM' as const, url: WECOM }
  const office = { label: '机关工作群', kinds: ['PROPOSAL_DUE' as const] }
  const added = await service.send(n.AddOfficeRobot, { ...office, ...robot }, { as })
  const { robotId } = added.events[0]!.data as { robotId: string }
  const { items } = await service.ask(n.Deliveries, {}, { as })
  const { deliveryId } = items[0]!
  return {
    commands: [
      { command: n.MarkRead, as: reader, body: { noticeIds: [noticeId] } },
      { command: n.MarkAllRead, as: reader, body: {} },
      {
        command: n.SetChoices,
        as: reader,
        body: { muted: [{ way: 'MAIL', kind: 'PROPOSAL_DUE' }], digestAt: 8, quiet: { from: 22, until: 7 } },
      },
      { command: n.GiveMail, as: reader, body: { email: 'reader@example.org' } },
      { command: n.ConfirmMail, as: reader, body: { code: 'ABCD 2345' } },
      { command: n.RemoveMail, as: reader, body: {} },
      { command: n.SetOwnRobot, as: reader, body: robot },
      { command: n.RemoveOwnRobot, as: reader, body: {} },
      { command: n.AddOfficeRobot, as, body: { ...office, ...robot } },
      { command: n.ChangeOfficeRobot, as, body: { robotId, ...office } },
      { command: n.RemoveOfficeRobot, as, body: { robotId } },
      { command: n.RequeueDelivery, as, body: { deliveryId } },
    ],
    queries: [
      { query: n.Mailbox, as: reader, params: {} },
      { query: n.Notices, as: reader, params: { group: ['PROPOSALS', 'JOINT'], unread: 'true', limit: 5 } },
      { query: n.NoticeById, as: reader, params: { noticeId } },
      { query: n.Choices, as: reader, params: {} },
      { query: n.OfficeRobots, as, params: {} },
      { query: n.Deliveries, as, params: { state: ['WAITING', 'REFUSED'], way: 'ROBOT', limit: 5 } },
    ],
  }
}
