import { type ReactNode, type RefObject, useEffect, useId } from 'react'
import { refusalAt, refusalElsewhere, Unreachable } from '../data/problem.ts'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { Note } from './states.tsx'

/** 拒绝: a refusal in words, under what it is about. */
export const RefusalText = ({ id, children }: { id?: string; children: ReactNode }) => (
  <p className="refusal" id={id} role="alert">
    <Icon name="warning" />
    <span>{children}</span>
  </p>
)

interface ControlProps {
  id: string
  'aria-invalid'?: true
  'aria-describedby'?: string
}

/**
 * One field of a form: label above, hint and count below, and the service's refusal under it. `name` is the field of the
 * command; give the error of `useCommand` as it is.
 */
export function Field({
  name,
  label,
  error,
  own,
  hint,
  used,
  limit,
  children,
}: {
  name: string
  label: string
  error?: unknown
  /** What the page itself found wrong before it asked. */
  own?: string | undefined
  hint?: ReactNode
  used?: number
  limit?: number
  children: (props: ControlProps) => ReactNode
}) {
  const id = useId()
  const refusal = own ?? refusalAt(error, name)
  const described = refusal !== undefined ? `${id}-no` : hint !== undefined ? `${id}-hint` : undefined
  return (
    <div className="fieldset">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        ...(refusal !== undefined && { 'aria-invalid': true }),
        ...(described !== undefined && { 'aria-describedby': described }),
      })}
      {refusal !== undefined && <RefusalText id={`${id}-no`}>{refusal}</RefusalText>}
      {(hint !== undefined || limit !== undefined) && (
        <div className="below">
          <span id={`${id}-hint`}>{hint}</span>
          {limit !== undefined && <span>{`${used ?? 0} / ${limit}`}</span>}
        </div>
      )}
    </div>
  )
}

/** What was refused and belongs to no field that is shown, or that nobody answered; stands above the buttons. */
export function PageRefusal({ error, fields }: { error: unknown; fields: readonly string[] }) {
  const w = core.use()
  const text = error instanceof Unreachable ? w.unreachable : refusalElsewhere(error, fields)
  return text === undefined ? null : <Note kind="bad">{text}</Note>
}

/** Takes the focus to the first field that was refused. Nothing that was typed is cleared. */
export function useFocusRefused(form: RefObject<HTMLElement | null>, error: unknown): void {
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error, form])
}
