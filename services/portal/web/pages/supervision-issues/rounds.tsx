import type { Answer } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { DateEquation } from '../../elements/due-chip.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { words } from './words/index.ts'

type Issue = Answer<'supervision.issue'>
type Round = Issue['rounds'][number]
interface Check {
  memberId?: string | undefined
  checkedOn: string
  way: keyof ReturnType<typeof words.use>['ways']
  notes?: string | undefined
  files: Round['files']
}

/** 异议与整改轮次: what the unit said and did, and what the group saw, each with its proof. */
export function Rounds({ issue }: { issue: Issue }) {
  const w = words.use()
  const { dispute, rounds } = issue
  const checks = rounds.flatMap(({ verdict, lookBack }) => [verdict?.memberId, lookBack?.memberId])
  const nameOf = useNames([...checks, dispute?.recheck?.memberId])
  const told = rounds.filter(
    (one) => one.round > 1 || one.measures !== undefined || one.rectifiedOn !== undefined || one.moreTime.length > 0,
  )
  return (
    <>
      {dispute && (
        <section className="card pad stack" style={{ '--g': '8px' } as React.CSSProperties}>
          <h2>{w.dispute}</h2>
          <p className="small mute">{dateTime(dispute.at)}</p>
          {dispute.reason !== undefined && <p className="clip">{dispute.reason}</p>}
          {dispute.files.length > 0 && <FileList service="supervision" files={dispute.files} />}
          {dispute.recheck && (
            <Looked
              title={w.recheck[dispute.recheck.outcome]}
              check={dispute.recheck}
              name={nameOf(dispute.recheck.memberId)}
            />
          )}
        </section>
      )}
      {told.map((round) => (
        <section className="card pad stack" key={round.round} style={{ '--g': '8px' } as React.CSSProperties}>
          <h2>
            {w.roundOf(round.round)}
            {round.round > 1 && <span className="tag">{w.causes[round.cause]}</span>}
          </h2>
          {round.measures !== undefined && (
            <>
              <h3>{w.measures}</h3>
              <p className="clip">{round.measures}</p>
              <p className="small mute">
                {round.leaderPost !== undefined && w.leader(round.leaderPost)}
                {round.finishOn !== undefined && ` ${w.finishBy(longDate(round.finishOn))}`}
              </p>
            </>
          )}
          {round.moreTime.map((one) => (
            <p className="small" key={one.requestId}>
              <b>{w.moreTimeStates[one.state]}</b> {w.moreTimeAsked(longDate(one.until), one.reason ?? '')}
              {one.decisionReason !== undefined && ` ${w.decided(one.decisionReason)}`}
            </p>
          ))}
          {round.rectifiedOn !== undefined && (
            <>
              <h3>{w.resultOn(longDate(round.rectifiedOn))}</h3>
              {round.result !== undefined && <p className="clip">{round.result}</p>}
              {round.files.length > 0 && <FileList service="supervision" files={round.files} />}
            </>
          )}
          {round.verdict && (
            <Looked
              title={w.verdicts[round.verdict.outcome]}
              check={round.verdict}
              name={nameOf(round.verdict.memberId)}
            />
          )}
          {round.lookBack && (
            <Looked
              title={w.lookBacks[round.lookBack.outcome]}
              check={round.lookBack}
              name={nameOf(round.lookBack.memberId)}
            />
          )}
          <details>
            <summary className="small">{w.whyThisDay}</summary>
            <div className="why">
              <DateEquation deadline={round.deadline} />
            </div>
          </details>
        </section>
      ))}
    </>
  )
}

function Looked({ title, check, name }: { title: string; check: Check; name: string | undefined }) {
  const w = words.use()
  return (
    <>
      <h3>{title}</h3>
      <p className="small mute">
        {longDate(check.checkedOn)} · {w.ways[check.way]}
        {name !== undefined && ` · ${name}`}
      </p>
      {check.notes !== undefined && <p className="clip">{check.notes}</p>}
      {check.files.length > 0 && <FileList service="supervision" files={check.files} />}
    </>
  )
}
