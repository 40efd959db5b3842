import { z } from 'zod'

interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  maxLength?: number
  minLength?: number
  maxItems?: number
  minItems?: number
  maximum?: number
  minimum?: number
  exclusiveMinimum?: number
  pattern?: string
  format?: string
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

export interface WrongBody {
  /** What is wrong with it, for the report: `title: over-long`. */
  what: string
  /** The path of the field that the refusal must name. */
  field: string
  body: unknown
}

/**
 * Bodies that a schema must refuse, each derived from `valid` by one mistake: every field at every depth missing,
 * of a wrong type, over-long, out of range, null, outside its enum, with control characters, and one field too many.
 */
export function wrongBodies(schema: z.ZodType, valid: unknown): WrongBody[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const found: WrongBody[] = []
  const put = (path: (string | number)[], what: string, value: unknown) =>
    found.push({
      what: `${path.join('.') || 'body'}: ${what}`,
      field: path.join('.'),
      body: replace(valid, path, value),
    })
  const visit = (node: JsonSchema, value: unknown, path: (string | number)[], optional: boolean, nullable = false) => {
    const s = resolve(node, json)
    // A union is walked by the alternative that the sample took; its other mistakes are those of the alternatives.
    const alternatives = s.anyOf ?? s.oneOf
    if (alternatives) {
      const taken = alternatives.map((a) => resolve(a, json)).find((a) => fits(a, value))
      put(path, 'of no alternative', Symbol.for('odd'))
      const orNull = alternatives.some((a) => resolve(a, json).type === 'null')
      if (taken) visit(taken, value, path, true, orNull)
      return
    }
    if (s.const !== undefined || s.enum) return void put(path, 'outside the list', 'no-such-thing')
    if (!optional || value !== undefined) {
      if (s.type !== 'null' && !nullable) put(path, 'null', null)
    }
    switch (s.type) {
      case 'object': {
        if (typeof value !== 'object' || value === null) return
        put(path, 'text for an object', 'text')
        put([...path, 'noSuchField'], 'one field too many', 1)
        for (const [name, child] of Object.entries(s.properties ?? {})) {
          const required = s.required?.includes(name) ?? false
          const inner = (value as Record<string, unknown>)[name]
          if (required) put([...path, name], 'missing', undefined)
          if (inner !== undefined) visit(child, inner, [...path, name], !required)
        }
        return
      }
      case 'array': {
        put(path, 'an object for a list', {})
        if (s.maxItems !== undefined && Array.isArray(value) && value.length > 0)
          put(
            path,
            'too many',
            Array.from({ length: s.maxItems + 1 }, () => value[0]),
          )
        if ((s.minItems ?? 0) > 0) put(path, 'too few', [])
        if (Array.isArray(value) && value.length > 0 && s.items) visit(s.items, value[0], [...path, 0], false)
        return
      }
      case 'string':
        put(path, 'a number for text', 7)
        put(path, 'a list for text', ['a'])
        if (s.minLength !== undefined || s.pattern || s.format) put(path, 'empty', '')
        put(path, 'over-long', 'x'.repeat((s.maxLength ?? 20_000) + 1))
        put(path, 'with a null character', 'a\u0000b')
        return
      case 'integer':
      case 'number':
        put(path, 'text for a number', 'seven')
        if (s.type === 'integer') put(path, 'a fraction', 1.5)
        if (s.maximum !== undefined) put(path, 'too large', s.maximum + 1)
        if (s.minimum !== undefined) put(path, 'too small', s.minimum - 1)
        return
      case 'boolean':
        put(path, 'text for yes or no', 'yes')
        return
      default:
    }
  }
  visit(json, valid, [], false)
  return found
}

function resolve(node: JsonSchema, root: JsonSchema): JsonSchema {
  if (node.$ref) return resolve(root.$defs?.[node.$ref.split('/').at(-1)!] ?? {}, root)
  if (node.allOf?.length === 1) return resolve({ ...node.allOf[0], ...node, allOf: [] }, root)
  return node
}

function fits({ type, const: fixed, enum: list, properties, required }: JsonSchema, value: unknown): boolean {
  if (fixed !== undefined) return fixed === value
  if (list) return list.includes(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const shape = value as Record<string, unknown>
    return (
      (required ?? []).every((name) => name in shape) &&
      Object.entries(properties ?? {}).every(
        ([name, child]) => child.const === undefined || child.const === shape[name],
      )
    )
  }
  return type === undefined || typeof value === type
}

function replace(whole: unknown, [head, ...rest]: (string | number)[], value: unknown): unknown {
  if (head === undefined) return typeof value === 'symbol' ? { odd: ['odd'] } : value
  if (Array.isArray(whole)) return whole.map((item, i) => (i === head ? replace(item, rest, value) : item))
  const copy: Record<string, unknown> = { ...(whole as Record<string, unknown>) }
  if (rest.length === 0 && value === undefined) delete copy[String(head)]
  else copy[String(head)] = replace(copy[String(head)], rest, value)
  return copy
}
