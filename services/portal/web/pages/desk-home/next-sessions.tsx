import { useAnswer } from '../../data/use-answer.ts'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday, dayOf } from '../../look/dates.ts'
import { words } from './words/index.ts'

/** 近期会议: the next sessions that the viewer sees. */
export function NextSessions() {
  const w = words.use()
  const sessions = useAnswer('consultations.sessions', {
    from: dayOf(new Date()),
    state: ['SCHEDULED', 'NOTIFIED', 'ADJOURNED'],
    order: 'asc',
    limit: 3,
  })
  return (
    <section className="card" aria-label={w.sessions}>
      <div className="head">
        <h2>{w.sessions}</h2>
        <Go className="push small" to="/consultations/sessions">
          {w.all}
        </Go>
      </div>
      {sessions.isError && <p className="pad small mute">{w.unread}</p>}
      {sessions.data?.items.length === 0 && <p className="pad small mute">{w.noSessions}</p>}
      <ul className="soon">
        {(sessions.data?.items ?? []).map(({ sessionId, title, startsAt, place }) => (
          <li key={sessionId}>
            <time className="small nw" dateTime={startsAt}>
              <b>{dateWithWeekday(startsAt)}</b> {clockTime(startsAt)}
            </time>
            <Go to={`/consultations/sessions/${sessionId}`}>
              <Title text={title} />
            </Go>
            <span className="small mute">{place}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
