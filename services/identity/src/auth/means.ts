import type { CommitteeId, identity as i } from '@lianxie/contracts'
import type { ExecuteAsSystem, Runtime } from '@lianxie/service-kit'
import type { FastifyRequest } from 'fastify'
import type { IdentitySettings } from '../settings.ts'
import type { Tables } from '../store/tables.ts'
import { type BetterAuth, createBetterAuth } from './better-auth.ts'

/** What the routes work with. */
export interface Means {
  runtime: Runtime<Tables>
  execute: ExecuteAsSystem
  settings: IdentitySettings
  committee: CommitteeId
  auth: BetterAuth
  /** 登录审计: writes one attempt down. */
  note(request: FastifyRequest, attempt: Attempt): Promise<void>
}

export interface Attempt {
  method: i.SignInMethod
  outcome: i.SignInOutcome
  accountId?: string | undefined
  serviceAccountId?: string | undefined
  nameHash?: string | undefined
}

export async function createMeans(
  runtime: Runtime<Tables>,
  execute: ExecuteAsSystem,
  settings: IdentitySettings,
): Promise<Means> {
  const { db, log } = runtime
  const auth = createBetterAuth(db, settings, {
    log,
    async mayBegin(userId) {
      const account = await db.selectFrom('account').select('state').where('id', '=', userId).executeTakeFirst()
      return account?.state === 'ACTIVE'
    },
  })
  // A signing key is made where there is none, so that services that start meanwhile find one.
  await auth.api.getJwks()
  return {
    runtime,
    execute,
    settings,
    committee: runtime.committee,
    auth,
    async note(request, { method, outcome, accountId, serviceAccountId, nameHash }) {
      await db
        .insertInto('sign_in_audit')
        .values({
          method,
          outcome,
          account_id: accountId ?? null,
          service_account_id: serviceAccountId ?? null,
          name_hash: nameHash ?? null,
          address: request.ip,
          agent: agentOf(request),
        })
        .execute()
    },
  }
}

/** What the browser says it is, as far as it helps to know it again. */
const agentOf = ({ headers }: FastifyRequest) => (headers['user-agent'] ?? '').replaceAll('\0', '').slice(0, 120)
