import { useAnswer } from '../../data/use-answer.ts'
import { FileList } from '../../elements/file-list.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

/** 发现的问题 before it is on a list. */
export function FindingView({ findingId }: { findingId: string }) {
  const w = words.use()
  const { data, isPending, error } = useAnswer('supervision.finding', { findingId })
  if (error) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  return (
    <>
      <div>
        <p className="small mute">{data.topic}</p>
        <h1 className="song">
          <Title text={data.subject} />
        </h1>
        <p className="row wrap marks">
          <span className={`state ${STATE_LOOKS[data.state]}`}>{w.states[data.state]}</span>
          <span className={data.severity === 'MINOR' ? 'tag' : 'tag key'}>{w.severities[data.severity]}</span>
          <span className="sub">{data.unit.name}</span>
          <span className="mute">{w.raisedAt(dateTime(data.raisedAt))}</span>
        </p>
      </div>
      <article className="card pad">
        <h2>{w.fact}</h2>
        <p className="clip">{data.fact ?? w.noWords}</p>
        {data.basis !== undefined && (
          <>
            <h3>{w.basis}</h3>
            <p className="clip">{data.basis}</p>
          </>
        )}
        {data.suggestion !== undefined && (
          <>
            <h3>{w.suggestion}</h3>
            <p className="clip">{data.suggestion}</p>
          </>
        )}
        {data.files.length > 0 && <FileList service="supervision" files={data.files} />}
        <p className="small mute">{w.notListed}</p>
      </article>
    </>
  )
}
