import { type AnyEventDefinition, type CommitteeId, eventSubjects, identity, loose } from '@lianxie/contracts'
import type { Logger } from 'pino'
import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { react, type Reaction } from './reaction.ts'
import type { Runtime } from './runtime.ts'
import type { Database, Tx } from './tables.ts'

/** 停用: what is remembered of accounts, roles and sessions that were ended; kept in memory, as every request asks it. */
export interface StoppedTokens {
  /** True for a token that was issued before what it stands on was ended. */
  isStopped(actor: Pick<Actor, 'id' | 'role' | 'sessionId' | 'issuedAt'>): boolean
  /** Tokens of this account, role or session that were issued until then are void. Later ones are not. */
  stop(key: string, until: Date): void
}

/** Longer than any token may live, and than clocks may differ. */
const KEPT_MS = 24 * 3600_000
/** How often the table is asked what others have noted, where the news itself was missed. */
const RELOAD_MS = 5_000
/** How long a row may be on its way from its noting to its commit. */
const OVERLAP_MS = 60_000

const ofAccount = (id: string) => `account ${id}`
const ofRole = (id: string, role: string) => `role ${id} ${role}`
const ofSession = (id: string) => `session ${id}`

export function createStoppedTokens(): StoppedTokens {
  /** Seconds since 1970, as a token counts them. */
  const ends = new Map<string, number>()
  let forgetAt = 0
  return {
    isStopped: ({ id, role, sessionId, issuedAt = 0 }) =>
      ends.size > 0 &&
      (issuedAt <= (ends.get(ofAccount(id)) ?? -1) ||
        issuedAt <= (ends.get(ofRole(id, role)) ?? -1) ||
        (sessionId !== undefined && ends.has(ofSession(sessionId)))),
    stop(key, until) {
      const at = Math.floor(until.getTime() / 1000)
      ends.set(key, Math.max(at, ends.get(key) ?? 0))
      if (Date.now() < forgetAt) return
      forgetAt = Date.now() + 3600_000
      const outdated = (Date.now() - KEPT_MS) / 1000
      for (const [one, end] of ends) if (end < outdated) ends.delete(one)
    },
  }
}

/** By event, what it ends. Instants are of the clock by which tokens are issued, whatever the platform's own clock shows. */
const ENDINGS: readonly { event: AnyEventDefinition; endsOf(data: any): [key: string, until: string][] }[] = [
  {
    event: identity.AccountStopped,
    endsOf: ({ accountId, stoppedAt }) => [[ofAccount(accountId), stoppedAt]],
  },
  {
    event: identity.ServiceAccountStopped,
    endsOf: ({ serviceAccountId, stoppedAt }) => [[ofAccount(serviceAccountId), stoppedAt]],
  },
  {
    event: identity.RoleRevoked,
    // Nobody ever acted in a role that was proposed only.
    endsOf: ({ accountId, role, ending, revokedAt }) =>
      ending === 'WITHDRAWN' ? [] : [[ofRole(accountId, role), revokedAt]],
  },
  {
    event: identity.SessionsEnded,
    endsOf: ({ sessionIds, endedAt }) => sessionIds.map((id: string) => [ofSession(id), endedAt]),
  },
]

/** Writes what identity has ended into the service's own table, once for all of its processes. */
export const stopReactions: readonly Reaction[] = ENDINGS.map(({ event, endsOf }) =>
  react(event, async (tx: Tx, data) => {
    for (const [key, until] of endsOf(data)) {
      if (Date.parse(until) < Date.now() - KEPT_MS) continue
      await sql`
        insert into stopped_token (key, until) values (${key}, ${until})
        on conflict (key) do update
        set until = greatest(stopped_token.until, excluded.until), noted_at = clock_timestamp()`.execute(tx)
    }
  }),
)

export const STOPPED_TABLE = 'stopped_token'

/** What nobody can show any more. By the database's clock: the platform's own may stand elsewhere. */
export const tidyStopped = (tx: Tx): Promise<unknown> =>
  sql`delete from stopped_token where noted_at < now() - ${`${KEPT_MS} milliseconds`}::interval`.execute(tx)

/**
 * Keeps `stopped` up to date in this process: from the table at the start and every few seconds, and from the events
 * themselves as they pass. NATS away means that the table alone tells, as far as another process has heard; tokens live
 * five minutes at most.
 */
export async function watchStopped(
  { committee, db, nats, log }: Pick<Runtime, 'committee' | 'db' | 'nats' | 'log'>,
  stopped: StoppedTokens,
): Promise<AsyncDisposable> {
  const subscription = nats.subscribe(eventSubjects(committee as CommitteeId, 'identity'), {
    callback: (error, message) => {
      if (error) log.warn({ err: error }, 'news of identity cannot be heard')
      else hear(message.data, stopped, log)
    },
  })
  let since = await load(db, stopped, new Date(Date.now() - KEPT_MS))
  let loading: Promise<void> | undefined
  const timer = setInterval(() => {
    loading ??= load(db, stopped, new Date(since.getTime() - OVERLAP_MS))
      .then((last) => void (since = last > since ? last : since))
      .catch((error: unknown) => log.warn({ err: error }, 'stopped tokens cannot be read; tried again'))
      .finally(() => (loading = undefined))
  }, RELOAD_MS)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      subscription.unsubscribe()
      await loading
    },
  }
}

/** Answers when the last of what it read was noted. */
async function load(db: Database, stopped: StoppedTokens, since: Date): Promise<Date> {
  const rows = await db
    .selectFrom('stopped_token')
    .select(['key', 'until', 'noted_at'])
    .where('noted_at', '>=', since)
    .orderBy('noted_at')
    .execute()
  for (const { key, until } of rows) stopped.stop(key, until)
  return rows.at(-1)?.noted_at ?? since
}

function hear(bytes: Uint8Array, stopped: StoppedTokens, log: Logger): void {
  try {
    const { type, data } = JSON.parse(new TextDecoder().decode(bytes)) as { type?: string; data?: unknown }
    const ending = ENDINGS.find(({ event }) => event.wireType === type)
    if (!ending) return
    for (const [key, until] of ending.endsOf(loose(ending.event.schema).parse(data))) stopped.stop(key, new Date(until))
  } catch (error) {
    // The durable consumer takes it in as well, and says of a broken event what is to be said.
    log.warn({ err: error }, 'news of identity could not be read')
  }
}
