import { useRef, useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { useWays } from '../sign-in/identity.ts'
import { words } from './words/index.ts'

/** 统一身份认证关联: made and taken away by an administrator; nothing of it is shown where there is no provider. */
export function SsoLink({ account }: { account: Answer<'identity.account'> }) {
  const w = words.use()
  const { accountId, hasSso, state } = account
  const ways = useWays()
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    unlinking.reset()
  }
  const unlinking = useProvedCommand('identity.unlink-sso', { onDone: () => setOpen(false) })
  if (!hasSso && (!ways.data?.sso || state === 'STOPPED')) return null
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {hasSso ? w.link.unlink : w.link.link}
      </button>
      {hasSso ? (
        <ReasonDialog
          open={open}
          title={w.link.unlink}
          lead={w.link.unlinkLead}
          confirm={w.link.unlink}
          busy={unlinking.isPending}
          error={unlinking.error}
          onConfirm={(reason) => unlinking.send({ body: { accountId, reason } })}
          onClose={close}
        />
      ) : (
        <Dialog open={open} title={w.link.link} onClose={close}>
          <LinkForm accountId={accountId} onDone={close} />
        </Dialog>
      )}
      {unlinking.proof}
    </>
  )
}

function LinkForm({ accountId, onDone }: { accountId: string; onDone: () => void }) {
  const w = words.use()
  const form = useRef<HTMLFormElement>(null)
  const [subject, setSubject] = useState('')
  const [tried, setTried] = useState(false)
  const linking = useProvedCommand('identity.link-sso', { onDone })
  useFocusRefused(form, linking.error)
  return (
    <>
      <form
        ref={form}
        className="fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (subject.trim() !== '') linking.send({ body: { accountId, subject: subject.trim() } })
        }}
      >
        <p className="sub">{w.link.linkLead}</p>
        <Field
          name="subject"
          label={w.link.subject}
          error={linking.error}
          own={tried && subject.trim() === '' ? w.required(w.link.subject) : undefined}
        >
          {(props) => (
            <input
              {...props}
              className="input"
              maxLength={200}
              autoCapitalize="none"
              spellCheck={false}
              value={subject}
              onChange={({ target }) => setSubject(target.value)}
            />
          )}
        </Field>
        <PageRefusal error={linking.error} fields={['subject']} />
        <button type="submit" className="btn go" disabled={linking.isPending} aria-busy={linking.isPending}>
          {w.link.link}
        </button>
      </form>
      {linking.proof}
    </>
  )
}
