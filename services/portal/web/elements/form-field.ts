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
  | (Named & { kind: 'text'; limit: number; value?: string; rows?: number })
  | (Named & { kind: 'day'; value?: string; min?: string; max?: string })
  | (Named & { kind: 'instant'; value?: string })
  | (Named & { kind: 'number'; value?: string })
  | (Named & { kind: 'choice'; options: readonly Option[]; value?: string; few?: boolean })
  | (Named & { kind: 'several'; options: readonly Option[]; value?: readonly string[] })
  | (Named & { kind: 'files'; service: string; value?: readonly KeptFile[] })
  /** What no other kind is: it draws itself, and shows the refusals of its parts. */
  | (Named & { kind: 'own'; value: readonly object[]; draw: (props: OwnProps) => ReactNode })

export interface OwnProps {
  value: readonly object[]
  error: unknown
  /** What the page itself found wrong before it asked. */
  own: string | undefined
  onChange: (value: readonly object[]) => void
}

/** What a field holds. */
export type Value = string | readonly string[] | readonly KeptFile[] | readonly object[]

/** What a field begins with. */
export const valueOf = (field: FormField): Value => field.value ?? (isList(field) ? [] : '')

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
      return (value as readonly object[]).flatMap((one) => Object.values(one)).join('、')
    default:
      return value as string
  }
}
