import type { JsonSchema } from '../src/json-schema.ts'

/** A schema with one change planted, and what it was. */
export interface Planted {
  what: string
  schema: JsonSchema
}

/** Every break that can be planted at each place of a schema, one at a time. */
export function* breaks(root: JsonSchema): Generator<Planted> {
  for (const { path, node } of nodes(root)) {
    const plant = (what: string, change: (copy: any) => void) => planted(root, path, what, change)
    const properties = node['properties'] as Record<string, JsonSchema> | undefined
    const required = (node['required'] ?? []) as string[]
    for (const name of Object.keys(properties ?? {})) {
      yield plant(`${name} removed`, (copy) => {
        delete copy.properties[name]
        copy.required = required.filter((other) => other !== name)
      })
      yield plant(`${name} of another type`, (copy) => {
        copy.properties[name] = { type: 'array', items: { type: 'boolean' } }
      })
      yield plant(`${name} ${required.includes(name) ? 'optional' : 'required'}`, (copy) => {
        copy.required = required.includes(name) ? required.filter((other) => other !== name) : [...required, name]
      })
    }
    if (properties) {
      yield plant('a required field', (copy) => {
        copy.properties.planted = { type: 'string' }
        copy.required = [...required, 'planted']
      })
      yield plant('opened', (copy) => (copy.additionalProperties = true))
    }
    const list = node['enum'] as unknown[] | undefined
    if (list && list.length > 1) yield plant('a narrowed enum', (copy) => copy.enum.pop())
    if (list) yield plant('a widened enum', (copy) => copy.enum.push('PLANTED'))
    if (node['const'] !== undefined) yield plant('another constant', (copy) => (copy.const = 'PLANTED'))
    for (const limit of ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'exclusiveMinimum']) {
      const value = node[limit]
      if (typeof value !== 'number' || Math.abs(value) === Number.MAX_SAFE_INTEGER) continue
      yield plant(`${limit} + 1`, (copy) => (copy[limit] = value + 1))
      yield plant(`${limit} - 1`, (copy) => (copy[limit] = value - 1))
    }
    for (const rule of ['pattern', 'format'])
      if (node[rule] !== undefined) {
        yield plant(`another ${rule}`, (copy) => (copy[rule] = 'planted'))
        yield plant(`no ${rule}`, (copy) => delete copy[rule])
      }
    for (const union of ['anyOf', 'oneOf'])
      if (Array.isArray(node[union])) {
        yield plant('an alternative removed', (copy) => copy[union].pop())
        yield plant('an alternative added', (copy) => copy[union].push({ type: 'boolean' }))
      }
    if (typeof node['type'] === 'string')
      yield plant('another type', (copy) => (copy.type = copy.type === 'boolean' ? 'integer' : 'boolean'))
  }
}

/** Each object of a schema with an optional field more. */
export function* additions(root: JsonSchema): Generator<Planted> {
  for (const { path, node } of nodes(root))
    if (node['properties'])
      yield planted(root, path, 'an optional field', (copy) => (copy.properties.planted = { type: 'string' }))
}

function planted(root: JsonSchema, path: readonly string[], what: string, change: (copy: any) => void): Planted {
  const schema = structuredClone(root) as any
  change(path.reduce((part, name) => part[name], schema))
  return { what: `${path.join('.')}: ${what}`, schema }
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
