import { useState } from 'react'
import { useNames } from '../../data/names.ts'
import { useList } from '../../data/use-answer.ts'
import { LoadMore } from '../../elements/load-more.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { words } from './words/index.ts'

/** 更正记录: who corrected what and why; read when it is asked for, because that leaves a trace too. */
export function CorrectionCard({ personId }: { personId: string }) {
  const w = words.use()
  const [open, setOpen] = useState(false)
  return (
    <section className="card pad stack" aria-label={w.corrections}>
      <div className="row wrap">
        <h2>{w.corrections}</h2>
        {!open && (
          <button type="button" className="btn push" onClick={() => setOpen(true)}>
            {w.show}
          </button>
        )}
      </div>
      {open ? <Corrections personId={personId} /> : <p className="small mute">{w.correctionsRecorded}</p>}
    </section>
  )
}

function Corrections({ personId }: { personId: string }) {
  const w = words.use()
  const { roles } = core.use()
  const list = useList('directory.corrections', { personId }, { size: 20, recorded: true })
  const nameOf = useNames(list.rows.map(({ actor }) => actor))
  if (list.isError) return <PageFault error={list.error} />
  if (list.isPending) return <LoadingBars rows={2} />
  if (list.rows.length === 0) return <p className="mute">{w.noCorrections}</p>
  return (
    <ul className="traces">
      {list.rows.map(({ at, actor, role, field, reason, oldValue, newValue }) => (
        <li key={`${at} ${field}`}>
          <b>{w.corrected(w.fields[field], oldValue ?? w.nothing, newValue ?? w.nothing)}</b>
          <p className="small sub">{reason}</p>
          <p className="small mute">
            {dateTime(at)} {nameOf(actor) ?? roles[role as keyof typeof roles] ?? role}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** 查阅记录: who has read the contact, for auditors. */
export function AccessCard({ personId }: { personId: string }) {
  const w = words.use()
  const { roles } = core.use()
  const list = useList('directory.accesses', { personId }, { size: 50 })
  const nameOf = useNames(list.rows.map(({ actor }) => actor))
  return (
    <section className="card pad stack" aria-label={w.accesses}>
      <h2>{w.accesses}</h2>
      {list.isError && <PageFault error={list.error} />}
      {list.isPending && <LoadingBars rows={3} />}
      {list.first && list.rows.length === 0 && <p className="mute">{w.noAccesses}</p>}
      <ul className="traces">
        {list.rows.map(({ at, actor, role, action }) => (
          <li key={`${at} ${actor} ${action}`}>
            {dateTime(at)} <b>{nameOf(actor) ?? actor}</b>（{roles[role as keyof typeof roles] ?? role}）{' '}
            {w.actions[action as keyof typeof w.actions] ?? action}
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  )
}
