import { given, type supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Report } from '../domain/report.ts'
import { countOf, figureOf, medianDays } from './finding-figures.ts'
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
  const row = await tx
    .selectFrom('finding')
    .select([
      countOf('FINDINGS', now).as('findings'),
      sql<number>`(count(*) filter (where state = 'RAISED'))::int`.as('undecided'),
      countOf('LISTED', now).as('listed'),
      countOf('WITHDRAWN', now).as('withdrawn'),
      countOf('ISSUES', now).as('issues'),
      countOf('VERIFIED', now).as('verified'),
      countOf('OPEN', now).as('open'),
      countOf('OVERDUE', now).as('overdue'),
      medianDays.as('median'),
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
    .where(figureOf('ISSUES', now))
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
