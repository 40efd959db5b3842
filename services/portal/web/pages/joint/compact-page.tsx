import './joint.css'
import { useParams } from '@tanstack/react-router'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { Decisions } from './decisions.tsx'
import { HearCompact } from './hear-compact.tsx'
import { STAGE_LOOKS } from './looks.ts'
import { SideTable } from './side-table.tsx'
import { type Compact, offlineSides } from './sides.ts'
import { Founding } from '../joint-founding/founding.tsx'
import { StillJoining } from '../joint-founding/joining.tsx'
import { Keeping } from '../joint-founding/keeping.tsx'
import { WorkLinks } from '../joint-work/work-head.tsx'
import { words } from './words/index.ts'

/** 联动机制: what stands between its sides, one row for each, and what they decide together. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const { data: compact, isPending, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  if (error && !compact) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const { text } = compact
  const isFounded = compact.stage !== 'SIGNING'
  // Operators see the exchange, and no content of the chains.
  const readsContent = session?.active !== undefined && session.active.role !== 'OPS'
  return (
    <>
      <HearCompact compactId={compact.compactId} />
      <section className="card pad jointhead" aria-label={compact.name}>
        <p className="row wrap small">
          <span className={`state ${STAGE_LOOKS[compact.stage]}`}>{w.stages[compact.stage]}</span>
          <span className="tag joint">{w.kinds[text.kind]}</span>
          <span className="mute">
            {text.end ? w.term(longDate(text.start), longDate(text.end)) : w.openEnded(longDate(text.start))}
          </span>
        </p>
        <h1 className="song">
          <Title text={compact.name} />
        </h1>
        <p className="row wrap small noprint">
          <Go to="/open/verify">{w.verify}</Go>
          <span className="mute">{w.verifyHint}</span>
        </p>
      </section>
      {isFounded && readsContent && <WorkLinks compact={compact} />}
      <Warnings compact={compact} />
      {session?.active?.role !== 'OPS' && <StillJoining compact={compact} />}
      {!isFounded && session?.active?.role !== 'OPS' && <Founding compact={compact} />}
      <section className="card" aria-label={w.sides}>
        <div className="pad">
          <p className="song saidbig">
            <Said compact={compact} />
          </p>
          <p className="small mute">{w.silence}</p>
        </div>
        <SideTable compact={compact} readsContent={readsContent && isFounded} />
      </section>
      {readsContent && isFounded && <Decisions compact={compact} />}
      <details className="card pad">
        <summary>{w.fingerprints}</summary>
        <p className="small mute">{w.fingerprintsHint}</p>
        {compact.sides.map(({ committee, name, fingerprints }) => (
          <div key={committee} className="sideprint">
            <b>{name}</b>
            <span className="small mute">{w.signingKey}</span>
            <span className="fingerprint">{inFours(fingerprints.signing)}</span>
            <span className="small mute">{w.recoveryKey}</span>
            <span className="fingerprint">{inFours(fingerprints.recovery)}</span>
          </div>
        ))}
      </details>
      <details className="card pad">
        <summary>{w.text}</summary>
        {text.articles.split('\n').map((line, at) => (
          <p key={`${at} ${line}`} className="song">
            {line}
          </p>
        ))}
      </details>
      <Keeping compact={compact} />
    </>
  )
}

/** Where it stands, in one sentence with the names of those who are waited for. */
function Said({ compact }: { compact: Compact }) {
  const w = words.use()
  const { sides, stage } = compact
  const unsigned = sides.filter(({ signedInvitation }) => !signedInvitation)
  const away = offlineSides(compact, committeeId)
  const gone = sides.filter(({ left }) => left)
  const namesOf = (some: readonly { name: string }[]) => some.map(({ name }) => name).join('、')
  if (stage === 'SIGNING') return w.saySigning(sides.length - unsigned.length, sides.length, namesOf(unsigned))
  return [
    w.sayForce(sides.length),
    ...(gone.length > 0 ? [w.sayLeft(namesOf(gone))] : []),
    ...(away.length > 0 ? [w.sayOffline(namesOf(away))] : []),
  ].join(language() === 'en' ? ' ' : '')
}

/** What keeps the exchange from going on, and what goes on all the same. */
function Warnings({ compact }: { compact: Compact }) {
  const w = words.use()
  const { hub, recovering, recoveries, openAlarms, waiting, sides } = compact
  const nameOf = (id: string) => sides.find(({ committee }) => committee === id)?.name ?? id
  return (
    <>
      {recovering && <Note kind="bad">{w.recovering}</Note>}
      {recoveries
        .filter(({ state }) => state === 'OPEN')
        .map(({ entryId, committee, missing }) => (
          <Note key={entryId} kind="warn">
            {w.recoveryOpen(nameOf(committee), missing.map(nameOf).join('、'))}
          </Note>
        ))}
      {hub && !hub.connected && <Note kind="off">{w.hubDown}</Note>}
      {openAlarms > 0 && <Note kind="warn">{w.alarms(openAlarms)}</Note>}
      {waiting > 0 && <Note>{w.missing(waiting)}</Note>}
    </>
  )
}
