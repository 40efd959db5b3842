import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import type { SessionAction } from './session-actions.ts'
import { words } from './words/index.ts'

/** 下一步: what may be done about the session now, each with its form. */
export function SessionNext({
  session,
  actions,
}: {
  session: Answer<'consultations.session'>
  actions: readonly SessionAction[]
}) {
  const w = words.use()
  const [chosen, setChosen] = useState<string>()
  const [done, setDone] = useState<string>()
  const open = actions.find(({ command }) => command === chosen)
  if (actions.length === 0 && done === undefined) return null
  return (
    <section className="card pad stack noprint" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      {done !== undefined && <Note kind="ok">{w.done(done)}</Note>}
      <div className="row wrap">
        {actions.map(({ command, label }) => (
          <button
            type="button"
            key={command}
            className="btn"
            aria-expanded={chosen === command}
            onClick={() => {
              setChosen(chosen === command ? undefined : command)
              setDone(undefined)
            }}
          >
            {label}
          </button>
        ))}
        {session.checkInOpen && (
          <Go className="btn" to={`/consultations/sessions/${session.sessionId}/gate`} target="_blank">
            {w.gate}
          </Go>
        )}
      </div>
      {open && (
        <div className="formbox">
          <CommandForm
            key={open.command}
            command={open.command}
            fixed={{ sessionId: session.sessionId }}
            fields={open.fields}
            {...(open.body && { body: open.body })}
            submit={w.confirm(open.label)}
            onClose={() => setChosen(undefined)}
            onDone={() => {
              setDone(open.label)
              setChosen(undefined)
            }}
          >
            {open.follows !== undefined && <p className="sub">{open.follows}</p>}
          </CommandForm>
        </div>
      )}
    </section>
  )
}
