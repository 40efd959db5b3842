import { leadsOn } from '../../areas.ts'
import type { Role } from '../../data/contracts.ts'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateTime, lastDayOf, longDate } from '../../look/dates.ts'
import type { Compact } from '../joint/sides.ts'
import type { Decision, Version } from './versions.ts'
import { words } from './words/index.ts'

/** 基本情况: until when it is waited for, on what it stands, and the name by which everybody can check this version. */
export function Facts({
  decision,
  compact,
  version,
  role,
}: {
  decision: Decision
  compact: Compact
  version: Version
  role: Role | undefined
}) {
  const w = words.use()
  const { planItemId } = decision
  const base = `/joint/${compact.compactId}`
  const topic = version.body['topic']
  const corrects = version.body['corrects']
  const showsTasks = decision.kind === 'record' && decision.effective !== null
  return (
    <section className="card pad stack" aria-label={w.facts} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.facts}</h2>
      <dl className="kv">
        <dt>{w.compact}</dt>
        <dd>
          <Go to={base}>{compact.name}</Go>
        </dd>
        <dt>{w.deadline}</dt>
        <dd>{version.deadline === null ? w.noDeadline : untilOf(version.deadline)}</dd>
        {typeof topic === 'string' && (
          <>
            <dt>{w.topic}</dt>
            <dd>
              <Go to={`${base}/decisions/${topic}`}>{w.look}</Go>
            </dd>
          </>
        )}
        {typeof corrects === 'string' && (
          <>
            <dt>{w.corrects}</dt>
            <dd>
              <Go to={`${base}/decisions/${corrects}`}>{w.look}</Go>
            </dd>
          </>
        )}
        {planItemId !== null && (
          <>
            <dt>{w.planItem}</dt>
            <dd>
              {role !== undefined && leadsOn('/consultations/items/$itemId', role) ? (
                <Go to={`/consultations/items/${planItemId}`}>{w.openPlanItem}</Go>
              ) : (
                <span className="mono">{planItemId.slice(0, 8)}</span>
              )}
            </dd>
          </>
        )}
        {showsTasks && role !== undefined && leadsOn('/joint/$compactId/tasks', role) && (
          <>
            <dt>{w.tasks}</dt>
            <dd>
              <Go to={`${base}/tasks`}>{w.look}</Go>
            </dd>
          </>
        )}
        <dt>{w.fingerprint}</dt>
        <dd className="fingerprint">{inFours(version.versionId)}</dd>
      </dl>
    </section>
  )
}

/** A deadline at 24:00 is of the day that it ends. */
const untilOf = (deadline: string): string =>
  clockTime(deadline) === '00:00' ? longDate(lastDayOf(deadline)) : dateTime(deadline)
