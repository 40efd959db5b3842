import { contexts, events } from './catalog.ts'
import type { EventDefinition } from './define.ts'
import type { JsonSchema } from './json-schema.ts'
import { snapshotOf } from './snapshot.ts'

/** Every event of the platform as one page of Markdown: `docs/events.md`. */
export function eventsPage(): string {
  const names = Object.keys(contexts)
  const counts = names.map((context) => `[${context}](#${context}) (${ofContext(context).length})`)
  return `# Events

Written by \`node packages/contracts/scripts/release.ts\` from the definitions in \`packages/contracts/src\`; do not edit.

${events.length} events: ${counts.join(', ')}. Each travels in the envelope of
[packages/contracts](../packages/contracts/README.md), on the subject \`evt.<committee>.<context>.<aggregate>.<aggregate id>\`,
with the type \`cn.lianxie.<context>.<event>.v<version>\`. The class tells how far an event may go: \`public\` to anyone,
\`joint\` to the partners of a compact, \`internal\` stays with the committee. A field with \`?\` may be missing.

${names.map(contextPart).join('\n\n')}
`
}

// Sorted: the order in which a module lists its exports is not the same everywhere.
const ofContext = (context: string) =>
  events.filter((event) => event.context === context).sort((a, b) => (a.wireType < b.wireType ? -1 : 1))

function contextPart(context: string): string {
  const own = ofContext(context).map((event) => ({ event, schema: schemaOf(event) }))
  const aggregates = [...new Set(own.map(({ event }) => event.aggregate))].sort()
  const types = new Map(
    own.flatMap(({ schema }) => Object.entries((schema['$defs'] ?? {}) as Record<string, JsonSchema>)),
  )
  const type = typeText(context)
  return [
    `## ${context}`,
    ...aggregates.map((aggregate) =>
      [
        `### ${context} · ${aggregate}`,
        '',
        '| Event | 含义 / Meaning | Class | Fields |',
        '|---|---|---|---|',
        ...own
          .filter(({ event }) => event.aggregate === aggregate)
          .map(({ event, schema }) => row(event, schema, type)),
      ].join('\n'),
    ),
    [
      `### ${context} · types`,
      '',
      '| Type | Values |',
      '|---|---|',
      ...[...types]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([name, schema]) =>
            `| <a id="${anchor(context, name)}"></a>${typeName(name)} | ${definition(schema, type)} |`,
        ),
    ].join('\n'),
  ].join('\n\n')
}

function schemaOf(event: EventDefinition): JsonSchema {
  const snapshot = snapshotOf(event)
  if (snapshot.kind !== 'event') throw new Error(`expected an event, got ${event.type}`)
  return snapshot.schema
}

const row = ({ wireType, doc, classification, key }: EventDefinition, schema: JsonSchema, type: TypeText) =>
  `| \`${wireType}\` | ${cell(doc.zh)}<br>${cell(doc.en)} | ${classification} | ${fields(schema, type, key)} |`

type TypeText = (schema: JsonSchema) => string

/** The key of the aggregate is in bold. */
const fields = (schema: JsonSchema, type: TypeText, key?: string): string => {
  const required = (schema['required'] ?? []) as string[]
  return Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
    .map(([name, field]) => {
      const shown = `\`${name}${required.includes(name) ? '' : '?'}\``
      return `${name === key ? `**${shown}**` : shown} ${type(field)}`
    })
    .join('<br>')
}

const definition = (schema: JsonSchema, type: TypeText): string => {
  const note = typeof schema['description'] !== 'string' ? '' : `${cell(schema['description'])}<br>`
  return `${note}${schema['properties'] ? fields(schema, type) : type({ ...schema, description: undefined })}`
}

/** What a value looks like, in a few words. */
const typeText =
  (context: string): TypeText =>
  (schema) => {
    const text = typeText(context)
    if (typeof schema['$ref'] === 'string') {
      const name = schema['$ref'].replace('#/$defs/', '')
      return `[${typeName(name)}](#${anchor(context, name)})`
    }
    if (schema['const'] !== undefined) return code(schema['const'])
    if (Array.isArray(schema['enum'])) return schema['enum'].map(code).join(' ')
    const union = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined
    if (union) return union.map(text).join(' or ')
    switch (schema['type']) {
      case 'array':
        return `list of ${schema['items'] ? text(schema['items'] as JsonSchema) : 'anything'}${range(schema, 'Items')}`
      case 'object': {
        if (schema['properties']) return `{ ${fields(schema, text).replaceAll('<br>', ', ')} }`
        const further = schema['additionalProperties']
        return `map of ${typeof further === 'object' ? text(further as JsonSchema) : 'anything'}`
      }
      case 'string':
        return `${typeof schema['format'] === 'string' ? schema['format'] : 'text'}${range(schema, 'Length')}`
      case undefined:
        return Array.isArray(schema['allOf']) ? (schema['allOf'] as JsonSchema[]).map(text).join(' and ') : 'any JSON'
      default:
        return `${String(schema['type'])}${numberRange(schema)}`
    }
  }

const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``

function range(schema: JsonSchema, of: 'Items' | 'Length'): string {
  const [least, most] = [number(schema[`min${of}`]), number(schema[`max${of}`])]
  if (least !== undefined && least === most) return ` of ${least}`
  return limits(least === 0 || (of === 'Length' && least === 1) ? undefined : least, most)
}

function numberRange({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  const above = number(exclusiveMinimum)
  return limits(number(minimum) ?? (above === undefined ? undefined : above + 1), number(maximum))
}

// zod bounds every whole number by what JavaScript can hold exactly: that is no limit to speak of.
const number = (value: unknown) =>
  typeof value === 'number' && Math.abs(value) !== Number.MAX_SAFE_INTEGER ? value : undefined

function limits(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return ` ${least}–${most}`
  return least === undefined ? (most === undefined ? '' : ` ≤ ${most}`) : ` ≥ ${least}`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const typeName = (name: string) => (name.startsWith('__') ? 'JSON' : name)
const anchor = (context: string, name: string) => `${context}-${name.toLowerCase().replace(/^__/, '')}`
