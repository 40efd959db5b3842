import { leadsOn } from '../../areas.ts'
import type { Role, Row } from '../../data/contracts.ts'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday, dayOf } from '../../look/dates.ts'
import { words } from './words/index.ts'

/** 最近的会议, with the way to answer its invitation. */
export function NextMeeting({
  meeting,
  role,
}: {
  meeting: Row<'consultations.my-invitations'>
  role: Role | undefined
}) {
  const w = words.use()
  const [, month, day] = dayOf(meeting.startsAt).split('-').map(Number) as [number, number, number]
  return (
    <section className="card">
      <div className="row between">
        <h2>{w.meetings}</h2>
        {role && leadsOn('/m/meetings', role) && <Go to="/m/meetings">{w.all}</Go>}
      </div>
      <div className="meet">
        <time className="leaf" dateTime={meeting.startsAt}>
          <b>{day}</b>
          {w.month(month)}
        </time>
        <div>
          <b>{meeting.title}</b>
          <p className="small sub">
            {dateWithWeekday(meeting.startsAt)} {clockTime(meeting.startsAt)}
            <br />
            {meeting.place}
          </p>
        </div>
      </div>
      {role && leadsOn('/m/meetings/$sessionId', role) && (
        <Go className="btn big" to={`/m/meetings/${meeting.sessionId}`}>
          {w.join}
        </Go>
      )}
    </section>
  )
}
