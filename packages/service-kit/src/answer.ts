import type { ParamsOf, QueryDefinition, ResultOf, Role } from '@lianxie/contracts'
import type { Actor } from './actor.ts'
import type { Runtime } from './runtime.ts'
import type { Database } from './tables.ts'

/** What an answer may know beside its parameters. */
export interface AnswerContext {
  /** Absent only where `allow` is `public`. */
  actor: Actor
  now: Date
  runtime: Runtime<any>
}

/** One query: who may ask it and how it is read. */
export interface Answer<Q extends QueryDefinition = QueryDefinition, Tables = any> {
  query: Q
  /** The roles that may ask, or `public` for everybody without signing in. */
  allow: readonly Role[] | 'public'
  /** How often one account or address may ask it in a minute, where that is less than for all else. */
  perMinute?: number
  read(db: Database<Tables>, params: ParamsOf<Q>, context: AnswerContext): Promise<ResultOf<Q>>
}

/** Ties a query to the way it is read; throws Refusals such as `common.not_found`. */
export function answer<Q extends QueryDefinition, Tables>(
  query: Q,
  parts: Omit<Answer<Q, Tables>, 'query'>,
): Answer<Q, Tables> {
  return { query, ...parts }
}
