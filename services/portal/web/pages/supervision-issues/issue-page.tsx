import './issues.css'
import { useMatches, useParams } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { Refused } from '../../data/problem.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { FindingView } from './finding-view.tsx'
import { STATE_LOOKS } from './looks.ts'
import { NextStep } from './next-step.tsx'
import { Rounds } from './rounds.tsx'
import { words } from './words/index.ts'

/** 问题整改详情: what was found, what is next and by whom, each round, and what happened; for every role that has to do with it. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { findingId }: { findingId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const shell = useMatches({ select: (all) => all.at(-1)?.staticData.page?.shell })
  const { data: issue, isPending, error } = useAnswer('supervision.issue', { findingId: findingId! })
  useLive([`supervision/issues/${findingId!}`])
  // What is on no list yet is a finding.
  if (error instanceof Refused && error.problem.status === 404) return <FindingView findingId={findingId!} />
  if (error && !issue) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const isDone = issue.state === 'VERIFIED'
  return (
    <>
      <div>
        <p className="small mute">
          {w.numberOf(issue.listYear, issue.listNumber, issue.position)} · {issue.topic}
        </p>
        <h1 className="song">
          <Title text={issue.subject} />
        </h1>
        <p className="row wrap marks">
          <span className={`state ${STATE_LOOKS[issue.state]}`}>{w.states[issue.state]}</span>
          <span className={issue.severity === 'MINOR' ? 'tag' : 'tag key'}>{w.severities[issue.severity]}</span>
          <span className="sub">{issue.unit}</span>
          <DueChip
            dueAt={issue.dueAt}
            light={issue.light}
            what={w.due}
            deadline={isDone ? undefined : issue.deadline}
            {...(isDone && issue.verifiedAt !== undefined && { doneAt: issue.verifiedAt })}
          />
        </p>
      </div>
      <div className={shell === 'staff' ? 'issue' : 'stack'} style={{ '--g': '12px' } as React.CSSProperties}>
        <NextStep issue={issue} role={session?.active?.role} big={shell === 'member'} />
        <article className={shell === 'staff' ? 'sheet' : 'card'}>
          <h2>{w.fact}</h2>
          <p className="clip">{issue.fact ?? w.noWords}</p>
          {issue.basis !== undefined && (
            <>
              <h3>{w.basis}</h3>
              <p className="clip">{issue.basis}</p>
            </>
          )}
          {issue.suggestion !== undefined && (
            <>
              <h3>{w.suggestion}</h3>
              <p className="clip">{issue.suggestion}</p>
            </>
          )}
          {issue.files.length > 0 && <FileList service="supervision" files={issue.files} />}
          {issue.termReason !== undefined && <p className="small mute">{w.termReason(issue.termReason)}</p>}
        </article>
      </div>
      <Rounds issue={issue} />
      <RoutingSlip
        entries={issue.history.map((entry, at) => ({
          key: String(entry.version),
          at: entry.at,
          matter: language() === 'en' ? entry.en : entry.zh,
          ...(entry.actorRole !== undefined && {
            by: c.roles[entry.actorRole as keyof typeof c.roles] ?? entry.actorRole,
          }),
          ...(entry.reason !== undefined && { note: entry.reason }),
          state: at === issue.history.length - 1 && !isDone ? 'now' : 'done',
        }))}
      />
    </>
  )
}
