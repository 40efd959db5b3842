import type { supervision as c } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'

// 统计口径: each figure of findings is said here and nowhere else, of rows of `finding`, live or imported; the words and the
// whole of each are `FINDING_FIGURES`. 问题数 is `ISSUES`, 整改率 is `VERIFIED` of it (`domain.md` §4, "verified / issues").

type Rule = RawBuilder<boolean>

/** 列入清单: sent on a list; of an imported year, printed on one. */
export const isListed = sql<boolean>`(finding.list_id is not null or finding.printed_list is not null)`

/** 应整改: listed and not taken off; a file of past years tells of nothing but what units had to put right. */
const isIssue = sql<boolean>`(finding.state <> 'DROPPED' and (${isListed} or finding.origin = 'IMPORTED'))`

/** 已整改: of the round that counts now. */
const isRectified = sql<boolean>`finding.state in ('RECTIFIED', 'VERIFIED')`

/**
 * States in which the unit owes something by the deadline; while a dispute is looked at the clock stands still. None of them
 * is reached before the list, so that an index of states and terms can count what is overdue.
 */
const isWaitedFor = sql<boolean>`finding.state in ('LISTED', 'ACCEPTED', 'RECTIFYING', 'REOPENED')`

/** 未整改, of what is worked on here: what imported years left undone is counted and waited for by nobody. */
export const isOwed = sql<boolean>`(finding.list_id is not null and ${isWaitedFor})`

/** Which findings a figure counts, at an instant. */
export function figureOf(figure: c.FindingFigure, now: Date): Rule {
  switch (figure) {
    case 'FINDINGS':
      return sql<boolean>`true`
    case 'LISTED':
      return isListed
    case 'DISPUTED':
      return sql<boolean>`(${isListed} and finding.disputed_at is not null)`
    case 'WITHDRAWN':
      return sql<boolean>`(${isListed} and finding.state = 'DROPPED')`
    case 'ISSUES':
      return isIssue
    case 'DUE':
      return sql<boolean>`(${isIssue} and finding.due_at is not null)`
    case 'RECTIFIED':
      return isRectified
    case 'VERIFIED':
      return sql<boolean>`(finding.state = 'VERIFIED')`
    case 'OPEN':
      return sql<boolean>`(${isIssue} and finding.state <> 'VERIFIED')`
    case 'OVERDUE':
      return sql<boolean>`(${isWaitedFor} and finding.due_at <= ${now})`
    case 'LATE':
      // Of the round that counts now; of imported ones as their file says, which knows no term of later rounds.
      return sql<boolean>`(${isRectified} and finding.due_at is not null and
        case finding.origin when 'IMPORTED' then coalesce(finding.told_late, false) else finding.rectified_at > finding.due_at end)`
    case 'TO_VERIFY':
      return sql<boolean>`(finding.state = 'RECTIFIED')`
    case 'REOPENED':
      return sql<boolean>`(${isIssue} and finding.reopened > 0)`
    case 'RELAPSED':
      // Whatever relapsed was opened again, which spares the others the look.
      return sql<boolean>`(finding.reopened > 0 and finding.id in (select back.finding_id from issue_look_back back
        where back.outcome = 'RELAPSED'))`
    case 'REPEATED':
      return sql<boolean>`(finding.state <> 'DROPPED' and exists (select from finding before
        where before.unit_id = finding.unit_id and before.subject = finding.subject and before.state <> 'DROPPED'
          and (before.raised_at, before.id) < (finding.raised_at, finding.id)))`
  }
}

/**
 * The first finding of each subject at each unit, among those that a reader counts: what stands and is none of these is
 * `REPEATED`. One walk through an index, where the rule for a single finding would look for each of them.
 */
export const firstFindings = (seen: Rule): RawBuilder<unknown> => sql`
  select distinct on (finding.unit_id, finding.subject) finding.unit_id, finding.subject, finding.id from finding
  where finding.state <> 'DROPPED' and ${seen}
  order by finding.unit_id, finding.subject, finding.raised_at, finding.id`

/** 逾期未整改. */
export const isOverdue = (now: Date): Rule => figureOf('OVERDUE', now)

/** 整改天数: whole calendar days from the list to the verification; of an imported one from the day on which it was found. */
export const daysToVerify = sql<number>`case when finding.state = 'VERIFIED'
  then finding.verified_on - coalesce(finding.listed_on, finding.found_on) end`

/** 整改天数中位数. */
export const medianDays = sql<number | null>`(percentile_cont(0.5) within group (order by ${daysToVerify}))`

/** 统计年度的日期: the day of the list, or of the finding where it is on none. */
export const COUNTED_ON = sql<string>`coalesce(finding.listed_on, finding.found_on)`

/** How many findings a figure counts. */
export const countOf = (figure: c.FindingFigure, now: Date): RawBuilder<number> =>
  sql<number>`(count(*) filter (where ${figureOf(figure, now)}))::int`

/** 待开展的回头看: verified, with a day for it, not looked at again; nobody does once the project is closed. */
export const awaitsLookBack = sql<boolean>`(finding.state = 'VERIFIED' and finding.look_back is null
  and finding.look_back_due is not null and not finding.look_back_waived)`
