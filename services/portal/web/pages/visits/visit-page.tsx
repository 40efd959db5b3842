import './visits.css'
import { useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { FileList } from '../../elements/file-list.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** 走访记录, as the service has it. */
export function Page() {
  const w = words.use()
  const { visitId }: { visitId?: string } = useParams({ strict: false })
  const { data, isPending, error } = useAnswer('supervision.visit', { visitId: visitId! })
  const nameOf = useNames(data?.memberIds ?? [])
  if (error) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const people = data.memberIds.flatMap((id) => nameOf(id) ?? [])
  const at = data.heldAt ?? data.startsAt
  return (
    <>
      <div>
        <p className="small mute">
          {data.groupName} · {w.kinds[data.kind]} · {w.states[data.state]}
        </p>
        <h1 className="song">
          <Title text={data.topic} />
        </h1>
      </div>
      <section className="card fields">
        <dl className="facts">
          <dt>{w.time}</dt>
          <dd>{at && dateTime(at)}</dd>
          <dt>{w.place}</dt>
          <dd>{data.place}</dd>
          {data.units.length > 0 && (
            <>
              <dt>{w.unit}</dt>
              <dd>{data.units.map(({ name }) => name).join('、')}</dd>
            </>
          )}
          {people.length > 0 && (
            <>
              <dt>{w.people}</dt>
              <dd>{people.join('、')}</dd>
            </>
          )}
          {data.purpose !== undefined && (
            <>
              <dt>{w.purpose}</dt>
              <dd>{data.purpose}</dd>
            </>
          )}
        </dl>
        {data.notes !== undefined && (
          <div>
            <h2>{w.notes}</h2>
            <p className="clip">{data.notes}</p>
          </div>
        )}
        {data.files.length > 0 && <FileList service="supervision" files={data.files} />}
      </section>
      <section className="card">
        <h2>{w.findings(data.findings.length)}</h2>
        <ul className="visits">
          {data.findings.map((finding) => (
            <li key={finding.findingId}>
              <Go to={`/m/issues/${finding.findingId}`}>
                <b>{finding.subject}</b>
                <span className="small mute">
                  {finding.unit.name} · {w.severities[finding.severity]} · {w.findingStates[finding.state]}
                </span>
              </Go>
            </li>
          ))}
        </ul>
      </section>
      <Go to="/m/visits" className="btn big">
        {w.title}
      </Go>
    </>
  )
}
