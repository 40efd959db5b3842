import type { FactOf, identity as i } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

export type IdentityEvent = {
  [E in keyof typeof i]: FactOf<(typeof i)[E]> extends infer F ? ([F] extends [never] ? never : F) : never
}[keyof typeof i]

type Recorded = IdentityEvent extends infer F
  ? F extends IdentityEvent
    ? RecordedEvent<F> & { type: F['type']; data: F['data'] }
    : never
  : never

/** Each event changes the tables in exactly one way, given here. How one signs in is no part of it. */
export async function apply(tx: Tx<Tables>, event: Recorded): Promise<void> {
  switch (event.type) {
    case 'identity.account-created': {
      const { accountId, personId, memberId } = event.data
      const whose = { person_id: personId ?? null, member_id: memberId ?? null }
      return run(
        tx
          .insertInto('account')
          .values({ id: accountId, ...whose, state: 'ACTIVE', created_at: event.time, stopped_at: null }),
      )
    }
    case 'identity.account-stopped':
      return setAccount(tx, event.data.accountId, { state: 'STOPPED', stopped_at: event.time })
    case 'identity.account-reinstated':
      return setAccount(tx, event.data.accountId, { state: 'ACTIVE', stopped_at: null })
    case 'identity.role-grant-proposed':
      return run(
        tx.insertInto('role_grant').values({
          ...grantRow(event.data),
          state: 'PROPOSED',
          proposed_by: event.actor,
          proposed_at: event.time,
        }),
      )
    case 'identity.role-granted': {
      const approval = { state: 'ACTIVE', approved_by: event.actor, approved_at: event.time } as const
      // The first operators' roles are proposed by whoever has the server.
      const proposal = { proposed_by: AT_THE_SERVER, proposed_at: event.time }
      return run(
        tx
          .insertInto('role_grant')
          .values({ ...grantRow(event.data), ...proposal, ...approval })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(approval)),
      )
    }
    case 'identity.role-revoked': {
      const { grantId, ending } = event.data
      const end = { state: 'ENDED', ending, ended_by: event.actor, ended_at: event.time } as const
      return run(tx.updateTable('role_grant').set(end).where('id', '=', grantId))
    }
    case 'identity.service-account-registered': {
      const { serviceAccountId, label, role, scopes, untilOn } = event.data
      return run(
        tx.insertInto('service_account').values({
          id: serviceAccountId,
          label,
          role,
          scopes,
          until_on: untilOn,
          state: 'REGISTERED',
          registered_by: event.actor,
          registered_at: event.time,
          approved_by: null,
        }),
      )
    }
    case 'identity.service-account-approved':
      return run(
        tx
          .updateTable('service_account')
          .set({ state: 'ACTIVE', approved_by: event.actor })
          .where('id', '=', event.data.serviceAccountId),
      )
    case 'identity.service-account-stopped':
      return run(
        tx.updateTable('service_account').set({ state: 'STOPPED' }).where('id', '=', event.data.serviceAccountId),
      )
    case 'identity.password-reset':
    case 'identity.second-factor-reset':
    case 'identity.sessions-ended':
    case 'identity.sso-linked':
    case 'identity.sso-unlinked':
    case 'identity.service-secret-renewed':
      // What one signs in with is secret and stands beside; the event is the trace that it changed.
      return
    default:
      throw new Error(`expected an event of identity, got ${(event satisfies never as RecordedEvent).type}`)
  }
}

const AT_THE_SERVER = 'system:server'

const run = async (statement: { execute(): Promise<unknown> }): Promise<void> => void (await statement.execute())

const setAccount = (
  tx: Tx<Tables>,
  id: string,
  change: { state: i.AccountState; stopped_at: Date | null },
): Promise<void> => run(tx.updateTable('account').set(change).where('id', '=', id))

const grantRow = ({
  grantId,
  accountId,
  role,
  memberId,
  unitIds,
  fromOn,
  untilOn,
}: FactOf<typeof i.RoleGranted>['data']) => ({
  id: grantId,
  account_id: accountId,
  role,
  member_id: memberId ?? null,
  unit_ids: unitIds,
  from_on: fromOn,
  until_on: untilOn,
  ending: null,
  approved_by: null,
  approved_at: null,
  ended_by: null,
  ended_at: null,
})
