import './ballots.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../data/session.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { Title } from '../../elements/title.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { BALLOT_LOOKS } from './looks.ts'
import { Results } from './results.tsx'
import { useBallot } from './use-ballot.ts'
import { words } from './words/index.ts'

const OPENERS: readonly string[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR']

/** 发票、投票、计票: the ballot as the office runs it in the hall. */
export function Page() {
  const w = words.use()
  const { ballotId }: { ballotId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const { data: ballot, error } = useBallot(ballotId!)
  const [cancelling, setCancelling] = useState(false)
  if (error && !ballot) return <PageFault error={error} />
  if (!ballot) return <LoadingBars />
  const runs = OPENERS.includes(session?.active?.role ?? '')
  const fixed = { ballotId: ballot.ballotId }
  return (
    <>
      <div>
        <p className="small mute">{dateTime(ballot.openedAt)}</p>
        <h1 className="song">
          <Title text={ballot.title} />
        </h1>
        <span className={`state ${BALLOT_LOOKS[ballot.state]}`}>{w.states[ballot.state]}</span>
      </div>
      <section className="card pad hallcount" aria-live="polite">
        <p>
          <b>{ballot.entitled}</b> {w.entitledShort}
        </p>
        <p>
          <b>{ballot.issued}</b> {w.issuedShort}
        </p>
        {ballot.returned !== undefined && (
          <p>
            <b>{ballot.returned}</b> {w.returnedShort}
          </p>
        )}
      </section>
      {runs && (ballot.state === 'ISSUING' || ballot.state === 'CASTING') && (
        <section className="card pad fields" aria-label={w.nextStep}>
          <h2>{w.nextStep}</h2>
          {ballot.state === 'ISSUING' ? (
            <>
              <div className="note">
                <div>
                  <b>{w.fingerprint}</b>
                  <div className="fingerprint">{inFours(ballot.fingerprint)}</div>
                  <span className="small">{w.readOut}</span>
                </div>
              </div>
              <CommandForm command="supervision.begin-casting" fixed={fixed} fields={[]} submit={w.beginCasting}>
                <p className="sub">{w.beginHint}</p>
              </CommandForm>
            </>
          ) : (
            <CommandForm command="supervision.close-ballot" fixed={fixed} fields={[]} submit={w.closeBallot}>
              <p className="sub">{w.closeHint}</p>
            </CommandForm>
          )}
          {cancelling ? (
            <CommandForm
              command="supervision.cancel-ballot"
              danger
              fixed={fixed}
              fields={[{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }]}
              submit={w.confirmCancel}
              onClose={() => setCancelling(false)}
            >
              <p className="sub">{w.cancelHint}</p>
            </CommandForm>
          ) : (
            <button type="button" className="link small" onClick={() => setCancelling(true)}>
              {w.cancelBallot}
            </button>
          )}
        </section>
      )}
      {ballot.state === 'CLOSED' && <Results ballot={ballot} />}
      {ballot.state === 'CANCELLED' && <Note>{w.cancelledNote}</Note>}
      {ballot.state !== 'CLOSED' && (
        <section className="card pad fields">
          <h2>{w.questions}</h2>
          <ol className="asked">
            {ballot.questions.map(({ text, options }, at) => (
              <li key={text}>
                {at + 1}. {text}
                <span className="mute small"> {options.map(({ label }) => label).join('、')}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
