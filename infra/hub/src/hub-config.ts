import { type HubCompact, planOf } from './compact-plan.ts'
import { HubError } from './hub-error.ts'

/** Who sets up streams and consumers: the public nkey of the operator's own key. */
export interface HubAdmin {
  nkey: string
}

/** The account that carries everything; the server's system account stays apart. */
export const HUB_ACCOUNT = 'HUB'

/** One message: an entry of 256 KiB or a file's chunk of 512 KiB, sealed and wrapped. */
export const MAX_MESSAGE_BYTES = 1024 * 1024

interface NatsUser {
  nkey: string
  permissions?: { publish: { allow: string[] }; subscribe: { allow: string[] } }
}

/** The part of a nats-server configuration that says who may do what; JSON is a notation that nats-server reads. */
export interface HubConfig {
  max_payload: number
  jetstream: { sync_interval: string; store_dir?: string }
  accounts: Record<string, { jetstream: 'enabled'; users: NatsUser[] }>
  [key: string]: unknown
}

/**
 * The users of a hub: its operator, and one for each committee's gateway with exactly what `hubPlan` gives it, over all
 * compacts. An allow list denies everything else; nobody but the operator can create, change, purge or delete.
 * Throws a HubError for a founding that is not complete, for a compact given twice, and for a key that two sides share.
 */
export function hubConfig(compacts: readonly HubCompact[], admin: HubAdmin): HubConfig {
  const plans = compacts.map(planOf)
  refuseTwice(plans.map(({ compact }) => compact))
  const byKey = new Map<string, { committee: string; publish: Set<string>; subscribe: Set<string> }>()
  for (const { members } of plans) {
    for (const { committee, nkey, publish, subscribe } of members) {
      const user = byKey.get(nkey) ?? { committee, publish: new Set(), subscribe: new Set() }
      // Whoever could use another's key would carry under another's name.
      if (user.committee !== committee || nkey === admin.nkey) throw shared(nkey, [user.committee, committee])
      for (const subject of publish) user.publish.add(subject)
      for (const subject of subscribe) user.subscribe.add(subject)
      byKey.set(nkey, user)
    }
  }
  const members = [...byKey].map(([nkey, { publish, subscribe }]) => ({
    nkey,
    permissions: { publish: { allow: [...publish].sort() }, subscribe: { allow: [...subscribe].sort() } },
  }))
  members.sort((a, b) => (a.nkey < b.nkey ? -1 : 1))
  return {
    max_payload: MAX_MESSAGE_BYTES,
    // An acknowledgement means that the bytes are on the disk; the default loses up to two minutes with the power.
    jetstream: { sync_interval: 'always' },
    accounts: { [HUB_ACCOUNT]: { jetstream: 'enabled', users: [{ nkey: admin.nkey }, ...members] } },
  }
}

function refuseTwice(compacts: readonly string[]): void {
  const twice = compacts.find((compact, i) => compacts.indexOf(compact) !== i)
  if (twice === undefined) return
  const short = twice.slice(0, 12)
  throw new HubError('hub.compact_twice', `机制 ${short} 重复登记`, `the compact ${short} is given twice`)
}

function shared(nkey: string, committees: string[]): HubError {
  const who = [...new Set(committees)]
  return new HubError(
    'hub.key_shared',
    `密钥 ${nkey} 不能由多方共用：${who.join('、')}`,
    `the key ${nkey} is used by more than one: ${who.join(', ')}`,
  )
}
