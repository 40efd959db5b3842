import { z } from 'zod'
import { contexts, events } from './catalog.ts'
import type { EventDefinition } from './define.ts'
import { Envelope } from './envelope.ts'
import { same } from './json-schema.ts'
import type { CommitteeId } from './primitives.ts'
import { eventStream } from './topology.ts'

type Json = Record<string, unknown>

/**
 * AsyncAPI 3.1 of the events of one committee: a channel per kind of aggregate, a message per event version.
 * The envelope, the data of each event and all shared schemas stand once under `components/schemas`.
 */
export function asyncApi(options: { committee: CommitteeId; contexts?: readonly (keyof typeof contexts)[] }): Json {
  const wanted: readonly string[] = options.contexts ?? Object.keys(contexts)
  const chosen = events.filter((event) => wanted.includes(event.context))
  const schemas: Record<string, Json> = {}
  hoist('Envelope', Envelope, '', schemas)
  for (const event of chosen) hoist(event.wireType, event.schema, event.context, schemas)
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
    operations[`receive.${name}`] ??= {
      action: 'receive',
      title: `Receive the events of a ${event.aggregate}`,
      channel: { $ref: `#/channels/${name}` },
    }
  }
  return {
    asyncapi: '3.1.0',
    info: {
      title: `Lianxie events of ${options.committee}`,
      version: '1.0.0',
      description: 'CloudEvents 1.0 in structured JSON mode. No event holds personal data: ids only.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { messages: Object.fromEntries(chosen.map((event) => [event.wireType, message(event)])), schemas },
  }
}

const message = ({ wireType, doc, classification }: EventDefinition): Json => ({
  name: wireType,
  title: `${doc.zh} ${doc.en}`,
  summary: `${doc.en} (${classification})`,
  contentType: 'application/cloudevents+json',
  payload: {
    allOf: [
      { $ref: '#/components/schemas/Envelope' },
      {
        type: 'object',
        properties: { type: { const: wireType }, data: { $ref: `#/components/schemas/${wireType}` } },
      },
    ],
  },
})

/**
 * Puts a schema and the shared ones it uses under the document's components. A name that another context uses for
 * something else gets its context in front, and so does one that zod made up for a schema that holds itself.
 */
function hoist(name: string, schema: z.ZodType, context: string, schemas: Record<string, Json>): void {
  const { $schema: _, definitions = {}, ...own } = z.toJSONSchema(schema, { target: 'draft-7' }) as Json
  const shared = Object.entries(definitions as Record<string, Json>)
  const names = new Map(shared.map(([local]) => [local, local.replace(/^__/, `${context}.`)]))
  for (const [local, definition] of shared) {
    const other = schemas[names.get(local)!]
    if (other && !same(other, point(definition, names))) names.set(local, `${context}.${local}`)
  }
  const parts = shared.map(([local, definition]) => [names.get(local)!, definition] as const)
  // A schema with a name of its own comes as a reference to itself.
  if (own['$ref'] === undefined) parts.push([name, own])
  for (const [place, part] of parts) {
    const pointed = point(part, names) as Json
    if (schemas[place] && !same(schemas[place], pointed))
      throw new Error(`expected one schema called ${place}, got another in ${name}; give one of them another meta id`)
    schemas[place] = pointed
  }
}

/** A copy whose references lead to the document's components, without the names that zod leaves inside. */
function point(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => point(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([keyword, inner]) => !((keyword === 'id' || keyword === '$id') && typeof inner === 'string'))
      .map(([keyword, inner]) => {
        if (keyword !== '$ref' || typeof inner !== 'string') return [keyword, point(inner, names)]
        const local = inner.replace('#/definitions/', '')
        return [keyword, `#/components/schemas/${names.get(local) ?? local}`]
      }),
  )
}
