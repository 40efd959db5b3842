import './hall.css'
import { useParams } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { useNames } from '../../data/names.ts'
import { Icon } from '../../elements/icon.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { clockTime, dateWithWeekday, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { SignedIn } from '../../shell/signed-in.tsx'
import { useCommittee } from '../../shell/use-committee.ts'
import { HallNames } from './hall-names.tsx'
import { HallSpeaker } from './hall-speaker.tsx'
import { useFloor, useServiceTime } from './use-floor.ts'
import { words } from './words/index.ts'

export const Page = () => <SignedIn>{() => <Hall />}</SignedIn>

/** 大屏: the agenda item, who speaks and for how long still, who is here and what was promised, for a whole hall to read. */
function Hall() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const committee = useCommittee()
  const { floor, error, ahead, lostSince } = useFloor(sessionId!)
  useLive()
  const nameOf = useNames([
    ...(floor?.members ?? []).map(({ memberId }) => memberId),
    ...(floor?.commitments ?? []).map(({ unitId }) => unitId),
  ])
  if (error && !floor) return <PageFault error={error} />
  if (!floor) return <LoadingBars />
  const { agenda, agendaItem, counts, commitments, state } = floor
  const item = agendaItem === undefined ? undefined : agenda[agendaItem - 1]
  const figures = [
    ['called', w.due, counts.due],
    ['ok', w.present, counts.present],
    ['leave', w.onLeave, counts.onLeave],
    ['miss', state === 'HELD' ? w.absent : w.notYet, counts.due - counts.present - counts.onLeave],
  ] as const
  return (
    <main className="hall" id="main" data-theme="dark">
      <header>
        <div>
          <p className="org song">{committee?.fullName}</p>
          <h1 className="song">
            <Title text={floor.title} />
          </h1>
        </div>
        <HallTime ahead={ahead} />
      </header>
      <div className="hallcols">
        <section className="hallnow" aria-label={w.now}>
          <p className="lab">
            {agendaItem === undefined ? w.agendaOf(agenda.length) : w.agendaAt(agendaItem, agenda.length)}
          </p>
          <h2 className="song">
            <Title text={item ?? (state === 'HELD' ? w.over : w.notBegun)} />
          </h2>
          <HallSpeaker floor={floor} ahead={ahead} nameOf={nameOf} />
        </section>
        <section className="hallpres" aria-label={w.presence}>
          <dl className="hallnums">
            {figures.map(([key, label, count]) => (
              <div key={key} className={key}>
                <dt>{label}</dt>
                <dd>{count}</dd>
              </div>
            ))}
          </dl>
          <HallNames members={floor.members} nameOf={nameOf} />
        </section>
      </div>
      <footer>
        {lostSince === undefined ? (
          commitments.length === 0 ? (
            <p>{w.noPromises}</p>
          ) : (
            <>
              <span>{w.promises(commitments.length)}</span>
              {commitments.slice(-3).map(({ commitmentId, unitId, promise, dueOn }) => (
                <p key={commitmentId}>
                  <b>{nameOf(unitId) ?? w.unnamed}</b> {promise}
                  <small>{w.until(shortDate(dueOn))}</small>
                </p>
              ))}
            </>
          )
        ) : (
          <p className="lost" role="alert">
            <Icon name="offline" /> {w.lost(clockTime(lostSince))}
          </p>
        )}
      </footer>
    </main>
  )
}

function HallTime({ ahead }: { ahead: number }) {
  const now = new Date(useServiceTime(ahead))
  return (
    <div className="clk">
      <b>{clockTime(now)}</b>
      <span>{dateWithWeekday(now)}</span>
    </div>
  )
}
