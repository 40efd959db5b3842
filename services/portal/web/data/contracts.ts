import type { CommandDefinition, contexts, QueryDefinition, Role as RoleType } from '@lianxie/contracts'
import type { z } from 'zod'

// Types alone: nothing of zod or the contracts gets into what a browser loads.
type Contexts = typeof contexts
type Definition = { [C in keyof Contexts]: Contexts[C][keyof Contexts[C]] }[keyof Contexts]
type AnyQuery = Extract<Definition, QueryDefinition<any, any, any>>
type AnyCommand = Extract<Definition, CommandDefinition<any, any>>
type Queries = { [Q in AnyQuery as Q['type']]: Q }
type Commands = { [C in AnyCommand as C['type']]: C }

export type Role = RoleType
/** What can be asked, by its type: `proposals.docket`. */
export type QueryType = keyof Queries
export type Params<T extends QueryType> = Partial<z.output<Queries[T]['params']>>
export type Answer<T extends QueryType> = z.output<Queries[T]['result']>
/** One row of a list. */
export type Row<T extends QueryType> = Answer<T> extends { items: readonly (infer R)[] } ? R : never
/** Lists, which are asked page by page. */
export type ListType = { [T in QueryType]: Answer<T> extends { items: unknown; total: number } ? T : never }[QueryType]
export type CommandType = keyof Commands
export type Body<T extends CommandType> = z.input<Commands[T]['schema']>
