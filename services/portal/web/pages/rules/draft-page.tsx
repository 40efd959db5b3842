import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { RULES } from '../../data/generated/rules.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { refusalAt, refusalElsewhere, Refused } from '../../data/problem.ts'
import { Field, PageRefusal, RefusalText, useFocusRefused } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { addDays, dayOf } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { ValueEditor } from './value-editor.tsx'
import { areaOf, ruleName, said } from './said.ts'
import { words } from './words/index.ts'
import './rules.css'

/** What the service says of one rule, or of a part of its value. */
function refusalOf(error: unknown, key: string): string | undefined {
  const field = error instanceof Refused ? error.problem.field?.replace(/^changes\./, '') : undefined
  return field === key || field?.startsWith(`${key}.`)
    ? refusalElsewhere(error, [])
    : refusalAt(error, `changes.${key}`)
}

type Values = Readonly<Record<string, unknown>>

/** 拟订规则: the rules that shall differ, from when, and why; the others stay as they are. */
export function Page() {
  const w = words.use()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  // A draft is written on the version that was approved last, also before it holds.
  const approved = useAnswer('directory.policies', { stage: 'approved', limit: 1 })
  const base = approved.data?.items[0]?.version ?? 0
  const now = useAnswer('directory.policy', { version: base }, { enabled: approved.data !== undefined })
  const [changes, setChanges] = useState<Values>({})
  const [effectiveFrom, setFrom] = useState(addDays(new Date(), 1))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const drafting = useCommand('directory.draft-policy', {
    onDone: ([event]) => void navigate({ to: `/rules/${(event!.data as { version: number }).version}` as never }),
  })
  useFocusRefused(form, drafting.error)
  if (approved.isError || now.isError) return <PageFault error={approved.error ?? now.error} />
  if (now.isPending) return <LoadingBars rows={6} />
  const { values } = now.data.pack
  const chosen = Object.keys(changes)
  const areas = [...new Set(Object.keys(RULES).map(areaOf))]
  return (
    <>
      <p className="small">
        <Go to="/rules">{w.title}</Go>
      </p>
      <h1>{w.draft}</h1>
      <p className="sub">{base === 0 ? w.onDefault : w.onVersion(base)}</p>
      <form
        ref={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (chosen.length > 0 && reason.trim() !== '' && effectiveFrom !== '')
            drafting.mutate({ body: { changes: changes as never, effectiveFrom, reason: reason.trim() } })
        }}
      >
        <section className="card pad stack">
          <Field
            name="rule"
            label={w.chooseRule}
            error={undefined}
            own={tried && chosen.length === 0 ? w.chooseOne : undefined}
          >
            {(props) => (
              <select
                {...props}
                className="input"
                value=""
                onChange={({ target }) =>
                  target.value && setChanges({ ...changes, [target.value]: values[target.value] })
                }
              >
                <option value="">{w.choose}</option>
                {areas.map((area) => (
                  <optgroup key={area} label={w.areas[area as keyof typeof w.areas] ?? area}>
                    {Object.keys(RULES)
                      .filter((key) => areaOf(key) === area && !chosen.includes(key))
                      .map((key) => (
                        <option key={key} value={key}>
                          {ruleName(key)}
                        </option>
                      ))}
                  </optgroup>
                ))}
              </select>
            )}
          </Field>
          {chosen.length === 0 && <EmptyState mark="规则" title={w.nothingChosen} hint={w.nothingChosenHint} />}
          {chosen.map((key) => (
            <fieldset key={key} className="change">
              <legend>
                <b>{ruleName(key)}</b>
              </legend>
              <p className="small mute">{w.nowIs(said(key, values[key], w))}</p>
              <ValueEditor
                rule={key}
                value={changes[key]}
                onChange={(value) => setChanges({ ...changes, [key]: value })}
              />
              {refusalOf(drafting.error, key) !== undefined && (
                <RefusalText>{refusalOf(drafting.error, key)}</RefusalText>
              )}
              <button
                type="button"
                className="btn sm"
                aria-label={w.leaveOut(ruleName(key))}
                onClick={() => setChanges(Object.fromEntries(Object.entries(changes).filter(([one]) => one !== key)))}
              >
                {w.remove}
              </button>
            </fieldset>
          ))}
        </section>
        <section className="card pad stack">
          <Field name="effectiveFrom" label={w.effectiveFrom} error={drafting.error} hint={w.effectiveHint}>
            {(props) => (
              <input
                {...props}
                className="input"
                type="date"
                min={dayOf(new Date())}
                value={effectiveFrom}
                onChange={({ target }) => setFrom(target.value)}
              />
            )}
          </Field>
          <Field
            name="reason"
            label={w.reason}
            error={drafting.error}
            own={tried && reason.trim() === '' ? w.reasonMissing : undefined}
            used={reason.length}
            limit={500}
          >
            {(props) => (
              <textarea
                {...props}
                className="input"
                rows={3}
                maxLength={500}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          {chosen.every((key) => refusalOf(drafting.error, key) === undefined) && (
            <PageRefusal error={drafting.error} fields={['effectiveFrom', 'reason']} />
          )}
          <div className="row">
            <button type="submit" className="btn go" disabled={drafting.isPending} aria-busy={drafting.isPending}>
              {w.submit}
            </button>
            <Go to="/rules" className="btn">
              {w.cancel}
            </Go>
          </div>
        </section>
      </form>
    </>
  )
}
