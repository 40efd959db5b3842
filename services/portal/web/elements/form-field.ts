import type { FileRef } from '@lianxie/contracts'
import type { ReactNode } from 'react'

/** 附件 of a form: sent as soon as it is chosen, piece by piece. */
export interface KeptFile {
  id: string
  ref: FileRef
  state: 'SENDING' | 'SENT' | 'REFUSED'
  sent: number
  said?: string
  /** Not there for what was sent before this form was opened. */
  blob?: Blob
}

interface Named {
  name: string
  label: string
  hint?: ReactNode
  /** May stay empty; then it is not sent. */
  optional?: boolean
}
type Option = readonly [value: string, label: string]

/** 表单的一栏, named as the command names it. */
export type FormField =
  | (Named & { kind: 'line'; limit: number; value?: string })
  /** `begins`: what the form is begun with where nothing is stored yet. */
  | (Named & { kind: 'text'; limit: number; value?: string; begins?: string; rows?: number })
  | (Named & { kind: 'day'; value?: string; min?: string; max?: string })
  | (Named & { kind: 'instant'; value?: string })
  /** `outside`: said of a number that is not between `min` and `max`. */
  | (Named & { kind: 'number'; value?: string; min?: number; max?: number; outside?: string })
  | (Named & { kind: 'choice'; options: readonly Option[]; value?: string; few?: boolean })
  | (Named & { kind: 'several'; options: readonly Option[]; value?: readonly string[] })
  | (Named & { kind: 'files'; service: string; value?: readonly KeptFile[]; most?: number })
  /** What no other kind is: it draws itself, and shows the refusals of its parts. */
  | (Named & {
      kind: 'own'
      value: readonly object[]
      draw: (props: OwnProps) => ReactNode
      /** One of it as people read it; its values otherwise. */
      show?: (one: object) => string
      /** What two people put in can stand beside each other. */
      joins?: boolean
    })

export interface OwnProps {
  value: readonly object[]
  error: unknown
  /** What the page itself found wrong before it asked. */
  own: string | undefined
  onChange: (value: readonly object[]) => void
}

/** What a field holds. */
export type Value = string | readonly string[] | readonly KeptFile[] | readonly object[]

/** What is stored of a field. */
export const valueOf = (field: FormField): Value => field.value ?? (isList(field) ? [] : '')

/** What a form begins with. */
export const beginOf = (field: FormField): Value => (field.kind === 'text' && field.begins) || valueOf(field)

/** What a form holds: of a field that came while it was open, what that begins with, as it is shown. */
export const heldOf = (
  fields: readonly FormField[],
  values: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(fields.map((one) => [one.name, values[one.name] ?? beginOf(one)]))

/** 已存的附件, as a field of files shows them. */
export const keptFiles = (refs: readonly FileRef[]): KeptFile[] =>
  refs.map((ref) => ({ id: ref.sha256, ref, state: 'SENT', sent: ref.size }))

/** 附件 of a thing that has one at most: the stored one goes along until somebody takes it out. */
export const oneFile = (service: 'consultations', label: string, stored: FileRef | undefined): FormField => ({
  kind: 'files',
  name: 'file',
  label,
  service,
  most: 1,
  optional: true,
  value: keptFiles(stored ? [stored] : []),
})

export const isList = ({ kind }: FormField): boolean => kind === 'files' || kind === 'several' || kind === 'own'

/** A value as people read it. */
export function shownOf(field: FormField, value: Value): string {
  switch (field.kind) {
    case 'files':
      return (value as readonly KeptFile[]).map(({ ref }) => ref.name).join('、')
    case 'several':
    case 'choice': {
      const chosen = [value].flat() as string[]
      return chosen.map((id) => field.options.find(([option]) => option === id)?.[1] ?? id).join('、')
    }
    case 'own':
      return (value as readonly object[]).flatMap((one) => field.show?.(one) ?? Object.values(one)).join('、')
    default:
      return value as string
  }
}

const isEmpty = (value: Value | undefined) =>
  typeof value === 'string' ? value.trim() === '' : value === undefined || value.length === 0

/** Whether there is a value, and one that may be chosen still. */
export const isGiven = (field: FormField, value: Value | undefined): boolean =>
  !isEmpty(value) && (field.kind !== 'choice' || field.options.some(([option]) => option === value))

/** What the form itself finds wrong with a value, in words of its field; undefined when the service may be asked. */
export function wrongOf(
  field: FormField,
  value: Value | undefined,
  missing: (label: string) => string,
): string | undefined {
  if (!isGiven(field, value)) return field.optional ? undefined : missing(field.label)
  if (field.kind !== 'number') return undefined
  const number = Number(value)
  const { min = -Infinity, max = Infinity, outside } = field
  return outside !== undefined && !(number >= min && number <= max) ? outside : undefined
}

/** Whether both can stand in the field, when two wrote it. */
export const canJoin = (field: FormField): boolean =>
  field.kind === 'text' ||
  field.kind === 'several' ||
  (field.kind === 'files' && field.most !== 1) ||
  (field.kind === 'own' && field.joins === true)

/** As the command takes it; undefined where it is left out. */
export function sentOf(field: FormField, value: Value | undefined): unknown {
  if (!isGiven(field, value)) return isList(field) ? [] : undefined
  switch (field.kind) {
    case 'files':
      return (value as readonly KeptFile[]).filter(({ state }) => state === 'SENT').map(({ ref }) => ref)
    case 'number':
      return Number(value)
    // What is typed is the time in Shanghai, wherever the device thinks it is.
    case 'instant':
      return new Date(`${value as string}:00+08:00`).toISOString()
    case 'line':
    case 'text':
      return (value as string).trim()
    default:
      return value
  }
}
