import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 接收邮箱: given, confirmed with the code that was sent there, or taken away again. */
export function OwnMail({ mail }: { mail: Answer<'notices.choices'>['mail'] }) {
  const { mail: w } = words.use()
  const [isChanging, setChanging] = useState(false)
  const removing = useCommand('notices.remove-mail')
  if (!mail.isOffered) return <Note kind="off">{w.notOffered}</Note>
  const isAsking = isChanging || (mail.address === undefined && mail.pending === undefined)
  return (
    <div className="fields">
      {mail.address !== undefined && (
        <p>
          {w.sentTo} <b>{mail.address}</b>
        </p>
      )}
      {isAsking && (
        <CommandForm
          command="notices.give-mail"
          fields={[{ kind: 'line', name: 'email', label: w.address, limit: 254, hint: w.addressHint }]}
          submit={w.sendCode}
          onDone={() => setChanging(false)}
          {...(isChanging && { onClose: () => setChanging(false) })}
        />
      )}
      {!isAsking && mail.pending !== undefined && (
        <CommandForm
          key={mail.pending}
          command="notices.confirm-mail"
          fields={[{ kind: 'line', name: 'code', label: w.code, limit: 20, hint: w.codeHint }]}
          submit={w.confirm}
        >
          <p>{w.codeSent(mail.pending)}</p>
        </CommandForm>
      )}
      <PageRefusal error={removing.error} fields={[]} />
      {!isAsking && (
        <div className="row wrap">
          <button type="button" className="btn" onClick={() => setChanging(true)}>
            {w.another}
          </button>
          <button
            type="button"
            className="btn"
            disabled={removing.isPending}
            onClick={() => removing.mutate({ body: {} })}
          >
            {w.remove}
          </button>
        </div>
      )}
    </div>
  )
}
