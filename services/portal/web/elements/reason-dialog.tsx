import { type ReactNode, useRef, useState } from 'react'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { Field, PageRefusal, useFocusRefused } from './field.tsx'

/** 说明原因: what cannot be taken back easily is done for a reason, which stays with it. */
export function ReasonDialog({
  title,
  lead,
  confirm,
  open,
  busy = false,
  error,
  limit = 300,
  onConfirm,
  onClose,
}: {
  title: string
  lead: ReactNode
  confirm: string
  open: boolean
  busy?: boolean
  error?: unknown
  limit?: number
  onConfirm: (reason: string) => void
  onClose: () => void
}) {
  const w = core.use()
  const form = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  useFocusRefused(form, error)
  const text = reason.trim()
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (text !== '') onConfirm(text)
        }}
      >
        <p className="sub">{lead}</p>
        <Field
          name="reason"
          label={w.reason}
          error={error}
          own={tried && text === '' ? w.reasonMissing : undefined}
          used={Array.from(reason).length}
          limit={limit}
        >
          {(props) => (
            <textarea
              {...props}
              className="input"
              rows={3}
              maxLength={limit}
              value={reason}
              onChange={({ target }) => setReason(target.value.replaceAll(/\s*\n\s*/g, ' '))}
            />
          )}
        </Field>
        <PageRefusal error={error} fields={['reason']} />
        <div className="row">
          <button type="submit" className="btn go" disabled={busy} aria-busy={busy}>
            {confirm}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {w.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
