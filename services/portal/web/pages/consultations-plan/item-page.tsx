import '../../look/lists.css'
import './plan.css'
import './item.css'
import { useParams } from '@tanstack/react-router'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { language } from '../../look/preferences.ts'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { ToTopic } from '../joint-drafts/to-topic.tsx'
import { FormGroup } from '../consultations-research/form-group.tsx'
import { AmendItem } from './amend-item.tsx'
import { ItemFacts } from './item-facts.tsx'
import { ItemNext } from './item-next.tsx'
import { useItem } from './use-item.ts'
import { isJoint, progressOf } from './year-layout.ts'
import { PROGRESS_LOOKS } from './item-table.tsx'
import { words } from './words/index.ts'

/** 计划事项: where it stands, whom it involves, its sessions, research and outcomes, and what happened to it. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { itemId }: { itemId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const { item, sessions, groups, outcomes, phases } = useItem(itemId!)
  const plan = useAnswer(
    'consultations.plan',
    { planId: item.data?.planId ?? '' },
    { enabled: item.data !== undefined },
  )
  if (item.error && !item.data) return <PageFault error={item.error} />
  if (!item.data) return <LoadingBars rows={8} />
  const { data } = item
  const ended = data.endReason !== undefined || data.mergedInto !== undefined
  return (
    <>
      <div>
        <p className="small mute">
          {plan.data?.title}
          {data.section !== undefined && ` · ${data.section}`}
        </p>
        <h1 className="song">
          <Title text={data.topic} />
        </h1>
        <p className="row wrap">
          <span className={`state ${PROGRESS_LOOKS[progressOf(data)]}`}>{w.states[data.state]}</span>
          {data.form && <span className="tag">{data.formLabel ?? w.forms[data.form]}</span>}
          {isJoint(data) && <span className="tag joint">{w.joint}</span>}
          {!ended && data.state !== 'PROPOSED' && data.state !== 'SHORTLISTED' && <ToTopic itemId={data.itemId} />}
        </p>
      </div>
      {ended ? (
        <Note kind="warn">
          {w.item.unknownPhase}
          {data.endReason !== undefined && `：${data.endReason}`}
        </Note>
      ) : (
        <section className="card pad">
          <PhaseBar label={w.phaseBar} phases={phases(w)} />
        </section>
      )}
      <div className="itemcols">
        <div className="stack">
          <ItemFacts item={data} />
          <section className="card" aria-label={w.item.parts.sessions}>
            <div className="head">
              <h2>{w.item.parts.sessions}</h2>
            </div>
            {sessions.length === 0 ? (
              <EmptyState mark="会议" title={w.item.noSessions} hint={w.item.noSessionsHint} />
            ) : (
              <ul className="sittings">
                {sessions.map((one) => (
                  <li key={one.sessionId}>
                    <Go to={`/consultations/sessions/${one.sessionId}`}>{one.title}</Go>
                    <span className="sub small">
                      {dateWithWeekday(one.startsAt)} {clockTime(one.startsAt)} · {one.place}
                    </span>
                    <span className={`state ${one.state === 'HELD' ? 'ok' : one.state === 'CANCELLED' ? 'bad' : 'do'}`}>
                      {w.sessionStates[one.state]}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section className="card" aria-label={w.item.parts.outcomes}>
            <div className="head">
              <h2>{w.item.parts.outcomes}</h2>
            </div>
            {groups.length > 0 && (
              <ul className="sittings">
                {groups.map(({ researchId, title, visits, reportVersion }) => (
                  <li key={researchId}>
                    <Go to={`/consultations/research/${researchId}`}>{title}</Go>
                    <span className="sub small">{w.item.group(visits, reportVersion)}</span>
                  </li>
                ))}
              </ul>
            )}
            {outcomes.length === 0 ? (
              <EmptyState mark="成果" title={w.item.noOutcomes} hint={w.item.noOutcomesHint} />
            ) : (
              <ul className="sittings">
                {outcomes.map((one) => (
                  <li key={one.outcomeId}>
                    <Go to={`/consultations/outcomes/${one.outcomeId}`}>{one.title}</Go>
                    <span className="sub small">
                      {w.item.outcomeKinds[one.kind]} ·{' '}
                      {w.item.suggestions(one.suggestions, one.answered, one.implemented)}
                    </span>
                    <span className="state do">{w.outcomeStates[one.state]}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <aside className="stack">
          <FormGroup item={data} role={session?.active?.role} />
          <ItemNext item={data} sessions={sessions} role={session?.active?.role} />
          {plan.data && data.next.some(({ command }) => command === 'consultations.amend-plan') && (
            <section className="card pad noprint" aria-label={w.amend.CHANGE}>
              <AmendItem item={data} plan={plan.data} />
            </section>
          )}
        </aside>
      </div>
      <RoutingSlip
        entries={data.history.map((entry, at) => ({
          key: `${entry.version} ${entry.type}`,
          at: entry.at,
          matter: language() === 'en' ? entry.en : entry.zh,
          ...(entry.actorRole !== undefined && {
            by: c.roles[entry.actorRole as keyof typeof c.roles] ?? entry.actorRole,
          }),
          ...((entry.reason !== undefined || entry.changes.length > 0) && {
            note: [
              entry.reason,
              entry.changes.length > 0 &&
                w.item.changed(entry.changes.map(({ field }) => w.item.fields[field] ?? field).join('、')),
            ]
              .filter(Boolean)
              .join(' '),
          }),
          state: at === data.history.length - 1 ? 'now' : 'done',
        }))}
      />
    </>
  )
}
