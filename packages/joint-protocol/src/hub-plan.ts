import type { CompactText } from './bodies/compact-text.ts'
import type { CommitteeId, CompactId } from './primitives.ts'

/** What a hub's operator sets up for one compact: a stream, a consumer and permissions for each member. */
export interface HubPlan {
  stream: { name: string; subjects: string[] }
  members: {
    committee: CommitteeId
    /** Public nkey of the gateway. */
    nkey: string
    consumer: { name: string; filter: string }
    publish: string[]
    subscribe: string[]
  }[]
}

/**
 * Derives the hub's set-up from the members of a compact. Nothing else grants access; who has left gets none.
 * Inboxes are per committee (`_INBOX_<committee>.>`): set the client's inboxPrefix to `_INBOX_<committee>`.
 */
export function hubPlan(compact: CompactId, text: CompactText, left: CommitteeId[] = []): HubPlan {
  const name = `JOINT_${compact}`
  return {
    stream: { name, subjects: [`joint.${compact}.*.*`] },
    members: text.members.flatMap(({ committee, keys }) => {
      if (!keys.hub || left.includes(committee)) return []
      const consumer = `from_${compact.slice(0, 16)}_${committee}`
      return {
        committee,
        nkey: keys.hub,
        consumer: { name: consumer, filter: `joint.${compact}.*.*` },
        publish: [
          `joint.${compact}.${committee}.*`,
          `$JS.API.CONSUMER.INFO.${name}.${consumer}`,
          `$JS.API.CONSUMER.MSG.NEXT.${name}.${consumer}`,
          `$JS.ACK.${name}.${consumer}.>`,
          `$JS.API.STREAM.INFO.${name}`,
        ],
        subscribe: [`_INBOX_${committee}.>`],
      }
    }),
  }
}
