import { given, STAFF, supervision as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { figureOf } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { findingsIn, PROJECT_DAY, projectsIn, RULES, VISIT_DAY, visitsIn } from './figures.ts'
import { requireRange } from './statistics.ts'
import { countedFindings } from './visibility.ts'

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
  read: async (db: Database<Tables>, { figure, limit, cursor, ...scope }, { actor, now }) => {
    requireRange(scope)
    const seen = countedFindings(actor, now)
    const { row } = c.SUPERVISION_FIGURES[figure]
    const asked = { limit, ...given('cursor', cursor) }
    if (row === 'PROJECT') {
      const page = await readPage(
        db
          .selectFrom('project')
          .where(projectsIn(scope, seen))
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
          .where(visitsIn(scope, seen))
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
        .selectFrom('finding')
        .innerJoin('project', 'project.id', 'finding.project_id')
        .leftJoin('known_unit as k', 'k.id', 'finding.unit_id')
        .leftJoin('history_actor as h', 'h.id', 'finding.unit_id')
        .where(findingsIn(scope))
        .where(seen)
        .where(figureOf(figure as c.FindingFigure, now))
        .select(['finding.id', 'finding.project_id', 'project.topic', 'project.form', 'finding.origin'])
        .select(['finding.found_on as on_day', 'finding.subject', 'finding.severity', 'finding.state'])
        .select(['finding.unit_id', sql<string | null>`coalesce(k.name, h.name)`.as('unit'), 'finding.verified_on'])
        .select(
          sql<string | null>`((finding.due_at - interval '1 millisecond') at time zone 'Asia/Shanghai')::date`.as(
            'due_on',
          ),
        ),
      { ...asked, order: latest(sql.ref<string>('finding.found_on'), 'finding.id') },
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
