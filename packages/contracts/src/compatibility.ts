import { alternatives, type JsonSchema, normalise, same } from './json-schema.ts'

/**
 * What a change does to the values that are valid: `narrowed` turns some down that were valid before, `widened` lets
 * some in that were not, `changed` does both or cannot be told, `default` gives what is left out another meaning.
 */
export type Effect = 'narrowed' | 'widened' | 'changed' | 'default'

export interface Difference {
  /** Where, as a JSON path: `$.items[*].month`, with the alternative of a union in parentheses. */
  path: string
  effect: Effect
  /** What changed, as an English sentence without its full stop. */
  change: string
}

/**
 * Who must go on understanding whom. Events are kept for ever, so old and new must read each other (FULL_TRANSITIVE);
 * a request of an old client must be accepted; an answer to an old client must be readable.
 */
export type Reading = 'event' | 'request' | 'result'

const BREAKING: Record<Reading, readonly Effect[]> = {
  event: ['narrowed', 'widened', 'changed'],
  request: ['narrowed', 'changed', 'default'],
  result: ['widened', 'changed'],
}

/**
 * The breaking differences between a released JSON Schema and the current one; empty when every reader can go on.
 * For events only an additional optional field passes. As no field may ever be removed, what is compatible with the
 * last release is compatible with all before it. In doubt a difference is breaking: an unknown keyword must not change.
 */
export function compareSchemas(
  released: JsonSchema,
  current: JsonSchema,
  reading: Reading = 'event',
): readonly Difference[] {
  const roots = { released, current, open: new Set<string>() }
  return compare('$', released, current, roots).filter(({ effect }) => BREAKING[reading].includes(effect))
}

interface Roots {
  released: JsonSchema
  current: JsonSchema
  /** The pairs of references that are being compared further up, where a schema refers to itself. */
  open: Set<string>
}

function compare(path: string, released: unknown, current: unknown, roots: Roots): Difference[] {
  const pair = `${reference(released)} ${reference(current)}`
  const recursive = !pair.startsWith(' ') && !pair.endsWith(' ')
  if (recursive && roots.open.has(pair)) return []
  if (recursive) roots.open.add(pair)
  try {
    const [before, after] = [alternatives(released, roots.released), alternatives(current, roots.current)]
    return [
      ...(before.length === 1 && after.length === 1
        ? compareOne(path, before[0]!, after[0]!, roots)
        : compareUnions(path, before, after, roots)),
      ...compareDefaults(path, normalise(released, roots.released), normalise(current, roots.current)),
    ]
  } finally {
    if (recursive) roots.open.delete(pair)
  }
}

const reference = (schema: unknown) => String((schema as { $ref?: string } | undefined)?.$ref ?? '')

/** Alternatives belong together when they are equal, or else bear the same discriminator or type. */
function compareUnions(path: string, released: JsonSchema[], current: JsonSchema[], roots: Roots): Difference[] {
  const left = [...current]
  const takeOut = (fits: (one: JsonSchema) => boolean) => {
    const at = left.findIndex(fits)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const unequal = released.filter(
    (before) => !takeOut((after) => isEqual(compareOne('', before, after, roots)) && label(before) === label(after)),
  )
  const found = unequal.flatMap((before) => {
    const name = label(before)
    const after = takeOut((one) => label(one) === name)
    return after
      ? compareOne(`${path}(${name})`, before, after, roots)
      : [difference(path, 'narrowed', `the alternative ${name} was removed`)]
  })
  return [...found, ...left.map((one) => difference(path, 'widened', `the alternative ${label(one)} was added`))]
}

const isEqual = (differences: Difference[]) => differences.length === 0

function label(schema: JsonSchema): string {
  const fixed = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
    .filter(([, property]) => property['const'] !== undefined)
    .map(([name, property]) => `${name}=${String(property['const'])}`)
  return fixed.length > 0 ? fixed.join(',') : named(schema['type'], 'any')
}

function compareDefaults(path: string, { default: before }: JsonSchema, { default: after }: JsonSchema): Difference[] {
  if (same(before, after)) return []
  return [difference(path, 'default', `the default changed from ${JSON.stringify(before)} to ${JSON.stringify(after)}`)]
}

function compareOne(path: string, before: JsonSchema, after: JsonSchema, roots: Roots): Difference[] {
  const type = compareTypes(path, before['type'], after['type'])
  if (type?.effect === 'changed') return [type]
  return [
    ...(type ? [type] : []),
    ...compareValues(path, allowed(before), allowed(after)),
    ...LOWER.flatMap((keyword) => compareLimit(path, keyword, before[keyword], after[keyword], 1)),
    ...UPPER.flatMap((keyword) => compareLimit(path, keyword, before[keyword], after[keyword], -1)),
    ...comparePatterns(path, before['patterns'], after['patterns']),
    ...compareOthers(path, before, after),
    ...compareProperties(path, before, after, roots),
    ...compareRest(`${path}.*`, 'further fields', before['additionalProperties'], after['additionalProperties'], roots),
    ...compareRest(`${path}[*]`, 'elements', before['items'], after['items'], roots),
    ...compareRest(`${path}.(name)`, 'names of fields', before['propertyNames'], after['propertyNames'], roots),
    ...compareTuples(path, before['prefixItems'], after['prefixItems'], roots),
  ]
}

function compareTypes(path: string, before: unknown, after: unknown): Difference | undefined {
  if (before === after) return undefined
  const wider = after === undefined || (before === 'integer' && after === 'number')
  const narrower = before === undefined || (before === 'number' && after === 'integer')
  const effect = wider ? 'widened' : narrower ? 'narrowed' : 'changed'
  return difference(path, effect, `the type changed from ${named(before, 'any')} to ${named(after, 'any')}`)
}

const allowed = ({ const: only, enum: list }: JsonSchema): readonly unknown[] | undefined =>
  only === undefined ? (list as unknown[] | undefined) : [only]

function compareValues(path: string, before?: readonly unknown[], after?: readonly unknown[]): Difference[] {
  if (!before && !after) return []
  if (!before) return [difference(path, 'narrowed', `only ${list(after!)} ${are(after!)} valid now`)]
  if (!after) return [difference(path, 'widened', `no longer only ${list(before)} ${are(before)} valid`)]
  const removed = before.filter((value) => !after.some((other) => same(value, other)))
  const added = after.filter((value) => !before.some((other) => same(value, other)))
  return [
    ...(removed.length > 0 ? [difference(path, 'narrowed', `${list(removed)} ${are(removed)} no longer valid`)] : []),
    ...(added.length > 0 ? [difference(path, 'widened', `${list(added)} ${are(added)} new`)] : []),
  ]
}

const list = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ')
const are = (values: readonly unknown[]) => (values.length === 1 ? 'is' : 'are')

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const

/** `inwards` is 1 where a greater limit lets less in, -1 where a smaller one does. */
function compareLimit(path: string, keyword: string, before: unknown, after: unknown, inwards: 1 | -1): Difference[] {
  if (before === after) return []
  const from = (before as number | undefined) ?? -Infinity * inwards
  const to = (after as number | undefined) ?? -Infinity * inwards
  const effect = (to - from) * inwards > 0 ? 'narrowed' : 'widened'
  return [difference(path, effect, `${keyword} changed from ${named(before, 'none')} to ${named(after, 'none')}`)]
}

function comparePatterns(path: string, before: unknown = [], after: unknown = []): Difference[] {
  const [old, now] = [before as string[], after as string[]]
  return [
    ...now
      .filter((pattern) => !old.includes(pattern))
      .map((pattern) => difference(path, 'narrowed', `the pattern ${pattern} was added`)),
    ...old
      .filter((pattern) => !now.includes(pattern))
      .map((pattern) => difference(path, 'widened', `the pattern ${pattern} was removed`)),
  ]
}

/** Keywords that are compared on their own; of all others, known or not, nothing may change unnoticed. */
const COMPARED = new Set<string>([
  ...LOWER,
  ...UPPER,
  'type',
  'const',
  'enum',
  'patterns',
  'default',
  'required',
  'properties',
  'additionalProperties',
  'propertyNames',
  'items',
  'prefixItems',
])

function compareOthers(path: string, before: JsonSchema, after: JsonSchema): Difference[] {
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)].filter((keyword) => !COMPARED.has(keyword)))
  return [...keywords]
    .filter((keyword) => !same(before[keyword], after[keyword]))
    .map((keyword) => {
      const effect =
        before[keyword] === undefined ? 'narrowed' : after[keyword] === undefined ? 'widened' : ('changed' as const)
      const [from, to] = [before[keyword], after[keyword]].map((value) =>
        value === undefined ? 'none' : JSON.stringify(value),
      )
      return difference(path, effect, `${keyword} changed from ${from} to ${to}`)
    })
}

function compareProperties(path: string, before: JsonSchema, after: JsonSchema, roots: Roots): Difference[] {
  const [old, now] = [properties(before), properties(after)]
  const [needed, needs] = [new Set(before['required'] as string[]), new Set(after['required'] as string[])]
  const names = new Set([...Object.keys(old), ...Object.keys(now), ...needed, ...needs])
  return [...names].flatMap((name) => {
    const at = /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`
    if (name in old && !(name in now)) return [difference(at, 'changed', 'the field was removed')]
    if (name in now && !(name in old))
      return needs.has(name)
        ? [difference(at, 'narrowed', 'a required field was added')]
        : compareFormerly(at, before['additionalProperties'], now[name], roots)
    return [
      ...(needs.has(name) && !needed.has(name) ? [difference(at, 'narrowed', 'the field became required')] : []),
      ...(needed.has(name) && !needs.has(name) ? [difference(at, 'widened', 'the field became optional')] : []),
      ...(name in old ? compare(at, old[name], now[name], roots) : []),
    ]
  })
}

const properties = (schema: JsonSchema) => (schema['properties'] ?? {}) as Record<string, unknown>

/** A new optional field is additive, unless further fields had a type of their own, which it then must keep. */
function compareFormerly(path: string, further: unknown, field: unknown, roots: Roots): Difference[] {
  return openness(further) === 'typed' ? compare(path, further, field, roots) : []
}

function compareRest(path: string, what: string, before: unknown, after: unknown, roots: Roots): Difference[] {
  const [was, is] = [openness(before), openness(after)]
  if (was === 'typed' && is === 'typed') return compare(path, before, after, roots)
  if (was === is) return []
  const order = ['closed', 'typed', 'open']
  const effect = order.indexOf(was) < order.indexOf(is) ? 'widened' : 'narrowed'
  return [difference(path, effect, `${what} were ${was} and are ${is} now`)]
}

function openness(schema: unknown): 'open' | 'typed' | 'closed' {
  if (schema === false) return 'closed'
  return schema === undefined || schema === true || same(schema, {}) ? 'open' : 'typed'
}

function compareTuples(path: string, before: unknown = [], after: unknown = [], roots: Roots): Difference[] {
  const [old, now] = [before as unknown[], after as unknown[]]
  if (old.length !== now.length)
    return [difference(path, 'changed', `the tuple had ${old.length} elements and has ${now.length} now`)]
  return old.flatMap((element, i) => compare(`${path}[${i}]`, element, now[i], roots))
}

const difference = (path: string, effect: Effect, change: string): Difference => ({ path, effect, change })

/** A keyword's value as text, or what stands for its absence. */
const named = (value: unknown, absent: string) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? absent)
