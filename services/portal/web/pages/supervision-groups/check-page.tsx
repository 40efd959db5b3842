import { useParams } from '@tanstack/react-router'
import { Refused } from '../../data/problem.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { StatusStamp } from '../../elements/status-stamp.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** 监督员证核验: what a department is told that scans the code of a certificate; no name of a person. */
export function Page() {
  const w = words.use()
  const { code }: { code?: string } = useParams({ strict: false })
  const { data, error, isPending } = useAnswer('supervision.certificate-check', { code: code! })
  // What is no code at all is no certificate either.
  const isWrong = error instanceof Refused && error.problem.status === 400
  if (error && !isWrong) return <PageFault error={error} />
  if (isPending && !isWrong) return <LoadingBars />
  const state = data?.state ?? 'UNKNOWN'
  const isValid = state === 'VALID'
  return (
    <article className="card lead">
      <h1>{w.checkTitle}</h1>
      <div className="res">
        <StatusStamp words={w.stamps[state] as [string, string]} state={isValid ? 'ok' : 'warn'} />
        <div>
          <b>{w.checks[state]}</b>
          {data && <p className="small sub">{w.checkedOn(longDate(data.checkedOn))}</p>}
        </div>
      </div>
      {data && data.number !== null && (
        <dl className="facts">
          <dt>{w.number}</dt>
          <dd>{w.numberOf(data.number)}</dd>
          <dt>{w.issuer}</dt>
          <dd>{data.committee}</dd>
          <dt>{w.group}</dt>
          <dd>{data.group}</dd>
          {data.units !== null && data.units.length > 0 && (
            <>
              <dt>{w.posted}</dt>
              <dd>{data.units.join('、')}</dd>
            </>
          )}
          {data.fromOn !== null && data.untilOn !== null && (
            <>
              <dt>{w.validity}</dt>
              <dd>
                {longDate(data.fromOn)} — {longDate(data.untilOn)}
              </dd>
            </>
          )}
        </dl>
      )}
      <p className="small mute">{w.checkHint}</p>
    </article>
  )
}
