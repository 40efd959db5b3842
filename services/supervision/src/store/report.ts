import { given, type supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Report } from '../domain/report.ts'
import { daysToVerify, isOpen, isOverdue } from './issue.ts'
import type { Tables } from './tables.ts'

/** The report of a project, where there is one. */
export async function findReport(tx: Tx<Tables>, projectId: string): Promise<Report | undefined> {
  const row = await tx
    .selectFrom('project_report')
    .select('submitted_at')
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (!row) return undefined
  const sent = await tx.selectFrom('report_delivery').select('addressee').where('project_id', '=', projectId).execute()
  return { submittedOn: shanghaiDate(row.submitted_at), deliveredTo: sent.map(({ addressee }) => addressee) }
}

/** 报告数字: counted from the rows of a project, and its findings that are neither listed nor dropped. */
export async function countReport(
  tx: Tx<Tables>,
  projectId: string,
  now: Date,
): Promise<{ undecided: number; numbers: c.ReportNumbers }> {
  const issue = sql`finding.list_id is not null and finding.state <> 'DROPPED'`
  const row = await tx
    .selectFrom('finding')
    .select([
      sql<number>`count(*)::int`.as('findings'),
      sql<number>`(count(*) filter (where state = 'RAISED'))::int`.as('undecided'),
      sql<number>`count(list_id)::int`.as('listed'),
      sql<number>`(count(*) filter (where list_id is not null and state = 'DROPPED'))::int`.as('withdrawn'),
      sql<number>`(count(*) filter (where ${issue}))::int`.as('issues'),
      sql<number>`(count(*) filter (where state = 'VERIFIED'))::int`.as('verified'),
      sql<number>`(count(*) filter (where ${isOpen}))::int`.as('open'),
      sql<number>`(count(*) filter (where ${isOverdue(now)}))::int`.as('overdue'),
      sql<number | null>`percentile_cont(0.5) within group (order by ${daysToVerify})
        filter (where state = 'VERIFIED')`.as('median'),
    ])
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  const visits = await tx
    .selectFrom('visit')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('project_id', '=', projectId)
    .where('state', '=', 'HELD')
    .executeTakeFirstOrThrow()
  const bySeverity = await tx
    .selectFrom('finding')
    .select(['severity', sql<number>`count(*)::int`.as('n')])
    .where('project_id', '=', projectId)
    .groupBy('severity')
    .orderBy('severity')
    .execute()
  const repeated = await tx
    .selectFrom('finding')
    .select(['subject', sql<number>`count(*)::int`.as('n')])
    .where('project_id', '=', projectId)
    .groupBy('subject')
    .having(sql<boolean>`count(*) > 1`)
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('subject')
    .limit(100)
    .execute()
  const { undecided, median, ...counts } = row
  return {
    undecided,
    numbers: {
      visits: visits.n,
      ...counts,
      bySeverity,
      repeated,
      ...given('medianDays', median === null ? undefined : Number(median)),
    },
  }
}
