import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Note } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 会前参与: a question to a unit that takes part, and the own written speech, until the session is over. */
export function SpeakUp({ session }: { session: Answer<'consultations.session'> }) {
  const w = words.use()
  const [open, setOpen] = useState<'question' | 'speech'>()
  const [done, setDone] = useState<string>()
  const units = session.unitIds ?? []
  const nameOf = useNames(units)
  const { sessionId, own, state } = session
  const may = own !== undefined && ['NOTIFIED', 'POSTPONED', 'ADJOURNED'].includes(state)
  // What is being written stays, also when the session is over meanwhile.
  if (!may && open === undefined && done === undefined) return null
  const close = (told?: string) => {
    setOpen(undefined)
    setDone(told)
  }
  return (
    <section className="card stack" aria-label={w.speakUp} style={{ '--g': '12px' } as React.CSSProperties}>
      <h2>{w.speakUp}</h2>
      {done !== undefined && <Note kind="ok">{done}</Note>}
      {open === undefined && may && (
        <>
          {units.length > 0 && (
            <button type="button" className="btn big" onClick={() => setOpen('question')}>
              {w.ask}
            </button>
          )}
          <button type="button" className="btn big" onClick={() => setOpen('speech')}>
            {w.writeSpeech}
          </button>
        </>
      )}
      {open === 'question' && (
        <CommandForm
          command="consultations.raise-question"
          fixed={{ sessionId }}
          fields={[
            {
              kind: 'choice',
              name: 'unitId',
              label: w.unit,
              options: units.map((id) => [id, nameOf(id) ?? w.unnamed] as const),
              value: units.length === 1 ? units[0]! : '',
            },
            { kind: 'text', name: 'question', label: w.question, limit: 1000, hint: w.questionHint },
          ]}
          submit={w.sendQuestion}
          big
          gone={!may}
          onClose={() => close()}
          onDone={() => close(w.questionSent)}
        />
      )}
      {open === 'speech' && (
        <CommandForm
          command="consultations.record-speech"
          fixed={{ sessionId, speakerId: own?.participantId, mode: 'WRITTEN' }}
          fields={[
            { kind: 'line', name: 'title', label: w.speechTitle, limit: 200 },
            { kind: 'text', name: 'text', label: w.speechText, limit: 20_000 },
          ]}
          submit={w.sendSpeech}
          big
          gone={!may}
          onClose={() => close()}
          onDone={() => close(w.speechSent)}
        />
      )}
    </section>
  )
}
