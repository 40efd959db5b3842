import type { JsonSchema } from '../src/json-schema.ts'

/** One change planted in a schema: its kind, where, and the schema with it, made when it is asked for. */
export interface Planted {
  kind: string
  at: string
  readonly schema: JsonSchema
}

/** Every break that can be planted at each place of a schema, one at a time. */
export function* breaks(root: JsonSchema): Generator<Planted> {
  for (const { path, node } of nodes(root)) {
    const plant = (kind: string, change: (copy: any) => void, name = '') => planted(root, path, kind, change, name)
    const properties = node['properties'] as Record<string, JsonSchema> | undefined
    const required = (node['required'] ?? []) as string[]
    for (const name of Object.keys(properties ?? {})) {
      const others = required.filter((other) => other !== name)
      const remove = (copy: any) => {
        delete copy.properties[name]
        copy.required = others
      }
      yield plant('field removed', remove, name)
      if (required.includes(name)) yield plant('field made optional', (copy) => (copy.required = others), name)
      else yield plant('field made required', (copy) => copy.required.push(name), name)
    }
    if (properties) {
      const add = (copy: any) => {
        copy.properties.planted = { type: 'string' }
        copy.required = [...required, 'planted']
      }
      yield plant('required field added', add)
      yield plant('further fields let in', (copy) => (copy.additionalProperties = true))
    }
    const values = node['enum'] as unknown[] | undefined
    if (values && values.length > 1) yield plant('enum narrowed', (copy) => copy.enum.pop())
    if (values) yield plant('enum widened', (copy) => copy.enum.push('PLANTED'))
    if (node['const'] !== undefined) yield plant('constant changed', (copy) => (copy.const = 'PLANTED'))
    for (const limit of ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'exclusiveMinimum']) {
      const value = node[limit]
      if (typeof value !== 'number' || Math.abs(value) === Number.MAX_SAFE_INTEGER) continue
      yield plant(`${limit} raised`, (copy) => (copy[limit] = value + 1))
      yield plant(`${limit} lowered`, (copy) => (copy[limit] = value - 1))
    }
    for (const rule of ['pattern', 'format'])
      if (node[rule] !== undefined) {
        yield plant(`${rule} changed`, (copy) => (copy[rule] = 'planted'))
        yield plant(`${rule} removed`, (copy) => delete copy[rule])
      }
    for (const union of ['anyOf', 'oneOf'])
      if (Array.isArray(node[union])) {
        yield plant('alternative removed', (copy) => copy[union].pop())
        yield plant('alternative added', (copy) => copy[union].push({ type: 'boolean' }))
      }
    if (typeof node['type'] === 'string')
      yield plant('type changed', (copy) => (copy.type = copy.type === 'boolean' ? 'integer' : 'boolean'))
  }
}

/** Each object of a schema with an optional field more. */
export function* additions(root: JsonSchema): Generator<Planted> {
  for (const { path, node } of nodes(root))
    if (node['properties'])
      yield planted(root, path, 'optional field added', (copy) => (copy.properties.planted = { type: 'string' }))
}

function planted(
  root: JsonSchema,
  path: readonly string[],
  kind: string,
  change: (copy: any) => void,
  name = '',
): Planted {
  return {
    kind,
    at: [...path, name].join('.'),
    get schema() {
      const schema = structuredClone(root) as any
      const place = path.reduce((part, step) => part[step], schema)
      place.required ??= []
      change(place)
      return schema
    },
  }
}

/** Every schema within a schema, with where it stands. */
function* nodes(schema: unknown, path: string[] = []): Generator<{ path: string[]; node: JsonSchema }> {
  if (typeof schema !== 'object' || schema === null) return
  yield { path, node: schema as JsonSchema }
  for (const [keyword, part] of Object.entries(schema)) {
    if (['properties', '$defs'].includes(keyword))
      for (const [name, inner] of Object.entries(part as object)) yield* nodes(inner, [...path, keyword, name])
    else if (Array.isArray(part) && ['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(keyword))
      for (const [i, inner] of part.entries()) yield* nodes(inner, [...path, keyword, String(i)])
    else if (['items', 'additionalProperties', 'propertyNames'].includes(keyword))
      yield* nodes(part, [...path, keyword])
  }
}
