import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { useOpenStep } from '../../elements/next-steps.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import type { SessionAction } from './session-actions.ts'
import { words } from './words/index.ts'

/** What changes the session itself: it stands apart from what its day asks for. */
const CHANGES: readonly SessionAction['command'][] = [
  'consultations.withdraw-invitation',
  'consultations.reschedule-session',
  'consultations.postpone-session',
  'consultations.cancel-session',
]

/** 下一步: what may be done about the session now, each with its form. */
export function SessionNext({
  session,
  actions,
}: {
  session: Answer<'consultations.session'>
  actions: readonly SessionAction[]
}) {
  const w = words.use()
  const [done, setDone] = useState<string>()
  const { open, gone, choose } = useOpenStep(actions)
  if (actions.length === 0 && done === undefined && !open) return null
  const changes = actions.filter(({ command }) => CHANGES.includes(command))
  const button = (action: SessionAction) => (
    <button
      type="button"
      key={action.command}
      className={CHANGES.includes(action.command) ? 'btn sm' : 'btn'}
      aria-expanded={open === action}
      onClick={() => {
        choose(open === action ? undefined : action)
        setDone(undefined)
      }}
    >
      {action.label}
    </button>
  )
  return (
    <section className="card pad stack noprint" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      {done !== undefined && <Note kind="ok">{w.done(done)}</Note>}
      <div className="row wrap">
        {actions.filter(({ command }) => !CHANGES.includes(command)).map(button)}
        {session.checkInOpen && (
          <Go className="btn" to={`/consultations/sessions/${session.sessionId}/gate`} target="_blank">
            {w.gate}
          </Go>
        )}
      </div>
      {changes.length > 0 && (
        <div className="row wrap">
          <span className="mute small">{w.changing}</span>
          {changes.map(button)}
        </div>
      )}
      {open && (
        <div className="formbox">
          <CommandForm
            key={open.command}
            command={open.command}
            fixed={{ sessionId: session.sessionId }}
            fields={open.fields}
            {...(open.body && { body: open.body })}
            {...(open.version !== undefined && { version: open.version })}
            edits={open.version !== undefined}
            gone={gone}
            submit={w.confirm(open.label)}
            onClose={() => choose(undefined)}
            onDone={() => {
              setDone(open.label)
              choose(undefined)
            }}
          >
            {open.follows !== undefined && <p className="sub">{open.follows}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}
