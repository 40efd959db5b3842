import { useAnswer } from '../../data/use-answer.ts'
import { dateTime } from '../../look/dates.ts'
import { words } from './words/index.ts'

/** 情况反映的核查结论: what the viewer told of pressure about this case, and what the office found. */
export function PressureTold({ proposalId }: { proposalId: string }) {
  const w = words.use()
  const { data } = useAnswer('proposals.pressure-reports', { proposalId, limit: 20 })
  if (!data || data.items.length === 0) return null
  return (
    <section className="card" aria-label={w.pressureTold}>
      <h2>{w.pressureTold}</h2>
      {data.items.map(({ reportId, reportedAt, text, outcome, opinion }) => (
        <div key={reportId}>
          <p className="small mute">{dateTime(reportedAt)}</p>
          <p>{text}</p>
          <p className="sub">
            <b>{outcome === undefined ? w.pressureWaits : w.pressureOutcomes[outcome]}</b> {opinion}
          </p>
        </div>
      ))}
    </section>
  )
}
