import { identity as i } from '@lianxie/contracts'
import { account, type Samples, type TestService } from '@lianxie/service-kit/testing'
import { FAR, keeper, newPerson, send, staff, today } from './world.ts'

/** One well-formed request of each kind, about things that exist. */
export async function samples(service: TestService): Promise<Samples> {
  const { accountId } = await newPerson(service)
  const personId = await staff(service)
  const grant = { accountIds: [accountId], fromOn: today(service), untilOn: FAR, reason: '工作需要' }
  const [proposed] = await send(service, i.ProposeRoleGrant, { ...grant, role: 'STAFF_INFO' })
  const { grantId } = proposed!.data as { grantId: string }
  const program = {
    label: '年度报告',
    role: 'ANALYST' as const,
    scopes: ['proposals:read'],
    untilOn: FAR,
    reason: '统计',
  }
  const [registered] = await send(service, i.RegisterServiceAccount, program)
  const { serviceAccountId } = registered!.data as { serviceAccountId: string }
  const reason = '工作需要'
  const as = account('OPS')
  return {
    commands: [
      { command: i.CreateAccounts, as, body: { accounts: [{ personId, userName: 'sample.user' }] } },
      { command: i.StopAccount, as, body: { accountId, reason } },
      { command: i.ReinstateAccount, as, body: { accountId, reason } },
      { command: i.ResetPassword, as, body: { accountId, reason } },
      { command: i.ResetSecondFactor, as, body: { accountId, reason } },
      { command: i.EndSessions, as, body: { accountId, sessionIds: [grantId] } },
      { command: i.LinkSso, as, body: { accountId, subject: 'subject-1' } },
      { command: i.UnlinkSso, as, body: { accountId, reason } },
      { command: i.ProposeRoleGrant, as, body: { ...grant, role: 'CHAIR' } },
      { command: i.ApproveRoleGrant, as, body: { grantIds: [grantId] } },
      { command: i.RevokeRole, as, body: { grantId, reason } },
      { command: i.RegisterServiceAccount, as, body: program },
      { command: i.ApproveServiceAccount, as, body: { serviceAccountId } },
      { command: i.RenewServiceSecret, as, body: { serviceAccountId } },
      { command: i.StopServiceAccount, as, body: { serviceAccountId, reason } },
    ],
    queries: [
      { query: i.Accounts, as: keeper, params: { text: 'person', state: 'ACTIVE', limit: 5 } },
      { query: i.AccountById, as: keeper, params: { accountId } },
      { query: i.RoleGrants, as: keeper, params: { accountId, state: ['PROPOSED', 'ACTIVE'] } },
      { query: i.SignIns, as: keeper, params: { accountId, outcome: 'WRONG', fromOn: '2022-01-01', untilOn: FAR } },
      { query: i.ServiceAccounts, as: keeper, params: { state: 'REGISTERED' } },
    ],
  }
}
