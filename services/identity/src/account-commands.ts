import { identity as i } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type RecordedEvent, type Tx, unschedule } from '@lianxie/service-kit'
import * as decide from './domain/account.ts'
import { installOperators } from './domain/operators.ts'
import * as store from './store/accounts.ts'
import { countOperators, standingGrants } from './store/grants.ts'
import { keepHandout } from './store/handouts.ts'
import type { Tables } from './store/tables.ts'
import { sql } from 'kysely'
import { endGrant, planGrantEnds } from './grant-jobs.ts'

export const KEEPERS = ['OPS', 'STAFF_OFFICE'] as const

/** Why roles wait to be confirmed, where nobody gave a reason. */
const LINKED = '关联统一身份认证'

const onAccount = ({ accountId }: { accountId: string }) => `account/${accountId}`

const keepReason = (tx: Tx<Tables>, { reason }: { reason: string }, [event]: readonly RecordedEvent[]) =>
  keepWords(tx, event!, { reason })

const hold = (tx: Tx<Tables>, { accountId }: { accountId: string }) => store.holdAccount(tx, accountId)

const holdWithRoles = async (tx: Tx<Tables>, { accountId }: { accountId: string }) => {
  const held = await store.holdAccount(tx, accountId)
  return { ...held, grants: await standingGrants(tx, [accountId]) }
}

/** Of roles that are to be confirmed: why, and no more ends of those that ended. */
async function keepRoles(tx: Tx<Tables>, reason: string, events: readonly RecordedEvent[]): Promise<void> {
  for (const event of events) {
    const { grantId } = event.data as { grantId: string }
    if (event.type === i.RoleGrantProposed.type) await keepWords(tx, event, { reason })
    if (event.type === i.RoleRevoked.type) await unschedule(tx, endGrant, grantId)
  }
}

/** 账号. Whatever opens an account to somebody else asks for a fresh second factor. */
export const accountHandlers: Handler<any, any, any>[] = [
  handle(i.CreateAccounts, {
    allow: KEEPERS,
    load: (tx: Tx<Tables>, { accounts }) => store.newcomers(tx, accounts),
    decide: decide.createAccounts,
    also: async (tx, { accounts }, events, context) => {
      const users = accounts.map(({ userName }, index) => ({ id: idOf(events[index]!), userName }))
      await store.keepUsers(tx, users)
      await keepHandout(tx, events, context)
    },
  }),
  handle(i.InstallOperators, {
    allow: ['SYSTEM'],
    load: async (tx: Tx<Tables>, { userNames }) => {
      await sql`select pg_advisory_xact_lock(hashtext('identity operators'))`.execute(tx)
      return { operators: await countOperators(tx), takenNames: await store.takenNames(tx, userNames) }
    },
    decide: installOperators,
    also: async (tx, { userNames }, events, context) => {
      const made = events.filter(({ type }) => type === i.AccountCreated.type)
      await store.keepUsers(
        tx,
        userNames.map((userName, index) => ({ id: idOf(made[index]!), userName })),
      )
      await keepHandout(tx, events, context)
      await planGrantEnds(tx, events)
    },
  }),
  handle(i.StopAccount, {
    allow: KEEPERS,
    audited: true,
    target: onAccount,
    load: hold,
    decide: decide.stopAccount,
    also: async (tx, body, events) => {
      await keepReason(tx, body, events)
      await store.dropAllSessions(tx, body.accountId)
    },
  }),
  handle(i.ReinstateAccount, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: hold,
    decide: decide.reinstateAccount,
    also: keepReason,
  }),
  handle(i.ResetPassword, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: holdWithRoles,
    decide: decide.resetPassword,
    also: async (tx, body, events, context) => {
      await keepReason(tx, body, events)
      await keepRoles(tx, body.reason, events)
      await store.dropPassword(tx, body.accountId)
      await store.dropAllSessions(tx, body.accountId)
      await keepHandout(tx, events, context)
    },
  }),
  handle(i.ResetSecondFactor, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: hold,
    decide: decide.resetSecondFactor,
    also: async (tx, body, events) => {
      await keepReason(tx, body, events)
      await store.dropSecondFactor(tx, body.accountId)
      await store.dropAllSessions(tx, body.accountId)
    },
  }),
  handle(i.EndSessions, {
    allow: KEEPERS,
    target: onAccount,
    load: (tx: Tx<Tables>, { accountId, sessionIds }) => store.holdAccount(tx, accountId, { sessionIds }),
    decide: decide.endSessions,
    also: (tx, _, __, ___, { sessionIds }) => store.dropSessions(tx, sessionIds),
  }),
  handle(i.LinkSso, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: holdWithRoles,
    decide: decide.linkSso,
    also: async (tx, { accountId, subject }, events, { now }) => {
      await store.keepSso(tx, accountId, subject, now)
      await keepRoles(tx, LINKED, events)
    },
  }),
  handle(i.UnlinkSso, {
    allow: KEEPERS,
    audited: true,
    target: onAccount,
    load: hold,
    decide: decide.unlinkSso,
    also: async (tx, body, events) => {
      await keepReason(tx, body, events)
      await store.dropSso(tx, body.accountId)
      await store.dropAllSessions(tx, body.accountId)
    },
  }),
]

const idOf = ({ data }: RecordedEvent) => (data as { accountId: string }).accountId
