import { given, proposals as c, type Role, STAFF } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { wordsOf } from './case-words.ts'
import { found, versionOf } from './rows.ts'
import { seesAll, unitsOf } from './visibility.ts'

const READERS = [
  ...STAFF,
  'CHAIR',
  'SUPERVISION_OFFICE',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'MEMBER',
] as const satisfies Role[]

/** 提案办理评议: the office sees all, a unit its own, a member those in which they appraise. */
export const appraisals = answer(c.Appraisals, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor }) => {
    let rows = heads(db).where(visibleAppraisals(actor))
    if (params.year !== undefined) rows = rows.where('appraisal.year', '=', params.year)
    if (params.unitId !== undefined) rows = rows.where('appraisal.unit_id', '=', params.unitId)
    const page = await readPage(rows, {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql.ref('appraisal.year'), type: 'integer', direction: 'desc' },
        { by: sql.ref('appraisal.id'), type: 'uuid' },
      ],
    })
    return { ...page, items: page.items.map(showHead) }
  },
})

/** 办理评议详情: who scored is never shown, only how many, and to an appraiser whether they have. */
export const appraisal = answer(c.AppraisalById, {
  allow: READERS,
  read: async (db: Database<Tables>, { appraisalId }, { actor }) => {
    const row = found(
      await heads(db).where('appraisal.id', '=', appraisalId).where(visibleAppraisals(actor)).executeTakeFirst(),
      'appraisalId',
    )
    const aggregate = `appraisal/${appraisalId}`
    const [rest, appraisers, entries, words, version] = await Promise.all([
      db.selectFrom('appraisal').selectAll().where('id', '=', appraisalId).executeTakeFirstOrThrow(),
      db.selectFrom('appraisal_appraiser').selectAll().where('appraisal_id', '=', appraisalId).execute(),
      db.selectFrom('appraisal_entry').selectAll().where('appraisal_id', '=', appraisalId).orderBy('version').execute(),
      wordsOf(db, aggregate),
      versionOf(db, aggregate),
    ])
    const mine = appraisers.find(({ member_id }) => member_id === actor.memberId)
    const seesWork = seesAll(actor.role) || actor.role === 'SUPERVISION_OFFICE' || unitsOf(actor).length > 0
    return {
      ...showHead(row),
      version,
      items: rest.items,
      ...given('heldOn', rest.held_on),
      entitled: appraisers.length,
      scored: appraisers.filter(({ scored }) => scored).length,
      ...(mine && { hasScored: mine.scored }),
      ...given('means', rest.means),
      entries: entries
        .filter(({ kind }) => seesWork || kind === 'SELF_ASSESSMENT' || kind === 'CONCLUSION')
        .map((entry) => ({
          kind: entry.kind,
          at: entry.entered_at.toISOString(),
          ...given('scores', entry.scores),
          ...given('dueOn', entry.due_on),
          ...given('heldOn', entry.held_on),
          ...given('isMended', entry.is_mended),
          ...given('text', words(entry.version, 'text')),
          files: entry.files,
        })),
    }
  },
})

const heads = (db: Database<Tables>) =>
  db
    .selectFrom('appraisal')
    .leftJoin('known_unit', 'known_unit.id', 'appraisal.unit_id')
    .select([
      'appraisal.id',
      'appraisal.unit_id',
      'known_unit.name as unit_name',
      'appraisal.year',
      'appraisal.state',
      'appraisal.opened_at',
      'appraisal.total',
      'appraisal.result',
    ])

const showHead = (row: Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number]) => ({
  appraisalId: row.id,
  unitId: row.unit_id,
  ...given('unitName', row.unit_name),
  year: row.year,
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  ...(row.total !== null && { total: Number(row.total) }),
  ...given('result', row.result),
})

/** Which rows of `appraisal` an actor sees: units their own, members those in which they score. */
export function visibleAppraisals(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role) || actor.role === 'SUPERVISION_OFFICE') return sql<boolean>`true`
  if (actor.role === 'MEMBER') {
    return sql<boolean>`exists (select from appraisal_appraiser mine
      where mine.appraisal_id = appraisal.id and mine.member_id = ${actor.memberId ?? null})`
  }
  return sql<boolean>`appraisal.unit_id = any(${unitsOf(actor)}::uuid[])`
}
