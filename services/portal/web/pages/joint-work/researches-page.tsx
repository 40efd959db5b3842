import './work.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { FileList } from '../../elements/file-list.tsx'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { STAFF } from '../joint-decisions/actions.ts'
import type { Compact } from '../joint/sides.ts'
import { WorkHead } from './work-head.tsx'
import { words } from './words/index.ts'

type Research = Row<'joint.researches'>
const PHASES = ['PLANNED', 'FIELD', 'REGIONAL_REPORT', 'CONSOLIDATED', 'ENDORSED'] as const

/** 联合调研: each research with where every side is, its reports, and what the own side does next. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { values, set } = useAddress(['open'])
  const { data: session } = useSession()
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.researches', { compactId: compactId! }, { size: 50 })
  if (error && !compact) return <PageFault error={error} />
  if (list.isError && !list.first) return <PageFault error={list.error} />
  if (!compact || list.isPending) return <LoadingBars rows={6} />
  const role = session?.active?.role
  const isStaff = role !== undefined && STAFF.includes(role)
  const open = one(values.open) ?? (list.total === 1 ? list.rows[0]!.researchId : undefined)
  return (
    <>
      <WorkHead compact={compact} page="researches" />
      {list.total === 0 && (
        <section className="card">
          <EmptyState mark="调研" title={w.noResearches} hint={w.noResearchesHint}>
            <Go className="btn" to={`/joint/${compactId!}/decisions`} search={{ kind: 'topic', state: 'EFFECTIVE' }}>
              {w.toTopics}
            </Go>
          </EmptyState>
        </section>
      )}
      {list.rows.map((research) => (
        <ResearchCard
          key={research.researchId}
          compact={compact}
          research={research}
          isStaff={isStaff}
          isOpen={research.researchId === open}
          onToggle={() => set({ open: research.researchId === open ? undefined : research.researchId })}
        />
      ))}
      <LoadMore list={list} />
    </>
  )
}

function ResearchCard({
  compact,
  research,
  isStaff,
  isOpen,
  onToggle,
}: {
  compact: Compact
  research: Research
  isStaff: boolean
  isOpen: boolean
  onToggle: () => void
}) {
  const w = words.use()
  const { researchId, title, state, sides, lead, topicId, consolidated } = research
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  const at = PHASES.indexOf(state)
  const draft = `/joint/${compact.compactId}/draft`
  const reports = sides.flatMap((side) => side.reports).length
  return (
    <section className="card pad stack" aria-label={title} style={{ '--g': '14px' } as React.CSSProperties}>
      <div className="row wrap">
        <h2 className="song">{title}</h2>
        <Go className="push" to={`/joint/${compact.compactId}/decisions/${topicId}`}>
          {w.topic}
        </Go>
      </div>
      <PhaseBar
        label={w.phasesOf(title)}
        phases={PHASES.map((key, i) => ({
          key,
          name: w.researchStates[key],
          state: i < at || state === 'ENDORSED' ? 'done' : i === at ? 'now' : 'later',
          ...(key === 'REGIONAL_REPORT' && reports > 0 && { fact: w.reportsOf(reports) }),
        }))}
      />
      <ul className="sidelist">
        {sides.map((side) => (
          <li key={side.committee}>
            <b>{nameOf(side.committee)}</b>
            {side.committee === lead && <span className="tag joint">{w.lead}</span>}
            <span className="sub">
              {side.reports.length > 0
                ? w.reported(side.reports.length)
                : side.state === 'FIELD'
                  ? w.inField
                  : w.notYet}
            </span>
          </li>
        ))}
      </ul>
      <div className="row wrap">
        {isStaff && state !== 'ENDORSED' && (
          <>
            <Go className="btn" to={draft} search={{ kind: 'field', research: researchId }}>
              {w.beginField}
            </Go>
            <Go className="btn" to={draft} search={{ kind: 'regional-report', research: researchId }}>
              {w.writeReport}
            </Go>
            {lead === committeeId && consolidated.length === 0 && (
              <Go className="btn go" to={draft} search={{ kind: 'report', research: researchId }}>
                {w.consolidate}
              </Go>
            )}
          </>
        )}
        {consolidated.length > 0 && (
          <Go className="btn" to={`/joint/${compact.compactId}/decisions/${consolidated.at(-1)!}`}>
            {w.toReport}
          </Go>
        )}
        <button type="button" className="btn" aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? w.hidePapers : w.showPapers}
        </button>
      </div>
      {isOpen && <Papers compact={compact} research={research} nameOf={nameOf} isStaff={isStaff} />}
    </section>
  )
}

/** 方案与分报告, as the sides signed them. */
function Papers({
  compact,
  research: { researchId, endorsements },
  nameOf,
  isStaff,
}: {
  compact: Compact
  research: Research
  nameOf: (id: string) => string
  isStaff: boolean
}) {
  const w = words.use()
  const list = useList('joint.entries', { compactId: compact.compactId, about: researchId }, { size: 200 })
  if (list.isError) return <PageFault error={list.error} />
  if (list.isPending) return <LoadingBars rows={3} />
  const papers = list.rows
    .filter(({ kind, body }) => body !== null && (kind === 'research' || kind === 'research-report'))
    .toReversed()
  const endorsed = (report: string) =>
    endorsements.some(({ about, committee }) => about === report && committee === committeeId)
  return (
    <ul className="papers">
      {papers.map(({ entryId, committee, at, kind, body }) => {
        const text = (name: string) => (typeof body![name] === 'string' ? String(body![name]) : undefined)
        const files = (body!['files'] ?? []) as React.ComponentProps<typeof FileList>['files']
        const head = kind === 'research-report' ? w.regionalReport : text('act') === 'plan' ? w.plan : w.field
        return (
          <li key={entryId}>
            <p className="row wrap">
              <b>{nameOf(committee)}</b>
              <span className="tag">{head}</span>
              <span className="small mute">{dateTime(at)}</span>
            </p>
            <p className="song">
              <b>{text('title') ?? text('angle')}</b>
              {text('from') !== undefined && <span className="small mute"> {longDate(text('from')!)}</span>}
            </p>
            {(text('outline') ?? text('text')) !== undefined && (
              <p className="clip song">{text('outline') ?? text('text')}</p>
            )}
            {files.length > 0 && <FileList service="joint" files={files} />}
            <p className="row wrap small">
              {endorsements
                .filter(({ about }) => about === entryId)
                .map((one) => (
                  <span key={one.entryId} className="state ok">
                    {w.endorsedBy(nameOf(one.committee))}
                  </span>
                ))}
              {isStaff && kind === 'research-report' && committee !== committeeId && !endorsed(entryId) && (
                <Go
                  className="btn sm"
                  to={`/joint/${compact.compactId}/draft`}
                  search={{ kind: 'endorsement', about: entryId }}
                >
                  {w.endorse}
                </Go>
              )}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
