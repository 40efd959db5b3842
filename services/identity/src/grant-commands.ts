import { identity as i } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx, unschedule } from '@lianxie/service-kit'
import { KEEPERS } from './account-commands.ts'
import * as decide from './domain/role-grant.ts'
import { endGrant, planGrantEnds } from './grant-jobs.ts'
import { holdAccounts } from './store/accounts.ts'
import * as store from './store/grants.ts'
import type { Tables } from './store/tables.ts'

const onGrant = ({ grantId }: { grantId: string }) => `role-grant/${grantId}`

/** 授权: two people, a reason, an end. */
export const grantHandlers: Handler<any, any, any>[] = [
  handle(i.ProposeRoleGrant, {
    allow: KEEPERS,
    audited: true,
    target: ({ accountIds }) => accountIds.map((id) => `account/${id}`),
    load: async (tx: Tx<Tables>, { accountIds, unitIds }) => ({
      accounts: await holdAccounts(tx, accountIds),
      standing: await store.standingGrants(tx, accountIds),
      parties: await store.knownParties(tx, unitIds),
    }),
    decide: decide.proposeRoleGrant,
    also: async (tx, { reason }, events) => {
      for (const event of events) await keepWords(tx, event, { reason })
    },
  }),
  handle(i.ApproveRoleGrant, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: ({ grantIds }) => grantIds.map((id) => `role-grant/${id}`),
    load: async (tx: Tx<Tables>, { grantIds }) => {
      const grants = await store.grantsOf(tx, grantIds)
      return {
        grants,
        accounts: await holdAccounts(
          tx,
          grants.map(({ accountId }) => accountId),
        ),
      }
    },
    decide: decide.approveRoleGrant,
    also: (tx, _, events) => planGrantEnds(tx, events),
  }),
  handle(i.RevokeRole, {
    allow: KEEPERS,
    audited: true,
    target: onGrant,
    load: (tx: Tx<Tables>, { grantId }) => store.holdGrant(tx, grantId),
    decide: (held) => decide.revokeRole(held),
    also: async (tx, { grantId, reason }, [event]) => {
      await keepWords(tx, event!, { reason })
      await unschedule(tx, endGrant, grantId)
    },
  }),
  handle(i.LapseRole, {
    allow: ['SYSTEM'],
    target: onGrant,
    load: (tx: Tx<Tables>, { grantId }) => store.holdGrant(tx, grantId),
    decide: decide.lapseRole,
  }),
]
