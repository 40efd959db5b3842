import './case.css'
import { useParams } from '@tanstack/react-router'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { daysBetween } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { possibleActions } from './actions/possible.ts'
import { CaseFacts, NextStep } from './case-aside.tsx'
import { CaseFeedback, CaseHandling } from './case-handling.tsx'
import { CaseHead } from './case-head.tsx'
import { CaseInstructions } from './case-instructions.tsx'
import { CaseReplies } from './case-replies.tsx'
import { CaseSheet } from './case-sheet.tsx'
import { slipEntries } from './slip-entries.ts'
import { useCase, useViewer } from './use-case.ts'
import { words } from './words/index.ts'

/** 提案档案: one proposal on paper, what comes next, the replies, and its whole way; each role sees what it may do. */
export function Page() {
  const w = words.use()
  const c = core.use()
  const { proposalId }: { proposalId?: string } = useParams({ strict: false })
  const viewer = useViewer()
  const { facts, nameOf, error, isReading, partUnread } = useCase(proposalId!, viewer)
  if (error) return <PageFault error={error} />
  if (!facts || !viewer || isReading) return <LoadingBars rows={8} />
  const { file } = facts
  const merges = viewer.role === 'STAFF_PROPOSAL' && ['UNDER_REVIEW', 'FILED'].includes(file.state)
  return (
    <>
      <CaseHead facts={facts} names={nameOf} />
      {partUnread && <Note kind="warn">{c.unreachable}</Note>}
      <div className="cols">
        <div className="stack">
          <CaseSheet file={file} nameOf={nameOf} base="/proposals" />
          <CaseReplies facts={facts} nameOf={nameOf} />
          <CaseFeedback facts={facts} nameOf={nameOf} />
          <CaseHandling facts={facts} nameOf={nameOf} />
          <CaseInstructions key={file.proposalId} facts={facts} />
        </div>
        <aside className="stack" aria-label={w.basics}>
          <NextStep facts={facts} possible={possibleActions(facts, viewer)} merges={merges} />
          <CaseFacts facts={facts} nameOf={nameOf} viewer={viewer} />
        </aside>
      </div>
      <RoutingSlip
        entries={slipEntries(facts, nameOf, w)}
        {...(file.submittedAt !== undefined && { days: daysBetween(file.submittedAt, new Date()) })}
        onExport={() => print()}
      />
    </>
  )
}
