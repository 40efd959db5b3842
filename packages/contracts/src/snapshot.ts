import { z } from 'zod'
import { compareSchemas, type Difference } from './compatibility.ts'
import type { CommandDefinition, EventDefinition, QueryDefinition } from './define.ts'
import { Envelope } from './envelope.ts'
import type { JsonSchema } from './json-schema.ts'

/** What a definition promises to others, as plain JSON. */
export type Snapshot =
  | { kind: 'envelope'; schema: JsonSchema }
  | {
      kind: 'event'
      type: string
      version: number
      wireType: string
      aggregate: string
      key: string
      classification: string
      zh: string
      en: string
      schema: JsonSchema
    }
  | { kind: 'command'; type: string; zh: string; en: string; schema: JsonSchema }
  | { kind: 'query'; type: string; path: string; zh: string; en: string; params: JsonSchema; result: JsonSchema }

/** The URI under which the schema of an event is known: `dataschema` of its envelope. */
export const dataSchema = (wireType: string) => `urn:lianxie:schema:${wireType}`

/** What a definition promises today. Events and results are described as they are written, requests as they may come. */
export function snapshotOf(definition: CommandDefinition | EventDefinition | QueryDefinition): Snapshot {
  const { zh, en } = definition.doc
  switch (definition.kind) {
    case 'command':
      return { kind: 'command', type: definition.type, zh, en, schema: jsonSchema(definition.schema, 'input') }
    case 'query':
      return {
        kind: 'query',
        type: definition.type,
        path: definition.path,
        zh,
        en,
        params: jsonSchema(definition.params, 'input'),
        result: jsonSchema(definition.result, 'output'),
      }
    case 'event': {
      const { type, version, wireType, aggregate, key, classification } = definition
      const schema = { $id: dataSchema(wireType), ...jsonSchema(definition.schema, 'output') }
      return { kind: 'event', type, version, wireType, aggregate, key, classification, zh, en, schema }
    }
  }
}

export const envelopeSnapshot = (): Snapshot => ({
  kind: 'envelope',
  schema: { $id: 'urn:lianxie:schema:envelope', ...jsonSchema(Envelope, 'output') },
})

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $ref, ...json } = z.toJSONSchema(schema, { io }) as Record<string, unknown>
  return $ref === undefined ? json : { allOf: [{ $ref }], ...json }
}

/** Where a snapshot is kept under `snapshots/`: `consultations/plan-adopted.v1.json`, `…/adopt-plan.command.json`. */
export function snapshotFile(snapshot: Snapshot): string {
  if (snapshot.kind === 'envelope') return 'envelope.json'
  const place = snapshot.type.replace('.', '/')
  return snapshot.kind === 'event' ? `${place}.v${snapshot.version}.json` : `${place}.${snapshot.kind}.json`
}

/** What of a released definition no longer holds; a definition that is gone breaks everyone. */
export function breakingChanges(released: Snapshot, current: Snapshot | undefined): readonly Difference[] {
  if (!current) return [changed('the definition was removed')]
  switch (released.kind) {
    case 'envelope':
      return current.kind === 'envelope' ? compareSchemas(released.schema, current.schema) : [otherKind]
    case 'event':
      if (current.kind !== 'event') return [otherKind]
      return [
        ...(['type', 'wireType', 'version', 'aggregate', 'key', 'classification'] as const)
          .filter((name) => released[name] !== current[name])
          .map((name) => changed(`${name} changed from ${released[name]} to ${current[name]}`)),
        ...compareSchemas(released.schema, current.schema),
      ]
    case 'command':
      return current.kind === 'command' ? compareSchemas(released.schema, current.schema, 'request') : [otherKind]
    case 'query':
      if (current.kind !== 'query') return [otherKind]
      return [
        ...(released.path === current.path ? [] : [changed(`path changed from ${released.path} to ${current.path}`)]),
        ...compareSchemas(released.params, current.params, 'request'),
        ...compareSchemas(released.result, current.result, 'result'),
      ]
  }
}

const changed = (change: string): Difference => ({ path: '', effect: 'changed', change })
const otherKind = changed('it is of another kind now')
