import type { ReactNode } from 'react'
import { counted, useAnswer } from '../../data/use-answer.ts'
import { Icon, type IconName } from '../../elements/icon.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { useCommittee } from '../../shell/use-committee.ts'
import { usePlan } from './use-latest-plan.ts'
import { words } from './words/index.ts'
import './open.css'

/** How many of what is new are shown here. */
const NEWEST = 3

/** 信息公开: what the committee is, and the ways to what it has published. */
export function Page() {
  const w = words.use()
  const committee = useCommittee()
  const plan = usePlan(undefined)
  const proposals = useAnswer('proposals.published-proposals', { limit: NEWEST })
  const records = useAnswer('joint.public-records', { limit: NEWEST })
  const tiles: readonly [path: string, icon: IconName, label: string, fact: string | undefined][] = [
    ['/open/plan', 'calendar', w.plan, plan.data ? w.planFact(plan.data.year, plan.data.items.length) : undefined],
    ['/open/proposals', 'paper', w.proposals, proposals.data && w.pieces(counted(proposals.data))],
    ['/open/records', 'joint', w.records, records.data && w.pieces(counted(records.data))],
    ['/open/verify', 'check', w.verify, w.verifyFact],
  ]
  return (
    <>
      <section className="card">
        <h1>{committee?.fullName ?? w.title}</h1>
        <p className="sub">{w.about}</p>
      </section>
      <nav className="openways" aria-label={w.ways}>
        {tiles.map(([path, icon, label, fact]) => (
          <Go key={path} to={path} className="card">
            <Icon name={icon} />
            <span>
              <b>{label}</b>
              {fact !== undefined && <span className="small mute">{fact}</span>}
            </span>
          </Go>
        ))}
      </nav>
      {proposals.data && proposals.data.items.length > 0 && (
        <Newest title={w.newProposals} more="/open/proposals" moreLabel={w.allProposals}>
          {proposals.data.items.map(({ proposalId, subject, publishedAt }) => (
            <Row key={proposalId} to={`/open/proposals/${proposalId}`} title={subject ?? ''} at={publishedAt} />
          ))}
        </Newest>
      )}
      {records.data && records.data.items.length > 0 && (
        <Newest title={w.newRecords} more="/open/records" moreLabel={w.allRecords}>
          {records.data.items.map(({ decisionId, title, effectiveAt }) => (
            <Row key={decisionId} to={`/open/records/${decisionId}`} title={title} at={effectiveAt} />
          ))}
        </Newest>
      )}
      <section className="card">
        <h2>{w.questionnaires}</h2>
        <p className="sub">{w.questionnairesHint}</p>
      </section>
      <Go to="/sign-in" className="btn big">
        {w.signIn}
      </Go>
      <p className="small mute foot">{w.rule}</p>
    </>
  )
}

const Newest = ({
  title,
  more,
  moreLabel,
  children,
}: {
  title: string
  more: string
  moreLabel: string
  children: ReactNode
}) => (
  <section className="card">
    <h2>{title}</h2>
    <ul className="newest">{children}</ul>
    <Go to={more}>{moreLabel}</Go>
  </section>
)

const Row = ({ to, title, at }: { to: string; title: string; at: string }) => (
  <li>
    <Go to={to}>
      <Title text={title} />
    </Go>
    <span className="small mute">{longDate(at)}</span>
  </li>
)
