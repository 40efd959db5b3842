import { useState } from 'react'
import type { Answer, Role } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Note } from '../../elements/states.tsx'
import { dateWithWeekday, lastDayOf } from '../../look/dates.ts'
import { actionsFor } from './actions.ts'
import { words } from './words/index.ts'

type Issue = Answer<'supervision.issue'>

/** 下一步: who is waited for and since when, and what whoever looks may do about it. */
export function NextStep({ issue, role, big }: { issue: Issue; role: Role | undefined; big: boolean }) {
  const w = words.use()
  const actions = actionsFor(issue, role, w)
  const [chosen, setChosen] = useState<string>()
  const [done, setDone] = useState<string>()
  const open = actions.find(({ key }) => key === chosen)
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const asked = issue.rounds.at(-1)?.moreTime.find(({ state }) => state === 'REQUESTED')
  return (
    <section className="card pad next stack" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      <p>
        <b>{w.waits[issue.next](issue.unit ?? w.unit)}</b>
      </p>
      {issue.state === 'LISTED' && issue.disputeDue !== undefined && (
        <p className="small sub">{w.silence(dateWithWeekday(lastDayOf(issue.disputeDue)))}</p>
      )}
      {issue.next === 'LOOK_BACK' && issue.lookBackDue !== undefined && (
        <p className="small sub">{w.lookBackBy(dateWithWeekday(issue.lookBackDue))}</p>
      )}
      {asked && <p className="small sub">{w.moreTimeAsked(dateWithWeekday(asked.until), asked.reason ?? '')}</p>}
      {isUnit && issue.state === 'RECTIFIED' && <p className="small sub">{w.unitWaits}</p>}
      {done !== undefined && <Note kind="ok">{w.done(done)}</Note>}
      {actions.length > 0 && (
        <div className={big ? 'stack' : 'row wrap'} style={{ '--g': '10px' } as React.CSSProperties}>
          {actions.map(({ key, label, main }) => (
            <button
              type="button"
              key={key}
              className={`btn ${big ? 'big' : ''} ${main && chosen === undefined ? 'go' : ''}`}
              aria-expanded={chosen === key}
              onClick={() => {
                setChosen(chosen === key ? undefined : key)
                setDone(undefined)
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {open && (
        <div className="formbox">
          <CommandForm
            key={open.key}
            command={open.command}
            fixed={open.fixed}
            fields={open.fields}
            big={big}
            {...(open.body && { body: open.body })}
            {...(open.version !== undefined && { version: open.version })}
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
