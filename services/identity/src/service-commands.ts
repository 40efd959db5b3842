import { identity as i } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import { KEEPERS } from './account-commands.ts'
import * as decide from './domain/service-account.ts'
import { keepHandout } from './store/handouts.ts'
import { holdServiceAccount } from './store/service-accounts.ts'
import type { Tables } from './store/tables.ts'

const onAccount = ({ serviceAccountId }: { serviceAccountId: string }) => `service-account/${serviceAccountId}`

const hold = (tx: Tx<Tables>, { serviceAccountId }: { serviceAccountId: string }) =>
  holdServiceAccount(tx, serviceAccountId)

/** 服务账号. */
export const serviceHandlers: Handler<any, any, any>[] = [
  handle(i.RegisterServiceAccount, {
    allow: KEEPERS,
    audited: true,
    load: async () => ({}),
    decide: decide.registerServiceAccount,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(i.ApproveServiceAccount, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: hold,
    decide: decide.approveServiceAccount,
  }),
  handle(i.RenewServiceSecret, {
    allow: KEEPERS,
    audited: true,
    stepUp: true,
    target: onAccount,
    load: hold,
    decide: decide.renewServiceSecret,
    also: async (tx: Tx<Tables>, { serviceAccountId }, events, context) => {
      const without = { secret_sha256: null }
      await tx.updateTable('service_account').set(without).where('id', '=', serviceAccountId).execute()
      await keepHandout(tx, events, context)
    },
  }),
  handle(i.StopServiceAccount, {
    allow: KEEPERS,
    audited: true,
    target: onAccount,
    load: hold,
    decide: (held) => decide.stopServiceAccount(held),
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
