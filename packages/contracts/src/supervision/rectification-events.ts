import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate } from '../primitives.ts'
import { CheckWay, RectifyTerm } from './rectification.ts'
import { distinctIds, SupervisionYear } from './supervision.ts'

const about = { aggregate: 'finding', key: 'findingId' } as const
const files = z.array(FileRef).max(20)
const issue = { findingId: Id, projectId: Id, unitId: Id }
const round = z.int().positive()
/** A term: the deadline as it was counted, and by what, unless it is a fixed day. */
const term = { deadline: Deadline, rectifyTerm: RectifyTerm.optional() }
const check = { memberId: Id, checkedOn: LocalDate, way: CheckWay, files }

export const IssueListSent = event(
  'supervision.issue-list-sent',
  1,
  { zh: '问题清单已下发', en: 'A list of issues was approved and sent', aggregate: 'project', key: 'projectId' },
  {
    projectId: Id,
    listId: Id,
    year: SupervisionYear,
    /** 清单编号, per year and without gaps. */
    number: z.int().positive(),
    approvedOn: LocalDate,
    issues: z.int().positive(),
    unitIds: distinctIds(200).min(1),
  },
)
export const IssueListed = event(
  'supervision.issue-listed',
  1,
  { zh: '问题已列入清单', en: 'A finding was put on a list for its unit', ...about },
  { ...issue, listId: Id, position: z.int().positive(), ...term, disputeDeadline: Deadline },
)
export const IssueAccepted = event(
  'supervision.issue-accepted',
  1,
  { zh: '问题已签收', en: 'A unit accepted an issue, by word or by silence', ...about },
  { ...issue, bySilence: z.boolean() },
)
export const IssueDisputed = event(
  'supervision.issue-disputed',
  1,
  { zh: '问题有异议', en: 'A unit disputed an issue; its reason stays with the committee', ...about },
  { ...issue, files },
)
export const IssueConfirmed = event(
  'supervision.issue-confirmed',
  1,
  { zh: '异议不成立', en: 'The group stood by its finding; lost time was given back', ...about },
  { ...issue, ...check, deadline: Deadline },
)
export const IssueDropped = event(
  'supervision.issue-dropped',
  1,
  { zh: '异议成立，问题撤销', en: 'The group took an issue off the list after a dispute', ...about },
  { ...issue, ...check },
)
export const MeasuresPlanned = event(
  'supervision.measures-planned',
  1,
  { zh: '整改措施已制定', en: 'A unit said how it rectifies an issue; its words stay with the committee', ...about },
  { ...issue, round, finishOn: LocalDate, handlers: z.array(line(100)).max(20), memberIds: distinctIds(20) },
)
export const IssueRectified = event(
  'supervision.issue-rectified',
  1,
  { zh: '问题已整改', en: 'A unit reported an issue as rectified', ...about },
  { ...issue, round, rectifiedOn: LocalDate, files },
)
export const MoreTimeRequested = event(
  'supervision.more-time-requested',
  1,
  { zh: '已申请延期', en: 'A unit asked for a later day', ...about },
  { ...issue, requestId: Id, round, until: LocalDate },
)
export const MoreTimeGranted = event(
  'supervision.more-time-granted',
  1,
  { zh: '已同意延期', en: 'A unit was granted a later day', ...about },
  { ...issue, requestId: Id, round, deadline: Deadline },
)
export const MoreTimeRefused = event(
  'supervision.more-time-refused',
  1,
  { zh: '未同意延期', en: 'A unit was refused a later day', ...about },
  { ...issue, requestId: Id, round },
)
export const IssueVerified = event(
  'supervision.issue-verified',
  1,
  { zh: '问题已销号', en: 'The group verified that an issue is rectified', ...about },
  { ...issue, round, ...check, lookBackDue: LocalDate },
)
export const IssueReopened = event(
  'supervision.issue-reopened',
  1,
  { zh: '问题已退回重新整改', en: 'The group sent an issue back; a new round began', ...about },
  { ...issue, round, ...check, ...term },
)
export const RectificationConfirmed = event(
  'supervision.rectification-confirmed',
  1,
  { zh: '回头看未反弹', en: 'The group came back and what was mended held', ...about },
  { ...issue, round, ...check },
)
export const IssueRelapsed = event(
  'supervision.issue-relapsed',
  1,
  { zh: '回头看反弹', en: 'The group came back and the problem was there again; a new round began', ...about },
  { ...issue, round, ...check, ...term },
)
export const IssueReminded = event(
  'supervision.issue-reminded',
  1,
  { zh: '整改已提醒', en: 'A unit was reminded of an issue before its term ends', ...about },
  { ...issue, due: Instant, daysLeft: z.int() },
)
export const IssueOverdueNoted = event(
  'supervision.issue-overdue-noted',
  1,
  { zh: '整改逾期已通报', en: 'A unit was told that an issue is overdue', ...about },
  { ...issue, due: Instant, daysLate: z.int().positive() },
)
export const LookBackReminded = event(
  'supervision.look-back-reminded',
  1,
  { zh: '回头看已提醒', en: 'A look-back at a verified issue is due', ...about },
  { ...issue, dueOn: LocalDate },
)
