import { given, Refusal } from '@lianxie/contracts'
import type { Database, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { IssueCounts, Project } from '../domain/project.ts'
import { awaitsLookBack, countOf, medianDays } from './finding-figures.ts'
import type { Tables } from './tables.ts'

/** A project; refuses `common.not_found`. That it was imported is said by the decision, after who asks was seen to. */
export async function loadProject(tx: Tx<Tables>, id: string, field = 'projectId'): Promise<Project> {
  const row = await tx
    .selectFrom('project')
    .select(['id', 'state', 'origin', 'topic', 'year', 'unit_ids', 'plan_item_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field })
  const groups = await tx.selectFrom('project_group').select('group_id').where('project_id', '=', id).execute()
  return {
    id: row.id,
    state: row.state,
    isImported: row.origin === 'IMPORTED',
    topic: row.topic,
    year: row.year,
    unitIds: row.unit_ids,
    ...given('planItemId', row.plan_item_id),
    groupIds: groups.map(({ group_id }) => group_id),
  }
}

/** A project that a command about something in it changes or rests on: held until the transaction ends. */
export async function holdProject(tx: Tx<Tables>, id: string, field = 'projectId'): Promise<Project> {
  await tx.selectFrom('project').select('id').where('id', '=', id).forUpdate().execute()
  return loadProject(tx, id, field)
}

/** Which of these groups there are not, or not any more on a day. */
export async function findUnknownGroups(tx: Tx<Tables>, ids: readonly string[], on: string): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('supervision_group')
    .select('id')
    .where('id', 'in', ids)
    .where('ended_on', 'is', null)
    .where('until_on', '>=', on)
    // None of them ends while a project is given to it.
    .forShare()
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

/** Visits of a project that took place, and those that are planned and neither recorded nor cancelled. */
export async function countVisits(db: Database<Tables>, projectId: string): Promise<{ held: number; open: number }> {
  const rows = await db.selectFrom('visit').select('state').where('project_id', '=', projectId).execute()
  const of = (state: string) => rows.filter((row) => row.state === state).length
  return { held: of('HELD'), open: of('PLANNED') }
}

/** What the findings of a project came to; `medianDays` from the list to the verification. */
export async function countIssues(db: Database<Tables>, projectId: string, now: Date): Promise<IssueCounts> {
  const row = await db
    .selectFrom('finding')
    .select([
      countOf('FINDINGS', now).as('findings'),
      countOf('LISTED', now).as('listed'),
      countOf('VERIFIED', now).as('verified'),
      countOf('OPEN', now).as('open'),
      sql<number>`(count(*) filter (where ${awaitsLookBack}))::int`.as('lookBacks'),
      medianDays.as('median'),
    ])
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow()
  const { median, ...counts } = row
  return { ...counts, ...given('medianDays', median === null ? undefined : Number(median)) }
}
