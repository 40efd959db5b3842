import { definitionOfWireType, type Envelope, type FactOf, given, listOf, Refusal } from '@lianxie/contracts'
import { type ResultOf, supervision as c } from '@lianxie/contracts'
import { answer, type Answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { showFiles } from './field-files.ts'
import { countsSentence } from './field-sentences.ts'
import { findingRows, showFinding } from './finding-answers.ts'
import { historyOf, lastWords, versionOf } from './history.ts'
import { READERS, seesAll, visibleFindings } from './visibility.ts'
import { isInside, visibleVisits } from './visible-visits.ts'

/** When a visit took place, or shall; an imported one may tell neither. */
const at = sql<Date>`coalesce(visit.held_at, visit.starts_at, timestamptz '1970-01-01 00:00:00+00')`

const visitRows = (db: Database<Tables>) =>
  db
    .selectFrom('visit')
    .innerJoin('project', 'project.id', 'visit.project_id')
    .leftJoin('supervision_group', 'supervision_group.id', 'visit.group_id')
    .select([
      'visit.id',
      'visit.project_id',
      'project.topic',
      'visit.group_id',
      'supervision_group.name as group_name',
      'visit.kind',
      'visit.state',
      'visit.place',
      'visit.starts_at',
      'visit.held_at',
      'visit.origin',
      sql<{ unitId: string; name: string | null }[]>`coalesce((
        select json_agg(json_build_object('unitId', u.id, 'name', k.name) order by u.position)
        from unnest(visit.unit_ids) with ordinality as u (id, position)
        left join known_unit k on k.id = u.id), '[]')`.as('units'),
      sql<number>`(select count(*)::int from visit_participant p where p.visit_id = visit.id)`.as('participants'),
      sql<number>`jsonb_array_length(visit.files)`.as('file_count'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof visitRows>['execute']>>[number]

const show = (row: Row): Omit<c.VisitRow, 'findings' | 'files'> => ({
  visitId: row.id,
  projectId: row.project_id,
  topic: row.topic,
  ...given('groupId', row.group_id),
  ...given('groupName', row.group_name),
  kind: row.kind,
  state: row.state,
  ...given('place', row.place),
  units: row.units.map(({ unitId, name }) => ({ unitId, ...given('name', name) })),
  ...given('startsAt', row.starts_at?.toISOString()),
  ...given('heldAt', row.held_at?.toISOString()),
  participants: row.participants,
  origin: row.origin,
})

/** 监督走访列表. */
const visits = answer(c.Visits, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor }) => {
    const { projectId, groupId, memberId, unitId, kind, state, from, to, limit, cursor } = params
    let all = db.selectFrom('visit').innerJoin('project', 'project.id', 'visit.project_id').where(visibleVisits(actor))
    if (projectId !== undefined) all = all.where('visit.project_id', '=', projectId)
    if (groupId !== undefined) all = all.where('visit.group_id', '=', groupId)
    if (unitId !== undefined) all = all.where(sql<boolean>`visit.unit_ids @> ${[unitId]}::uuid[]`)
    if (kind) all = all.where('visit.kind', 'in', listOf(kind))
    if (from !== undefined) all = all.where(sql<boolean>`${at} >= ${from}::timestamp at time zone 'Asia/Shanghai'`)
    if (to !== undefined) {
      all = all.where(sql<boolean>`${at} < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
    }
    if (memberId !== undefined) {
      // Who took part is not told to units, and cannot be asked for by them.
      all = all.where(
        isInside(actor) || seesAll(actor.role)
          ? sql<boolean>`visit.id in (select p.visit_id from visit_participant p where p.member_id = ${memberId})`
          : sql<boolean>`false`,
      )
    }
    const counts = await all
      .select(['visit.state', sql<number>`count(*)::int`.as('count')])
      .groupBy('visit.state')
      .execute()
    const rows = state ? all.where('visit.state', 'in', listOf(state)) : all
    const page = await readPage(rows.select('visit.id'), {
      limit,
      cursor,
      order: [
        { by: at, type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('visit.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    const ids = page.items.map(({ id }) => id)
    const found = await visitRows(db)
      .select(
        sql<number>`(select count(*)::int from finding where finding.visit_id = visit.id
          and ${visibleFindings(actor)})`.as('findings'),
      )
      .where(sql<boolean>`visit.id = any(${ids}::uuid[])`)
      .execute()
    const shown = new Map(
      found.map((row) => [
        row.id,
        { ...show(row), findings: row.findings, files: isInside(actor) ? row.file_count : 0 },
      ]),
    )
    const byState = (Object.keys(c.VISIT_STATES) as c.VisitState[]).flatMap((one) => {
      const count = counts.find((row) => row.state === one)?.count
      return count === undefined ? [] : [{ state: one, count }]
    })
    const sentence = countsSentence(byState, c.VISIT_STATES, { zh: '次走访', en: ['visit', 'visits'] })
    return { ...page, items: ids.map((id) => shown.get(id)!), counts: byState, sentence }
  },
})

/** 监督走访. Of a unit's reader it tells when, where and how, and the issues that were sent to it. */
const visit = answer(c.VisitById, {
  allow: READERS,
  read: async (db: Database<Tables>, { visitId }, { actor, now }): Promise<ResultOf<typeof c.VisitById>> => {
    const row = await visitRows(db)
      .select(['visit.notes', 'visit.files'])
      .where('visit.id', '=', visitId)
      .where(visibleVisits(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'visitId' })
    const aggregate = `visit/${visitId}`
    const inside = isInside(actor)
    const isReader = inside || seesAll(actor.role)
    const [version, words, participants, files, findings, history, earlier] = await Promise.all([
      versionOf(db, aggregate),
      lastWords(db, aggregate, ['purpose']),
      db
        .selectFrom('visit_participant')
        .select('member_id')
        .where('visit_id', '=', visitId)
        .orderBy('member_id')
        .execute(),
      showFiles(db, isReader ? row.files : [], { withPlaces: inside }),
      findingRows(db, now)
        .where('finding.visit_id', '=', visitId)
        .where(visibleFindings(actor))
        .orderBy('finding.raised_at')
        .orderBy('finding.id')
        .execute(),
      isReader ? historyOf(db, aggregate, seesAll(actor.role)) : [],
      actor.role === 'AUDITOR' ? earlierEntries(db, aggregate) : [],
    ])
    return {
      ...show(row),
      version,
      memberIds: isReader ? participants.map(({ member_id }) => member_id) : [],
      ...(isReader && { ...given('purpose', words['purpose']), ...given('notes', row.notes) }),
      files,
      findings: findings.map((finding) => showFinding(finding, actor)),
      history,
      earlier,
    }
  },
})

type Entry = FactOf<typeof c.VisitRecorded>['data'] | FactOf<typeof c.VisitCorrected>['data']

/** 更正前的记录: each entry that a later one corrected, with the notes that stood beside the correction. */
async function earlierEntries(db: Database<Tables>, aggregate: string) {
  const [events, words] = await Promise.all([
    db
      .selectFrom('event')
      .select(['aggregate_version as version', 'payload'])
      .where('aggregate', '=', aggregate)
      .where('type', 'in', [c.VisitRecorded.type, c.VisitCorrected.type])
      .orderBy('aggregate_version')
      .execute(),
    db
      .selectFrom('words')
      .select(['version', 'text'])
      .where('aggregate', '=', aggregate)
      .where('field', '=', 'notesBefore')
      .execute(),
  ])
  const notesBefore = new Map(words.map(({ version, text }) => [version, text]))
  return events.slice(0, -1).map(({ version, payload }, index) => {
    const { data, type } = JSON.parse(payload.toString('utf8')) as Envelope
    if (!definitionOfWireType(type)) throw new Error(`expected an event of a visit, got ${type}`)
    const { kind, place, heldAt, unitIds, memberIds, files } = data as unknown as Entry
    const notes = notesBefore.get(events[index + 1]!.version)
    return { version, kind, place, heldAt, unitIds, memberIds, files, ...given('notes', notes) }
  })
}

export const visitAnswers: Answer<any, any>[] = [visits, visit]
