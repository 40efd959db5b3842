import { given, STAFF, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { awaitsLookBack, countOf } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { READERS, seesAll, visibleFindings } from './visibility.ts'

/** 问题清单: a unit sees those in which something is its own, and counts that alone. */
export const issueLists = answer(c.IssueLists, {
  allow: READERS,
  read: async (db: Database<Tables>, { projectId, year, limit, cursor }, { actor, now }) => {
    const counted = sql<{ issues: number; verified: number; overdue: number }>`(
      select json_build_object('issues', ${countOf('ISSUES', now)}, 'verified', ${countOf('VERIFIED', now)},
        'overdue', ${countOf('OVERDUE', now)})
      from finding where finding.list_id = issue_list.id and ${visibleFindings(actor)})`
    let rows = db
      .selectFrom('issue_list')
      .innerJoin('project', 'project.id', 'issue_list.project_id')
      .select([
        'issue_list.id',
        'issue_list.project_id',
        'project.topic',
        'issue_list.year',
        'issue_list.number',
        'issue_list.approved_on',
        'issue_list.sent_at',
        counted.as('counts'),
        sql<string | null>`(select words.text from words join event on event.aggregate = words.aggregate
          and event.aggregate_version = words.version
          where words.aggregate = 'project/' || issue_list.project_id::text and words.field = 'meeting'
            and event.type = ${c.IssueListSent.type} and event.recorded_at = issue_list.sent_at limit 1)`.as('meeting'),
      ]).where(sql<boolean>`exists (select from finding where finding.list_id = issue_list.id
        and ${visibleFindings(actor)})`)
    if (projectId !== undefined) rows = rows.where('issue_list.project_id', '=', projectId)
    if (year !== undefined) rows = rows.where('issue_list.year', '=', year)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('issue_list.year'), type: 'integer', direction: 'desc' },
        { by: sql.ref('issue_list.number'), type: 'integer', direction: 'desc' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        listId: row.id,
        projectId: row.project_id,
        topic: row.topic,
        year: row.year,
        number: row.number,
        approvedOn: row.approved_on,
        sentAt: row.sent_at.toISOString(),
        ...(seesAll(actor.role) && given('meeting', row.meeting)),
        ...row.counts,
      })),
    }
  },
})

/** 待开展的回头看: of projects that are not closed. */
export const lookBacksDue = answer(c.LookBacksDue, {
  allow: [...STAFF, 'CHAIR', 'MEMBER', 'SUPERVISION_OFFICE'],
  read: async (db: Database<Tables>, { projectId, unitId, until, limit, cursor }, { actor, now }) => {
    let rows = db.selectFrom('finding').where(awaitsLookBack).where(visibleFindings(actor))
    if (projectId !== undefined) rows = rows.where('finding.project_id', '=', projectId)
    if (unitId !== undefined) rows = rows.where('finding.unit_id', '=', unitId)
    if (until !== undefined) rows = rows.where('finding.look_back_due', '<=', until)
    const page = await readPage(rows.select('finding.id'), {
      limit,
      cursor,
      order: [
        { by: sql.ref('finding.look_back_due'), type: 'date' },
        { by: sql.ref('finding.id'), type: 'uuid' },
      ],
    })
    const ids = page.items.map(({ id }) => id)
    const shown = new Map((await lookBackRows(db, ids).execute()).map((row) => [row.id, row]))
    const today = shanghaiDate(now)
    const total = `${page.total}${page.totalIsCapped ? '+' : ''}`
    return {
      ...page,
      items: ids
        .map((id) => shown.get(id)!)
        .map((row) => ({
          findingId: row.id,
          projectId: row.project_id,
          topic: row.topic,
          subject: row.subject,
          unitId: row.unit_id,
          ...given('unit', row.unit),
          round: row.round,
          verifiedAt: row.verified_at!.toISOString(),
          dueOn: row.look_back_due!,
          isDue: row.look_back_due! <= today,
        })),
      sentence:
        page.total === 0
          ? { zh: '没有待开展的回头看。', en: 'No look-backs are open.' }
          : { zh: `有${total}个已销号问题待回头看。`, en: `${total} verified issues are to be looked at again.` },
    }
  },
})

const lookBackRows = (db: Database<Tables>, ids: readonly string[]) =>
  db
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.project_id')
    .leftJoin('known_unit', 'known_unit.id', 'finding.unit_id')
    .select([
      'finding.id',
      'finding.project_id',
      'project.topic',
      'finding.subject',
      'finding.unit_id',
      'known_unit.name as unit',
      'finding.round',
      'finding.verified_at',
      'finding.look_back_due',
    ])
    .where(sql<boolean>`finding.id = any(${[...ids]}::uuid[])`)
