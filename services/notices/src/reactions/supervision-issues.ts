import { type notices as n, supervision as s } from '@lianxie/contracts'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { nameThing } from './known.ts'
import { type Heard, tell } from './tell.ts'

interface Issue {
  findingId: string
  unitId: string
}

const tellUnit = (tx: Tx<Tables>, context: Heard, kind: n.NoticeKind, { findingId, unitId }: Issue, dueAt?: string) =>
  tell(tx, context, { kind, thing: { of: 'ISSUE', id: findingId }, whom: { units: [unitId] }, dueAt })

const tellOffice = (tx: Tx<Tables>, context: Heard, kind: n.NoticeKind, { findingId }: Issue) =>
  tell(tx, context, { kind, thing: { of: 'ISSUE', id: findingId }, whom: { offices: true } })

/** 民主监督: issues of units, and ballots of members. */
export const supervisionReactions = [
  react(s.IssueListed, (tx: Tx<Tables>, issue, context) =>
    tellUnit(tx, context, 'ISSUE_ASSIGNED', issue, issue.deadline.due),
  ),
  react(s.IssueDisputed, (tx: Tx<Tables>, issue, context) => tellOffice(tx, context, 'ISSUE_DISPUTED', issue)),
  react(s.IssueConfirmed, (tx: Tx<Tables>, issue, context) =>
    tellUnit(tx, context, 'DISPUTE_ANSWERED', issue, issue.deadline.due),
  ),
  react(s.IssueDropped, (tx: Tx<Tables>, issue, context) => tellUnit(tx, context, 'DISPUTE_ANSWERED', issue)),
  react(s.MoreTimeRequested, (tx: Tx<Tables>, issue, context) => tellOffice(tx, context, 'MORE_TIME_REQUESTED', issue)),
  react(s.MoreTimeGranted, (tx: Tx<Tables>, issue, context) =>
    tellUnit(tx, context, 'MORE_TIME_ANSWERED', issue, issue.deadline.due),
  ),
  react(s.MoreTimeRefused, (tx: Tx<Tables>, issue, context) => tellUnit(tx, context, 'MORE_TIME_ANSWERED', issue)),
  react(s.IssueRectified, (tx: Tx<Tables>, issue, context) => tellOffice(tx, context, 'ISSUE_TO_VERIFY', issue)),
  react(s.IssueReopened, (tx: Tx<Tables>, issue, context) =>
    tellUnit(tx, context, 'ISSUE_SENT_BACK', issue, issue.deadline.due),
  ),
  react(s.IssueRelapsed, (tx: Tx<Tables>, issue, context) =>
    tellUnit(tx, context, 'ISSUE_SENT_BACK', issue, issue.deadline.due),
  ),
  react(s.IssueReminded, (tx: Tx<Tables>, issue, context) => tellUnit(tx, context, 'ISSUE_DUE', issue, issue.due)),
  react(s.IssueOverdueNoted, (tx: Tx<Tables>, { findingId, unitId, due }, context) =>
    tell(tx, context, {
      kind: 'ISSUE_OVERDUE',
      thing: { of: 'ISSUE', id: findingId },
      whom: { units: [unitId], offices: true },
      dueAt: due,
    }),
  ),
  react(s.BallotOpened, async (tx: Tx<Tables>, { ballotId, title, memberIds }, context) => {
    await nameThing(tx, 'BALLOT', ballotId, title)
    await tell(tx, context, {
      kind: 'BALLOT_OPENED',
      thing: { of: 'BALLOT', id: ballotId },
      whom: { members: memberIds },
    })
  }),
]
