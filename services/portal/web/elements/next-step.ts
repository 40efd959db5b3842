import type { CommandType } from '../data/contracts.ts'
import type { FormField } from './form-field.ts'

type Typed = Readonly<Record<string, unknown>>

/** 一步 that may be taken now: one command with what it asks for. */
export interface NextStep {
  command: CommandType
  label: string
  fields: readonly FormField[]
  /** What the page knows of the command without asking. */
  fixed: Typed
  /** What follows from it, said before it is done. */
  follows?: string
  body?: (typed: Typed) => Typed
}
