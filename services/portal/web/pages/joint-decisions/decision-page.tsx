import './decisions.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { HearCompact } from '../joint/hear-compact.tsx'
import { DECISION_LOOKS } from '../joint/looks.ts'
import { convenorOf } from '../joint/sides.ts'
import { Attendance } from './attendance.tsx'
import { Facts } from './facts.tsx'
import { NextSteps } from './next-steps.tsx'
import { Outcomes } from './outcomes.tsx'
import { Proof } from './proof.tsx'
import { Remarks } from './remarks.tsx'
import { Signing } from './signing.tsx'
import { TextCard } from './text-card.tsx'
import { useVersionName } from './use-version-name.ts'
import { currentOf, numbered, sessionOf } from './versions.ts'
import { words } from './words/index.ts'

/** Who works in the compact; others read what was adopted, without what was said about it. */
const INSIDE = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR', 'AUDITOR']

/** 共同决定: its text as it is signed, who signed which version, what was said, and what comes next. */
export function Page() {
  const w = words.use()
  const { compactId, decisionId }: { compactId?: string; decisionId?: string } = useParams({ strict: false })
  const { values, set } = useAddress(['version', 'view', 'to'])
  const { data: account } = useSession()
  const nameOfVersion = useVersionName()
  const compact = useAnswer('joint.compact-detail', { compactId: compactId! })
  const answer = useAnswer('joint.decision-detail', { compactId: compactId!, decisionId: decisionId! })
  if (answer.error && !answer.data) return <PageFault error={answer.error} />
  if (compact.error && !compact.data) return <PageFault error={compact.error} />
  if (!answer.data || !compact.data) return <LoadingBars rows={8} />
  const decision = answer.data
  const versions = numbered(decision.versions)
  const chosen = one(values.version)
  const version = decision.versions.find(({ versionId }) => versionId === chosen) ?? currentOf(decision)
  if (!version) return <LoadingBars rows={8} />
  const role = account?.active?.role
  const isInside = role !== undefined && INSIDE.includes(role)
  const name = nameOfVersion(versions, version.versionId)
  const session = sessionOf(version)
  return (
    <>
      <HearCompact compactId={compactId!} />
      <section className="card pad" aria-label={version.title}>
        <p className="row wrap small">
          <span className="tag joint">{w.decisionKinds[decision.kind]}</span>
          <Go to={`/joint/${compactId!}`}>{compact.data.name}</Go>
          <Go to={`/joint/${compactId!}/decisions`} className="mute">
            {w.title}
          </Go>
        </p>
        <div className="row wrap">
          <h1 className="song">
            <Title text={version.title} />
          </h1>
          {isInside && <Proof decision={decision} role={role} />}
        </div>
        <p className="row wrap marks">
          <span className={`state ${DECISION_LOOKS[decision.state]}`}>{w.states[decision.state]}</span>
          {decision.diverging && <span className="tag key">{w.diverging}</span>}
          {decision.disputed && <span className="tag key">{w.disputed}</span>}
          {decision.toDo.map((step) => (
            <span key={step} className="tag key">
              {w.toDos[step]}
            </span>
          ))}
        </p>
      </section>
      {decision.disputed && <Note kind="bad">{w.disputedHint}</Note>}
      {decision.diverging && <Note kind="warn">{w.divergingHint}</Note>}
      <Signing compact={compact.data} version={version} name={name} />
      <div className="decision">
        <div className="stack">
          <TextCard
            compact={compact.data}
            versions={versions}
            version={version}
            effective={decision.effective}
            address={{ view: one(values.view), to: one(values.to) }}
            set={set}
          />
          {isInside && <Outcomes decision={decision} compact={compact.data} role={role} />}
          {isInside && <Remarks decision={decision} compact={compact.data} versions={versions} />}
        </div>
        <div className="stack">
          <NextSteps
            decision={decision}
            version={version}
            own={committeeId}
            hosts={convenorOf(compact.data) === committeeId}
            role={role}
          />
          <Facts decision={decision} compact={compact.data} version={version} role={role} />
          {isInside && session !== undefined && <Attendance compact={compact.data} sessionId={session} />}
        </div>
      </div>
    </>
  )
}
