import './research.css'
import { useMatches, useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { FileList } from '../../elements/file-list.tsx'
import { NextSteps } from '../../elements/next-steps.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Watch } from '../consultations-sessions/watch.tsx'
import { useMembers } from '../supervision-groups/use-members.ts'
import { type Group, STATE_LOOKS } from './looks.ts'
import { stepsOf } from './research-steps.ts'
import { Visits } from './visits.tsx'
import { words } from './words/index.ts'

/** 调研组: who is in it, where it goes, what it reports; for the office and for its members. */
export function Page() {
  const w = words.use()
  const { researchId }: { researchId?: string } = useParams({ strict: false })
  const shell = useMatches({ select: (all) => all.at(-1)?.staticData.page?.shell })
  const { data: account } = useSession()
  const viewer = { role: account?.active?.role, memberId: account?.memberId }
  const isStaff = viewer.role === 'STAFF_CONSULTATION' || viewer.role === 'STAFF_OFFICE'
  const { data, isPending, error } = useAnswer('consultations.research-group', { researchId: researchId! })
  const members = useMembers(isStaff)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 600_000 })
  const nameOf = useNames([
    ...(data?.members ?? []).map(({ memberId }) => memberId),
    ...(data?.visitList ?? []).flatMap(({ unitIds }) => unitIds),
  ])
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={6} />
  const inGroup = data.members.map(({ memberId }) => [memberId, nameOf(memberId) ?? w.unnamed] as const)
  const named = {
    members: members.data ?? [],
    units: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
    inGroup,
  }
  const card = shell === 'member' ? 'card stack' : 'card pad stack'
  const gap = { '--g': '10px' } as React.CSSProperties
  return (
    <>
      {shell === 'member' && <Watch paths={[`consultations/research-groups/${data.researchId}`]} />}
      <div>
        {shell === 'staff' && (
          <p className="small mute">
            <Go to={`/consultations/items/${data.itemId}`}>{w.toItem}</Go>
          </p>
        )}
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        <p>
          <span className={`state ${STATE_LOOKS[data.state]}`}>{w.states[data.state]}</span>
        </p>
      </div>
      <NextSteps title={w.next} steps={stepsOf(data, viewer, named, w)} done={w.done} confirm={w.confirm} />
      <section className={card} aria-label={w.group} style={gap}>
        <h2>{w.group}</h2>
        <ul className="researchers">
          {data.members.toSorted(byDuty).map(({ memberId, duty, conflictDeclaredAt, conflictNote }) => (
            <li key={memberId}>
              <b>{nameOf(memberId) ?? w.unnamed}</b> <span className="mute small">{w.duties[duty]}</span>
              {conflictDeclaredAt !== undefined && <span className="tag key">{w.conflict}</span>}
              {conflictNote !== undefined && <span className="sub small"> {conflictNote}</span>}
            </li>
          ))}
        </ul>
      </section>
      <Visits group={data} viewer={viewer} inGroup={inGroup} nameOf={nameOf} card={card} />
      <section className={card} aria-label={w.reports} style={gap}>
        <h2>{w.reports}</h2>
        {data.reports.length === 0 && <p className="mute small">{w.noReports}</p>}
        {data.reports.toReversed().map(({ version, title, summary, file, submittedAt }) => (
          <article key={version} className="stack" style={{ '--g': '4px' } as React.CSSProperties}>
            <h3>{title}</h3>
            <p className="small mute">{w.versionAt(version, dateTime(submittedAt))}</p>
            <p className="prose">{summary}</p>
            <FileList service="consultations" files={[file]} />
          </article>
        ))}
      </section>
    </>
  )
}

const DUTIES = ['LEADER', 'SECRETARY', 'MEMBER'] as const
const byDuty = (a: Group['members'][number], b: Group['members'][number]) =>
  DUTIES.indexOf(a.duty) - DUTIES.indexOf(b.duty)
