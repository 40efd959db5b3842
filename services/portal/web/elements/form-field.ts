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
