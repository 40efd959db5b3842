import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { words } from './words/index.ts'

type Session = Answer<'consultations.session'>
type Form = { questionId: string; kind: 'answer' | 'promise' }

/** 提问与答复: each question with its answer; the office and the unit itself write down what was answered, the office what was promised. */
export function Questions({
  session,
  nameOf,
  answers,
  records,
}: {
  session: Session
  nameOf: (id: string | undefined) => string | undefined
  /** The viewer may write down an answer: the office, or the unit that is asked. */
  answers: (unitId: string) => boolean
  /** The viewer records promises. */
  records: boolean
}) {
  const w = words.use()
  const [form, setForm] = useState<Form>()
  const { sessionId, questions, minutes, state } = session
  const open = ['NOTIFIED', 'ADJOURNED', 'HELD'].includes(state) && minutes !== 'APPROVED'
  const close = () => setForm(undefined)
  return (
    <section className="card pad stack" aria-label={w.questions} style={{ '--g': '8px' } as React.CSSProperties}>
      <h2>{w.questions}</h2>
      {questions.length === 0 && <p className="mute small">{w.noQuestions}</p>}
      <ul className="said">
        {questions.map(({ questionId, unitId, question, answer, commitmentId }) => {
          const unit = nameOf(unitId) ?? w.unnamed
          const shown = form?.questionId === questionId ? form.kind : undefined
          return (
            <li key={questionId}>
              <b>{unit}</b>：{question}
              {answer !== undefined && <p className="sub">{w.answer(answer)}</p>}
              {open && shown === undefined && (
                <span className="row wrap noprint">
                  {answer === undefined && answers(unitId) && (
                    <button
                      type="button"
                      className="btn sm"
                      aria-label={w.who(w.recordAnswer, unit)}
                      onClick={() => setForm({ questionId, kind: 'answer' })}
                    >
                      {w.recordAnswer}
                    </button>
                  )}
                  {commitmentId === undefined && records && (
                    <button
                      type="button"
                      className="btn sm"
                      aria-label={w.who(w.recordPromise, unit)}
                      onClick={() => setForm({ questionId, kind: 'promise' })}
                    >
                      {w.recordPromise}
                    </button>
                  )}
                </span>
              )}
              {shown === 'answer' && (
                <CommandForm
                  command="consultations.answer-question"
                  fixed={{ sessionId, questionId }}
                  fields={[{ kind: 'text', name: 'answer', label: w.answerText, limit: 4000 }]}
                  gone={!open || answer !== undefined}
                  submit={w.confirm(w.recordAnswer)}
                  onClose={close}
                  onDone={close}
                />
              )}
              {shown === 'promise' && (
                <CommandForm
                  command="consultations.make-commitment"
                  fixed={{ sessionId, unitId, questionId }}
                  fields={[
                    { kind: 'text', name: 'promise', label: w.promise, limit: 1000, begins: answer ?? '' },
                    { kind: 'day', name: 'dueOn', label: w.dueOn },
                  ]}
                  gone={!open || commitmentId !== undefined}
                  submit={w.confirm(w.recordPromise)}
                  onClose={close}
                  onDone={close}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
