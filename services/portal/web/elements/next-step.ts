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
  /** The version that the page has read, where the fields are what is stored (`edits`). */
  version?: number
  edits?: boolean
  /** Reads anew what another has changed, where the page does not by itself. */
  onStale?: () => void
  /** It is possible, but nothing waits for it. */
  quiet?: boolean
  /** Which of several it is about, as the version that is approved: with another one it is another step. */
  about?: string | number
}

/** The step that was opened, as it may be taken now; undefined once it is no longer possible. */
export const possibleNow = <S extends Pick<NextStep, 'command' | 'about'>>(
  opened: S,
  steps: readonly S[],
): S | undefined => steps.find(({ command, about }) => command === opened.command && about === opened.about)

/** What takes back, puts off or reminds may be done at any time: nothing waits for it. */
const ANY_TIME = /\.(?:extend|withdraw|remind|correct|cancel|revoke|disband)-/

/** 主要的一步: the first that is waited for; it stands out among the others. */
export const mainOf = <S extends Pick<NextStep, 'command' | 'quiet'>>(steps: readonly S[]): S | undefined =>
  steps.find(({ command, quiet }) => !quiet && !ANY_TIME.test(command))
