import * as consultations from './consultations/index.ts'
import type { CommandDefinition, EventDefinition, Fact, QueryDefinition } from './define.ts'
import * as directory from './directory/index.ts'
import * as identity from './identity/index.ts'
import * as joint from './joint/index.ts'
import * as notices from './notices/index.ts'
import * as proposals from './proposals/index.ts'
import * as supervision from './supervision/index.ts'

type Definition = CommandDefinition | EventDefinition | QueryDefinition

/** The contexts of the platform; each is one service's language. */
export const contexts = { directory, consultations, proposals, supervision, joint, identity, notices } as const

const isDefinition = (part: unknown): part is Definition =>
  ['command', 'event', 'query'].includes((part as { kind?: string } | null)?.kind ?? '')

const definitions = Object.values(contexts).flatMap((context) => Object.values<unknown>(context).filter(isDefinition))

/** Every command, event and query that there is, in the order in which the contexts declare them. */
export const commands = definitions.filter((definition) => definition.kind === 'command')
export const events = definitions.filter((definition) => definition.kind === 'event')
export const queries = definitions.filter((definition) => definition.kind === 'query')

const byFact = new Map(events.map((event) => [`${event.type} ${event.version}`, event]))
const byWireType = new Map(events.map((event) => [event.wireType, event]))

/** The definition that made a fact; throws when none did. */
export function definitionOf({ type, version }: Pick<Fact, 'type' | 'version'>): EventDefinition {
  const definition = byFact.get(`${type} ${version}`)
  if (!definition) throw new Error(`expected an event of the contracts, got ${type} version ${version}`)
  return definition
}

/** The definition behind a CloudEvents type; undefined for one that this version does not know. */
export const definitionOfWireType = (wireType: string): EventDefinition | undefined => byWireType.get(wireType)
