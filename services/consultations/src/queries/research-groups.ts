import { consultations as c, listOf, STAFF } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './plan-history-entries.ts'
import { seesAll } from './plan-visibility.ts'
import { found, versionOf } from './session-rows.ts'
import { visibleResearch } from './session-visibility.ts'

const READERS = [...STAFF, 'CHAIR', 'MEMBER'] as const

const rowsOf = (db: Database<Tables>, actor: Actor) =>
  db
    .selectFrom('research')
    .select([
      'id',
      'item_id',
      'title',
      'state',
      'leader_id',
      'secretary_id',
      'formed_at',
      'report_version',
      sql<string>`(select count(*) from research_visit v
        where v.research_id = research.id and v.state = 'HELD')`.as('visits'),
    ])
    .where(visibleResearch(actor))

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const show = (row: Row) => ({
  researchId: row.id,
  itemId: row.item_id,
  title: row.title,
  state: row.state,
  leaderId: row.leader_id,
  secretaryId: row.secretary_id,
  formedAt: row.formed_at.toISOString(),
  visits: Number(row.visits),
  reportVersion: row.report_version,
})

/** 调研组列表. */
export const researchGroups = answer(c.ResearchGroups, {
  allow: READERS,
  read: async (db: Database<Tables>, { itemId, state, text, limit, cursor }, { actor }) => {
    const states = listOf(state)
    let rows = rowsOf(db, actor)
    if (itemId !== undefined) rows = rows.where('item_id', '=', itemId)
    if (states.length > 0) rows = rows.where('state', 'in', states)
    const page = await readPage(rows, {
      limit,
      cursor,
      words: { column: sql.ref('research.search'), text },
      order: [
        { by: sql.ref('research.formed_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('research.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(show) }
  },
})

/** 调研组: what an interest is, the office and the chairs read; that there is one, the whole group sees. */
export const researchGroup = answer(c.ResearchGroupById, {
  allow: READERS,
  read: async (db: Database<Tables>, { researchId }, { actor }) => {
    const research = found(await rowsOf(db, actor).where('id', '=', researchId).executeTakeFirst(), 'researchId')
    const [members, visits, reports] = await Promise.all([
      db.selectFrom('research_member').selectAll().where('research_id', '=', researchId).orderBy('member_id').execute(),
      db
        .selectFrom('research_visit')
        .selectAll()
        .where('research_id', '=', researchId)
        .orderBy('starts_at')
        .orderBy('id')
        .execute(),
      db.selectFrom('research_report').selectAll().where('research_id', '=', researchId).orderBy('version').execute(),
    ])
    const aggregate = `research/${researchId}`
    return {
      ...show(research),
      version: await versionOf(db, aggregate),
      members: members.map((row) => ({
        memberId: row.member_id,
        duty: row.duty,
        ...(row.conflict_declared_at && { conflictDeclaredAt: row.conflict_declared_at.toISOString() }),
        ...(row.conflict_note !== null &&
          (seesAll(actor.role) || row.member_id === actor.memberId) && { conflictNote: row.conflict_note }),
      })),
      visitList: visits.map((row) => ({
        visitId: row.id,
        place: row.place,
        purpose: row.purpose,
        startsAt: row.starts_at.toISOString(),
        unitIds: row.unit_ids,
        state: row.state,
        ...(row.held_at && { heldAt: row.held_at.toISOString() }),
        memberIds: row.member_ids,
        ...(row.notes !== null && { notes: row.notes }),
        files: row.files,
        ...(row.reason !== null && { reason: row.reason }),
      })),
      reports: reports.map((row) => ({
        version: row.version,
        title: row.title,
        summary: row.summary,
        file: row.file,
        submittedAt: row.submitted_at.toISOString(),
      })),
      history: await historyOf(db, aggregate, seesAll(actor.role)),
    }
  },
})
