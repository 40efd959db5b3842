import { z } from 'zod'
import type { Classification } from './primitives.ts'

/** What a definition says to its reader, in the language of the committee and of the newcomer. */
export interface Doc {
  zh: string
  en: string
}

/** A thing that can be asked: `POST /<context>/commands/<name>` with the body given by `schema`. */
export interface CommandDefinition<T extends string = string, S extends z.ZodRawShape = z.ZodRawShape> {
  kind: 'command'
  type: T
  context: string
  name: string
  doc: Doc
  schema: z.ZodObject<S, z.core.$strict>
}

/** The body of a command after validation. */
export type CommandOf<C extends { kind: 'command'; schema: z.ZodType }> = z.output<C['schema']>

/** Defines a command by its type `<context>.<imperative>` and the shape of its body; unknown fields are refused. */
export function command<const T extends `${string}.${string}`, S extends z.ZodRawShape>(
  type: T,
  doc: Doc,
  shape: S,
): CommandDefinition<T, S> {
  const [context, name] = split(type)
  return { kind: 'command', type, context, name, doc, schema: z.strictObject(shape) }
}

/** What happened, as decided and before it has an envelope. */
export interface Fact<T extends string = string, D = unknown> {
  type: T
  version: number
  data: D
}

export interface EventDefinition<
  T extends string = string,
  S extends z.ZodRawShape = z.ZodRawShape,
  V extends number = number,
> {
  kind: 'event'
  type: T
  version: V
  context: string
  name: string
  doc: Doc
  /** `cn.lianxie.<context>.<name>.v<version>`, the CloudEvents type. */
  wireType: string
  /** The kind of thing it happened to; with `key` it names the aggregate `<aggregate>/<data[key]>`. */
  aggregate: string
  key: string
  classification: Classification
  schema: z.ZodObject<S, z.core.$strict>
  (data: z.input<z.ZodObject<S, z.core.$strict>>): Fact<T, z.output<z.ZodObject<S, z.core.$strict>>>
}

/** Any event definition, whatever its type and data. */
export type AnyEventDefinition = EventDefinition<any, any, any>

/** The fact that a definition makes, for exhaustive switches in `apply`. */
export type FactOf<E> =
  E extends EventDefinition<infer T, infer S> ? Fact<T, z.output<z.ZodObject<S, z.core.$strict>>> : never

/**
 * Defines an event by its type `<context>.<aggregate>-<past participle>` and version.
 * Calling the definition makes a fact and throws a ZodError when the data does not fit: publishers are strict.
 */
export function event<const T extends `${string}.${string}`, S extends z.ZodRawShape, const V extends number>(
  type: T,
  version: V,
  about: Doc & { aggregate: string; key: keyof S & string; classification?: Classification },
  shape: S,
): EventDefinition<T, S, V> {
  const [context, name] = split(type)
  const schema = z.strictObject(shape)
  const make = (data: unknown) => ({ type, version, data: schema.parse(data) })
  return Object.defineProperties(make, {
    ...Object.getOwnPropertyDescriptors({
      kind: 'event',
      type,
      version,
      context,
      doc: { zh: about.zh, en: about.en },
      wireType: `cn.lianxie.${context}.${name}.v${version}`,
      aggregate: about.aggregate,
      key: about.key,
      classification: about.classification ?? 'internal',
      schema,
    }),
    // A function's own `name` is not writable, but it is configurable.
    name: { value: name, enumerable: true },
  }) as unknown as EventDefinition<T, S, V>
}

export interface QueryDefinition<
  T extends string = string,
  P extends z.ZodRawShape = z.ZodRawShape,
  R extends z.ZodType = z.ZodType,
> {
  kind: 'query'
  type: T
  context: string
  name: string
  doc: Doc
  /** `GET /<context><path>`; a `:name` in it is taken from the parameters, the others are in the query string. */
  path: string
  params: z.ZodObject<P, z.core.$strict>
  result: R
}

export type ParamsOf<Q extends QueryDefinition> = z.output<Q['params']>
export type ResultOf<Q extends QueryDefinition> = z.output<Q['result']>

/** Defines a read by its noun, its path under the context, its parameters (strings on the wire: coerce) and its result. */
export function query<const T extends `${string}.${string}`, P extends z.ZodRawShape, R extends z.ZodType>(
  type: T,
  path: `/${string}`,
  doc: Doc,
  params: P,
  result: R,
): QueryDefinition<T, P, R> {
  const [context, name] = split(type)
  return { kind: 'query', type, context, name, doc, path, params: z.strictObject(params), result }
}

function split(type: string): [context: string, name: string] {
  const match = /^([a-z]+)\.([a-z]+(?:-[a-z0-9]+)*)$/.exec(type)
  if (!match) throw new Error(`expected a type like consultations.adopt-plan, got ${type}`)
  return [match[1]!, match[2]!]
}
