import type { EventDefinition } from './define.ts'
import type { CommitteeId } from './primitives.ts'

/** The streams of one committee's NATS server: one per context, kept for ever. */
export const eventStream = (context: string) => `EVT_${context}`

/** The subjects that a context's stream takes in. The first token is literal: servers refuse a leading wildcard. */
export const eventSubjects = (committee: CommitteeId, context: string) => `evt.${committee}.${context}.>`

/** `evt.<committee>.<context>.<aggregate>.<aggregateId>` */
export function eventSubject(committee: CommitteeId, definition: EventDefinition, aggregateId: string): string {
  return `evt.${committee}.${definition.context}.${definition.aggregate}.${aggregateId}`
}

/** The durable consumer of a service on a context's stream. */
export const eventConsumer = (service: string, context: string) => `${service}-on-${context}`

/** The hub's stream of a compact, and the subject under which `carrier` carries what `author` signed. */
export const jointStream = (compact: string) => `JOINT_${compact}`
export const jointSubject = (compact: string, carrier: CommitteeId | '*', author: CommitteeId | '*') =>
  `joint.${compact}.${carrier}.${author}`

/**
 * Which contexts a service listens to; provisioning makes the streams and consumers from it. Every service hears `identity`,
 * as what was stopped there counts everywhere; identity itself too, which runs in several processes.
 */
export const topology = {
  identity: { listensTo: ['directory', 'identity'] },
  directory: { listensTo: ['identity'] },
  consultations: { listensTo: ['identity', 'directory', 'supervision', 'joint'] },
  proposals: { listensTo: ['identity', 'directory', 'consultations', 'joint'] },
  supervision: { listensTo: ['identity', 'directory', 'consultations', 'joint'] },
  joint: { listensTo: ['identity', 'directory', 'consultations', 'proposals', 'supervision'] },
  notices: { listensTo: ['identity', 'directory', 'consultations', 'proposals', 'supervision', 'joint'] },
} as const satisfies Record<string, { listensTo: readonly string[] }>
export type ServiceName = keyof typeof topology
