import { useMatches } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { BALLOT_LOOKS } from './looks.ts'
import { OpenBallot } from './open-ballot.tsx'
import { words } from './words/index.ts'

const OPENERS: readonly string[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR']

/** 无记名投票列表, newest first. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const shell = useMatches({ select: (all) => all.at(-1)?.staticData.page?.shell })
  const list = useList('supervision.ballots', {}, { size: 20 })
  const [opening, setOpening] = useState(false)
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const base = shell === 'member' ? '/m/ballots' : '/supervision/ballots'
  const isOpener = OPENERS.includes(session?.active?.role ?? '')
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {isOpener && (
          <button type="button" className="btn go push" onClick={() => setOpening(true)}>
            {w.open}
          </button>
        )}
      </div>
      {isOpener && (
        <Dialog open={opening} title={w.open} onClose={() => setOpening(false)}>
          <OpenBallot base={base} onClose={() => setOpening(false)} />
        </Dialog>
      )}
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="投票" title={w.none} hint={shell === 'member' ? w.noneHint : w.noneHintDesk} />
        </section>
      )}
      {list.rows.map((ballot) => (
        <Go key={ballot.ballotId} to={`${base}/${ballot.ballotId}`} className="card published pad">
          <span className="row between small">
            <span className={`state ${BALLOT_LOOKS[ballot.state]}`}>{w.states[ballot.state]}</span>
            <span className="mute">{dateTime(ballot.openedAt)}</span>
          </span>
          <h2 className="song">
            <Title text={ballot.title} />
          </h2>
          <span className="small mute">{w.issuedOf(ballot.issued, ballot.entitled)}</span>
        </Go>
      ))}
      <LoadMore list={list} />
    </>
  )
}
