import { useState } from 'react'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import type { Version } from './minutes-sheet.tsx'
import { words } from './words/index.ts'

/** 回复纪要: agree, or object with a remark; once a version. An objection that was begun stays when there is another version. */
export function AnswerForm({
  sessionId,
  version,
  open,
  big,
}: {
  sessionId: string
  version: Version
  /** This version is under circulation, and the viewer came. */
  open: boolean
  big: boolean
}) {
  const w = words.use()
  const agreeing = useCommand('consultations.answer-minutes')
  const [objectingTo, setObjectingTo] = useState<number>()
  const [own] = version.answers
  const answered = own && (
    <Note kind={own.answer === 'AGREED' ? 'ok' : 'warn'}>
      {w.youAnswered[own.answer]}
      {own.remark !== undefined && `：${own.remark}`}
    </Note>
  )
  if (objectingTo === undefined && (own || !open)) return answered ?? null
  return (
    <section className="card pad stack noprint" aria-label={w.answer} style={{ '--g': '12px' } as React.CSSProperties}>
      <h2>{w.answer}</h2>
      {objectingTo !== undefined && answered}
      {open && !own && (
        <p className="sub">{w.answerLead(version.answerBy === undefined ? '' : longDate(version.answerBy))}</p>
      )}
      {objectingTo !== undefined && objectingTo !== version.version && (
        <Note kind="warn">{w.newerVersion(objectingTo, version.version)}</Note>
      )}
      {objectingTo === undefined ? (
        <>
          <PageRefusal error={agreeing.error} fields={[]} />
          <div className={big ? 'stack' : 'row wrap'} style={{ '--g': '10px' } as React.CSSProperties}>
            <button
              type="button"
              className={big ? 'btn go big' : 'btn go'}
              disabled={agreeing.isPending}
              aria-busy={agreeing.isPending}
              onClick={() => agreeing.mutate({ body: { sessionId, version: version.version, answer: 'AGREED' } })}
            >
              {w.agree}
            </button>
            <button
              type="button"
              className={big ? 'btn big' : 'btn'}
              onClick={() => {
                agreeing.reset()
                setObjectingTo(version.version)
              }}
            >
              {w.object}
            </button>
          </div>
        </>
      ) : (
        <CommandForm
          command="consultations.answer-minutes"
          fixed={{ sessionId, version: objectingTo, answer: 'OBJECTED' }}
          fields={[{ kind: 'text', name: 'remark', label: w.remark, limit: 2000, hint: w.remarkHint }]}
          gone={!open || own !== undefined || objectingTo !== version.version}
          submit={w.sendObjection}
          big={big}
          onClose={() => setObjectingTo(undefined)}
          onDone={() => setObjectingTo(undefined)}
        />
      )}
    </section>
  )
}
