import { given, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { findingsAt, findingsIn, PROJECT_DAY, projectsIn, RULES, VISIT_DAY, visitsIn } from './figures.ts'
import { requireRange } from './statistics.ts'

interface Row {
  id: string
  project_id: string
  topic: string
  form: c.SupervisionForm
  origin: 'LIVE' | 'IMPORTED'
  on_day: string
}

/** 统计数字对应的名单: the supervisions, visits or findings behind a number. */
export const statisticsRows = answer(c.SupervisionStatisticsRows, {
  allow: [...STAFF, 'CHAIR'],
  read: async (db: Database<Tables>, { figure, limit, cursor, ...scope }, { now }) => {
    requireRange(scope)
    const { row } = c.SUPERVISION_FIGURES[figure]
    const asked = { limit, ...given('cursor', cursor) }
    if (row === 'PROJECT') {
      const page = await readPage(
        db
          .selectFrom('project')
          .where(projectsIn(scope))
          .where(RULES[figure as 'PROJECTS'])
          .select(['project.id', 'project.id as project_id', 'project.topic', 'project.form', 'project.origin'])
          .select(['project.state', PROJECT_DAY.as('on_day')]),
        { ...asked, order: latest(PROJECT_DAY, 'project.id') },
      )
      return { ...page, items: page.items.map((one) => ({ ...show(one), projectState: one.state })) }
    }
    if (row === 'VISIT') {
      const page = await readPage(
        db
          .selectFrom('visit as v')
          .innerJoin('project', 'project.id', 'v.project_id')
          .where(visitsIn(scope))
          .where(RULES[figure as 'VISITS'])
          .where(RULES.PROJECTS)
          .select(['v.id', 'v.project_id', 'project.topic', 'project.form', 'v.origin', 'v.place'])
          .select(VISIT_DAY.as('on_day'))
          .select(sql<number>`(select count(*)::int from visit_participant p where p.visit_id = v.id)`.as('members')),
        { ...asked, order: latest(VISIT_DAY, 'v.id') },
      )
      return {
        ...page,
        items: page.items.map((one) => ({ ...show(one), ...given('place', one.place), members: one.members })),
      }
    }
    const page = await readPage(
      db
        .selectFrom(sql<FindingRow>`${findingsAt(now)}`.as('f'))
        .leftJoin('known_unit as k', (join) => join.on(sql<boolean>`k.id = f.unit_id`))
        .leftJoin('history_actor as h', (join) => join.on(sql<boolean>`h.id = f.unit_id`))
        .where(findingsIn(scope))
        .where(RULES[figure as 'FINDINGS'])
        .select(['f.id', 'f.project_id', 'f.topic', 'f.form', 'f.origin', 'f.on_day', 'f.subject', 'f.severity'])
        .select(['f.state', 'f.unit_id', sql<string | null>`coalesce(k.name, h.name)`.as('unit')])
        .select([
          sql<string | null>`((f.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai')::date`.as('due_on'),
          sql<string | null>`(f.verified_at at time zone 'Asia/Shanghai')::date`.as('verified_on'),
        ]),
      { ...asked, order: latest(sql<string>`f.on_day`, 'f.id') },
    )
    return {
      ...page,
      items: page.items.map((one) => ({
        ...show(one),
        subject: one.subject,
        severity: one.severity,
        findingState: one.state,
        unitId: one.unit_id,
        ...given('unit', one.unit),
        ...given('dueOn', one.due_on),
        ...given('verifiedOn', one.verified_on),
      })),
    }
  },
})

interface FindingRow extends Row {
  subject: string
  severity: c.Severity
  state: c.FindingState
  unit_id: string
}

const latest = (day: ReturnType<typeof sql<string>>, id: string) =>
  [
    { by: day, type: 'date', direction: 'desc' },
    { by: sql.ref(id), type: 'uuid', direction: 'desc' },
  ] as const

const show = ({ id, project_id: projectId, topic, form, origin, on_day: on }: Row) => ({
  id,
  projectId,
  topic,
  form,
  origin,
  on,
})
