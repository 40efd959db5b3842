import type { ReactNode } from 'react'
import { dateTime, shortDate } from '../look/dates.ts'
import { core } from '../words/index.ts'

export interface SlipEntry {
  key: string
  /** An instant, or a day for what is still to come. */
  at?: string
  matter: string
  by?: string
  note?: ReactNode
  due?: string
  proof?: ReactNode
  state: 'done' | 'now' | 'next' | 'late'
}

const LOOKS: Record<SlipEntry['state'], string | undefined> = {
  done: undefined,
  now: 'now',
  next: 'next',
  late: 'bad',
}

/** 办理时间轴: who passed what on to whom, when and on what grounds; a real table, which prints as the official slip. */
export function RoutingSlip({
  entries,
  days,
  onExport,
}: {
  entries: readonly SlipEntry[]
  days?: number
  onExport?: () => void
}) {
  const w = core.use()
  return (
    <section className="card" aria-label={w.slip.title}>
      <div className="head">
        <h2>{w.slip.title}</h2>
        {days !== undefined && <span className="mute small">{w.slip.since(days)}</span>}
        {onExport && (
          <button type="button" className="btn sm push noprint" onClick={onExport}>
            {w.slip.export}
          </button>
        )}
      </div>
      <table className="route">
        <thead>
          <tr>
            {[w.slip.time, w.slip.matter, w.slip.by, w.slip.note, w.slip.due, w.slip.proof].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ key, at, matter, by, note, due, proof, state }) => (
            <tr key={key} className={LOOKS[state]} aria-current={state === 'now' ? 'step' : undefined}>
              <td>{at && <time dateTime={at}>{at.length === 10 ? shortDate(at) : dateTime(at)}</time>}</td>
              <td>
                <i aria-hidden="true" />
                {matter}
              </td>
              <td>{by}</td>
              <td>{note}</td>
              <td className="till" data-label={w.slip.due}>
                {due && shortDate(due)}
              </td>
              <td>{proof}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
