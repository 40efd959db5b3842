import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { mayAskLeave } from './may-ask-leave.ts'
import { words } from './words/index.ts'

/** 请假: by the member, from the notice on until the session ends. */
export function AskLeave({ session }: { session: Answer<'consultations.session'> }) {
  const w = words.use()
  const [asking, setAsking] = useState(false)
  const may = mayAskLeave(session, new Date())
  if (!may && !asking) return null
  return (
    <section className="card stack" aria-label={w.askLeave} style={{ '--g': '12px' } as React.CSSProperties}>
      {asking ? (
        <CommandForm
          command="consultations.request-leave"
          fixed={{ sessionId: session.sessionId }}
          fields={[{ kind: 'text', name: 'reason', label: w.leaveReason, limit: 500, hint: w.leaveHint }]}
          gone={!may}
          submit={w.confirmLeave}
          big
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      ) : (
        <button type="button" className="btn big" onClick={() => setAsking(true)}>
          {w.askLeave}
        </button>
      )}
    </section>
  )
}
