import { given, listOf, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Answer, type Database, readPage, hasWords } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { countOf } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { historyOf, lastWords, versionOf } from './history.ts'
import { isUnit, READERS, seesAll, visibleFindings, visibleProjects } from './visibility.ts'

const rowsOf = (db: Database<Tables>) =>
  db
    .selectFrom('project')
    .select([
      'project.id',
      'project.state',
      'project.form',
      'project.topic',
      'project.level',
      'project.year',
      'project.starts_on',
      'project.ends_on',
      'project.unit_ids',
      'project.lead_body_id',
      'project.plan_item_id',
      'project.created_at',
      'project.origin',
    ])

/** What a list says beside the row of a project: counted for the rows of one page alone. */
const withCounts = (db: Database<Tables>, ids: readonly string[], actor: Actor, now: Date) =>
  rowsOf(db)
    .where(sql<boolean>`project.id = any(${ids}::uuid[])`)
    .select([
      sql<number>`(select count(*)::int from project_group g where g.project_id = project.id)`.as('groups'),
      sql<number>`(select count(*)::int from visit v where v.project_id = project.id and v.state = 'HELD')`.as(
        'visits',
      ),
      sql<{ findings: number; open: number; overdue: number }>`(
        select json_build_object('findings', ${countOf('FINDINGS', now)}, 'open', ${countOf('OPEN', now)},
          'overdue', ${countOf('OVERDUE', now)})
        from finding where finding.project_id = project.id and ${visibleFindings(actor)})`.as('issues'),
      sql<{ unit_id: string; name: string | null }[] | null>`(
        select json_agg(json_build_object('unit_id', u.id, 'name', k.name) order by u.position)
        from unnest(project.unit_ids) with ordinality as u (id, position) left join known_unit k on k.id = u.id)`.as(
        'units',
      ),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof withCounts>['execute']>>[number]

const show = (row: Row): c.ProjectRow => ({
  projectId: row.id,
  state: row.state,
  form: row.form,
  topic: row.topic,
  level: row.level,
  year: row.year,
  ...given('startsOn', row.starts_on),
  ...given('endsOn', row.ends_on),
  units: (row.units ?? []).map(({ unit_id, name }) => ({ unitId: unit_id, ...given('name', name) })),
  ...given('leadBodyId', row.lead_body_id),
  ...given('planItemId', row.plan_item_id),
  groups: row.groups,
  visits: row.visits,
  ...row.issues,
  createdAt: row.created_at.toISOString(),
  origin: row.origin,
})

/** 监督项目列表, with the counts of every state whichever is shown. */
const projects = answer(c.Projects, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { year, state, form, level, unitId, groupId, planItemId, origin, text, limit, cursor } = params
    let all = db.selectFrom('project').where(visibleProjects(actor))
    if (year !== undefined) all = all.where('project.year', '=', year)
    if (form) all = all.where('project.form', 'in', listOf(form))
    if (level) all = all.where('project.level', 'in', listOf(level))
    if (unitId !== undefined) all = all.where(sql<boolean>`project.unit_ids @> ${[unitId]}::uuid[]`)
    if (planItemId !== undefined) all = all.where('project.plan_item_id', '=', planItemId)
    if (origin !== undefined) all = all.where('project.origin', '=', origin)
    if (groupId !== undefined) {
      all = all.where(
        isUnit(actor.role)
          ? sql<boolean>`false`
          : sql<boolean>`project.id in (select g.project_id from project_group g where g.group_id = ${groupId})`,
      )
    }
    const counts = await all
      .where(hasWords(sql.ref('project.search'), text))
      .select(['project.state', sql<number>`count(*)::int`.as('count')])
      .groupBy('project.state')
      .execute()
    const rows = state ? all.where('project.state', 'in', listOf(state)) : all
    const page = await readPage(rows.select('project.id'), {
      limit,
      cursor,
      words: { column: sql.ref('project.search'), text },
      order: [
        { by: sql.ref('project.created_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('project.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    const ids = page.items.map(({ id }) => id)
    const shown = new Map((await withCounts(db, ids, actor, now).execute()).map((row) => [row.id, show(row)]))
    const byState = (Object.keys(c.PROJECT_STATES) as c.ProjectState[]).flatMap((one) => {
      const count = counts.find((row) => row.state === one)?.count
      return count === undefined ? [] : [{ state: one, count }]
    })
    return { ...page, items: ids.map((id) => shown.get(id)!), counts: byState, sentence: sentenceOf(byState) }
  },
})

/** 共有12个监督项目，其中监督中3个、整改中2个。 */
function sentenceOf(counts: { state: c.ProjectState; count: number }[]) {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return { zh: '没有符合条件的监督项目。', en: 'No projects match.' }
  const zh = counts.map(({ state, count }) => `${c.PROJECT_STATES[state].zh}${count}个`).join('、')
  const en = counts.map(({ state, count }) => `${count} ${c.PROJECT_STATES[state].en}`).join(', ')
  return { zh: `共有${total}个监督项目，其中${zh}。`, en: `${total} ${total === 1 ? 'project' : 'projects'}, ${en}.` }
}

/** Who reads the written plan: the office, the chairs, and the members of its groups. */
const readsPlan = ({ role }: Actor) => seesAll(role) || role === 'MEMBER'

/** 监督项目. */
const project = answer(c.ProjectById, {
  allow: READERS,
  read: async (db: Database<Tables>, { projectId }, { actor, now }): Promise<ResultOf<typeof c.ProjectById>> => {
    const row = await withCounts(db, [projectId], actor, now)
      .select(['project.indicators', 'project.decided_on', 'project.consented_on', 'project.template_id'])
      .where(visibleProjects(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'projectId' })
    const aggregate = `project/${projectId}`
    const [version, words, groups, history] = await Promise.all([
      versionOf(db, aggregate),
      lastWords(db, aggregate, ['plan', 'meeting', 'consentDocument']),
      db
        .selectFrom('project_group')
        .select('group_id')
        .where('project_id', '=', projectId)
        .orderBy('group_id')
        .execute(),
      historyOf(db, aggregate, seesAll(actor.role)),
    ])
    return {
      ...show(row),
      version,
      indicators: row.indicators,
      ...(readsPlan(actor) && given('plan', words['plan'])),
      ...given('decidedOn', row.decided_on),
      ...given('consentedOn', row.consented_on),
      ...(seesAll(actor.role) && {
        ...given('templateId', row.template_id),
        ...given('meeting', words['meeting']),
        ...given('consentDocument', words['consentDocument']),
      }),
      groupIds: isUnit(actor.role) ? [] : groups.map(({ group_id }) => group_id),
      history,
    }
  },
})

export const projectAnswers: Answer<any, any>[] = [projects, project]
