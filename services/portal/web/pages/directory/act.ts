import type { CommandType } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'

/** 一项办理: what can be done about what is shown, with the fields that it takes. */
export interface Act {
  key: string
  command: CommandType
  label: string
  fields: readonly FormField[]
  fixed?: Readonly<Record<string, unknown>>
  body?: (typed: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  version?: number
  danger?: boolean
  /** The one that is asked for most. */
  main?: boolean
  lead?: string
}
