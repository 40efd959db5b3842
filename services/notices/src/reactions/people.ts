import { identity as i, notices as n } from '@lianxie/contracts'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 身份: who holds which role, and whose account was stopped. */
export const peopleReactions = [
  react(i.RoleGranted, async (tx: Tx<Tables>, { grantId, accountId, role, memberId, unitIds, fromOn, untilOn }) => {
    const row = {
      account_id: accountId,
      role,
      member_id: memberId ?? null,
      unit_ids: unitIds,
      from_on: fromOn,
      until_on: untilOn,
    }
    await tx
      .insertInto('known_grant')
      .values({ id: grantId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }),
  react(i.RoleRevoked, async (tx: Tx<Tables>, { grantId }) => {
    await tx.deleteFrom('known_grant').where('id', '=', grantId).execute()
  }),
  react(i.AccountStopped, async (tx: Tx<Tables>, { accountId }, { execute }) => {
    await tx
      .insertInto('known_stopped')
      .values({ account_id: accountId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await execute(n.DropRecipient, { accountId })
  }),
  react(i.AccountReinstated, async (tx: Tx<Tables>, { accountId }) => {
    await tx.deleteFrom('known_stopped').where('account_id', '=', accountId).execute()
  }),
]
