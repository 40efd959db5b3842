import { z } from 'zod'
import { contexts, events } from './catalog.ts'
import type { EventDefinition } from './define.ts'
import { Envelope } from './envelope.ts'
import type { CommitteeId } from './primitives.ts'
import { eventStream } from './topology.ts'

type Json = Record<string, unknown>

/**
 * AsyncAPI 3.1 of the events of one committee: a channel per kind of aggregate, a message per event version.
 * Shared schemas (ids, instants, roles) stand once under `components/schemas`.
 */
export function asyncApi(options: { committee: CommitteeId; contexts?: readonly (keyof typeof contexts)[] }): Json {
  const wanted = options.contexts ?? (Object.keys(contexts) as (keyof typeof contexts)[])
  const chosen = events.filter((event) => (wanted as readonly string[]).includes(event.context))
  const schemas: Record<string, Json> = {}
  const messages = Object.fromEntries(chosen.map((event) => [event.wireType, message(event, schemas)]))
  const channels: Record<string, Json> = {}
  const operations: Record<string, Json> = {}
  for (const event of chosen) {
    const name = `${event.context}.${event.aggregate}`
    const channel = (channels[name] ??= {
      address: `evt.${options.committee}.${event.context}.${event.aggregate}.{${event.aggregate}Id}`,
      title: `${event.context} ${event.aggregate}`,
      description: `JetStream stream ${eventStream(event.context)}; ordered per aggregate by \`aggregateversion\`.`,
      parameters: { [`${event.aggregate}Id`]: { description: `id of the ${event.aggregate}` } },
      messages: {},
    })
    ;(channel['messages'] as Json)[event.wireType] = { $ref: `#/components/messages/${event.wireType}` }
    operations[`receive.${name}`] ??= { action: 'receive', channel: { $ref: `#/channels/${name}` } }
  }
  return {
    asyncapi: '3.1.0',
    info: {
      title: `Lianxie events of ${options.committee}`,
      version: '1.0.0',
      description: 'CloudEvents 1.0 in structured JSON mode. No event holds personal data: ids only.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { messages, schemas },
  }
}

function message(event: EventDefinition, schemas: Record<string, Json>): Json {
  const envelope = Envelope.extend({ type: z.literal(event.wireType), data: event.schema })
  return {
    name: event.wireType,
    title: `${event.doc.zh} ${event.doc.en}`,
    contentType: 'application/cloudevents+json',
    payload: hoist(z.toJSONSchema(envelope, { io: 'output', target: 'draft-7' }) as Json, schemas),
  }
}

/** Moves a schema's local definitions to the document's components and points the references there. */
function hoist({ definitions, $schema: _, id: __, ...schema }: Json, schemas: Record<string, Json>): Json {
  for (const [name, definition] of Object.entries((definitions ?? {}) as Record<string, Json>)) {
    schemas[name] = point(definition) as Json
  }
  return point(schema) as Json
}

function point(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(point)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'id' || typeof (value as Json)['id'] !== 'string')
      .map(([name, inner]) =>
        name === '$ref' && typeof inner === 'string'
          ? [name, inner.replace('#/definitions/', '#/components/schemas/')]
          : [name, point(inner)],
      ),
  )
}
