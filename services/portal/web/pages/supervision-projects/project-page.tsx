import './projects.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate, span } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { STATE_LOOKS } from './looks.ts'
import { ProjectActions } from './project-actions.tsx'
import { ReportCard } from './report-card.tsx'
import { VisitsAndFindings } from './visits-and-findings.tsx'
import { words } from './words/index.ts'

type Project = Answer<'supervision.project'>
const PHASES = ['PLANNED', 'GROUP_FORMED', 'VISITING', 'FINDINGS', 'ISSUE_LIST_SENT', 'REPORTED', 'CLOSED'] as const

/** 监督项目: where it stands, what may be done, its plan and decision, groups, visits, findings, lists and report. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { projectId }: { projectId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const { data: project, error, isPending } = useAnswer('supervision.project', { projectId: projectId! })
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  if (error && !project) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  return (
    <>
      <div>
        <p className="small mute">
          {w.yearOf(project.year)} · {w.forms[project.form]} · {w.levels[project.level]}
        </p>
        <h1 className="song">
          <Title text={project.topic} />
        </h1>
        <p className="row wrap marks">
          <span className={`state ${STATE_LOOKS[project.state]}`}>{w.states[project.state]}</span>
          <span className="sub">{project.units.map(({ name }) => name).join('、')}</span>
          {project.startsOn && project.endsOn && <span className="mute">{span(project.startsOn, project.endsOn)}</span>}
        </p>
      </div>
      {project.state !== 'CANCELLED' && (
        <section className="card pad">
          <PhaseBar label={w.phases} phases={phasesOf(project, w)} />
        </section>
      )}
      <div className="projectgrid">
        <ProjectActions
          project={project}
          role={session?.active?.role}
          marked={marked}
          onDone={() => setMarked(new Set())}
        />
        <article className="sheet">
          <h2>{w.plan}</h2>
          <p className="clip">{project.plan ?? w.noPlan}</p>
          {project.indicators.length > 0 && (
            <>
              <h3>{w.indicators}</h3>
              <p className="clip">{project.indicators.map(({ name }) => name).join('、')}</p>
            </>
          )}
          {project.decidedOn !== undefined && (
            <>
              <h3>{w.decision}</h3>
              <p className="noin">
                {w.decidedBy(longDate(project.decidedOn), project.meeting ?? '')}
                {project.consentedOn !== undefined &&
                  w.consentedBy(longDate(project.consentedOn), project.consentDocument ?? '')}
              </p>
            </>
          )}
        </article>
      </div>
      <Groups groupIds={project.groupIds} />
      <VisitsAndFindings project={project} role={session?.active?.role} marked={marked} onMark={setMarked} />
      {(project.state === 'REPORTED' || project.state === 'CLOSED' || project.state === 'ISSUE_LIST_SENT') && (
        <ReportCard project={project} role={session?.active?.role} />
      )}
      <RoutingSlip
        entries={project.history.map((entry) => ({
          key: String(entry.version),
          at: entry.at,
          matter: language() === 'en' ? entry.en : entry.zh,
          ...(entry.actorRole !== undefined && {
            by: c.roles[entry.actorRole as keyof typeof c.roles] ?? entry.actorRole,
          }),
          ...(entry.reason !== undefined && { note: entry.reason }),
          state: 'done',
        }))}
      />
    </>
  )
}

function phasesOf(project: Project, w: ReturnType<typeof words.use>) {
  const at = PHASES.findIndex((one) => one === project.state)
  return PHASES.map((key, place) => ({
    key,
    name: w.phaseNames[key],
    state:
      place < at || project.state === 'CLOSED'
        ? ('done' as const)
        : place === at
          ? ('now' as const)
          : ('later' as const),
    ...(key === 'GROUP_FORMED' && project.groups > 0 && { fact: w.groupsOf(project.groups) }),
    ...(key === 'VISITING' && project.visits > 0 && { fact: w.visitsOf(project.visits) }),
    ...(key === 'FINDINGS' && project.findings > 0 && { fact: w.findingsOf(project.findings) }),
    ...(key === 'ISSUE_LIST_SENT' && project.open > 0 && { fact: w.openShort(project.open) }),
  }))
}

function Groups({ groupIds }: { groupIds: readonly string[] }) {
  const w = words.use()
  const groups = useAnswer('supervision.groups', { limit: 200 }, { enabled: groupIds.length > 0 })
  if (groupIds.length === 0) return null
  return (
    <section className="card pad">
      <h2>{w.groups}</h2>
      <p className="row wrap">
        {groups.data?.items
          .filter(({ groupId }) => groupIds.includes(groupId))
          .map(({ groupId, name, members }) => (
            <Go key={groupId} to={`/supervision/groups/${groupId}`} className="tag blue">
              {w.groupOf(name, members)}
            </Go>
          ))}
      </p>
    </section>
  )
}
