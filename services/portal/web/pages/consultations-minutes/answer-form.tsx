import { useState } from 'react'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import type { Version } from './minutes-sheet.tsx'
import { words } from './words/index.ts'

/** 回复纪要: agree, or object with a remark; once a version. */
export function AnswerForm({ sessionId, version, big }: { sessionId: string; version: Version; big: boolean }) {
  const w = words.use()
  const agreeing = useCommand('consultations.answer-minutes')
  const [objecting, setObjecting] = useState(false)
  const [own] = version.answers
  if (own) {
    return (
      <Note kind={own.answer === 'AGREED' ? 'ok' : 'warn'}>
        {w.youAnswered[own.answer]}
        {own.remark !== undefined && `：${own.remark}`}
      </Note>
    )
  }
  return (
    <section className="card pad stack noprint" aria-label={w.answer} style={{ '--g': '12px' } as React.CSSProperties}>
      <h2>{w.answer}</h2>
      <p className="sub">{w.answerLead(version.answerBy === undefined ? '' : longDate(version.answerBy))}</p>
      {objecting ? (
        <CommandForm
          command="consultations.answer-minutes"
          fixed={{ sessionId, answer: 'OBJECTED' }}
          fields={[{ kind: 'text', name: 'remark', label: w.remark, limit: 2000, hint: w.remarkHint }]}
          submit={w.sendObjection}
          big={big}
          onClose={() => setObjecting(false)}
        />
      ) : (
        <>
          <PageRefusal error={agreeing.error} fields={[]} />
          <div className={big ? 'stack' : 'row wrap'} style={{ '--g': '10px' } as React.CSSProperties}>
            <button
              type="button"
              className={big ? 'btn go big' : 'btn go'}
              disabled={agreeing.isPending}
              aria-busy={agreeing.isPending}
              onClick={() => agreeing.mutate({ body: { sessionId, answer: 'AGREED' } })}
            >
              {w.agree}
            </button>
            <button type="button" className={big ? 'btn big' : 'btn'} onClick={() => setObjecting(true)}>
              {w.object}
            </button>
          </div>
        </>
      )}
    </section>
  )
}
