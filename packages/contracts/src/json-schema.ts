/** A JSON Schema, draft 2020-12, as zod writes it. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** Keywords that say nothing about which values are valid. */
const ANNOTATIONS = new Set([
  '$schema',
  '$id',
  '$defs',
  'id',
  'title',
  'description',
  'examples',
  'deprecated',
  'personal',
])

/** The schema behind references, with what stands beside them; throws when a reference leads nowhere. */
export function resolve(schema: unknown, root: JsonSchema): JsonSchema {
  if (schema === true || schema === undefined) return {}
  if (schema === false) return { not: {} }
  const { $ref, ...beside } = schema as JsonSchema
  if (typeof $ref !== 'string') return beside
  const target = $ref === '#' ? root : (root['$defs'] as JsonSchema | undefined)?.[$ref.replace('#/$defs/', '')]
  if (!target) throw new Error(`expected a reference into $defs, got ${$ref}`)
  return { ...resolve(target, root), ...beside }
}

/**
 * A schema without references, annotations and `allOf` at its top; `patterns` lists every pattern that must hold.
 * Parts of an `allOf` that contradict the rest stay in `allOf`.
 */
export function normalise(schema: unknown, root: JsonSchema): JsonSchema {
  const { allOf, pattern, ...rest } = resolve(schema, root)
  const merged: Record<string, unknown> = {}
  const patterns = new Set<unknown>(pattern === undefined ? [] : [pattern])
  const contradictions: unknown[] = []
  for (const [keyword, value] of Object.entries(rest)) if (!ANNOTATIONS.has(keyword)) merged[keyword] = value
  for (const part of (allOf ?? []) as unknown[]) {
    const { patterns: more, allOf: inner, ...keywords } = normalise(part, root)
    for (const one of (more ?? []) as unknown[]) patterns.add(one)
    const clash = Object.entries(keywords).some(
      ([keyword, value]) => keyword in merged && !same(merged[keyword], value),
    )
    if (clash) contradictions.push(keywords)
    else Object.assign(merged, keywords)
    contradictions.push(...((inner ?? []) as unknown[]))
  }
  if (patterns.size > 0) merged['patterns'] = [...patterns]
  if (contradictions.length > 0) merged['allOf'] = contradictions
  return merged
}

/** The alternatives of a union, each normalised; a schema that is no union is its own only alternative. */
export function alternatives(schema: unknown, root: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf, ...common } = normalise(schema, root)
  const list = (anyOf ?? oneOf) as unknown[] | undefined
  if (list) return list.flatMap((one) => alternatives(one, root)).map((one) => ({ ...common, ...one }))
  const type = common['type']
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...common, type: one })) : [common]
}

/** Whether two JSON values are equal; the order of the members of an object does not matter. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), Object.keys(b)]
  return (
    left.length === right.length && left.every(([name, value]) => name in b && same(value, (b as JsonSchema)[name]))
  )
}
