import { type directory, listOf, type ParamsOf, STAFF, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../store/tables.ts'

export const COVERAGE_READERS = [...STAFF, 'CHAIR', 'SUPERVISION_OFFICE', 'AUDITOR'] as const

export type CoverageFilters = Omit<ParamsOf<typeof c.Coverage>, 'limit' | 'cursor'>
type Side = z.infer<typeof directory.UnitSide>
type Kind = z.infer<typeof directory.UnitKind>

/** Groups whose term covers a day, of rows called `its`. */
const inTerm = (on: string) => sql`its.from_on <= ${on}::date and its.until_on >= ${on}::date
  and coalesce(its.ended_on >= ${on}::date, true)`

/** 派驻 on a day: the posting and the term of the group cover it. */
const postings = (on: string) => sql`from group_posting posted
  join supervision_group its on its.id = posted.group_id
  where posted.unit_id = known_unit.id and posted.from_on <= ${on}::date
    and coalesce(posted.until_on >= ${on}::date, true) and ${inTerm(on)}`

const isCovered = (on: string) => sql<boolean>`exists (select ${postings(on)})`

/** 单位 of the directory that are not closed, and fit. */
function units(db: Database<Tables>, { side, unitKind, text }: CoverageFilters) {
  let all = db.selectFrom('known_unit').where('known_unit.active', '=', true)
  if (side) all = all.where('known_unit.side', 'in', listOf(side))
  if (unitKind) all = all.where('known_unit.unit_kind', 'in', listOf(unitKind))
  if (text !== undefined) {
    all = all.where(sql<boolean>`position(${text} in concat_ws(' ', known_unit.name, known_unit.short_name)) > 0`)
  }
  return all
}

/** One page of units by name, with the groups that are posted to them on a day. */
export async function coveragePage(
  db: Database<Tables>,
  { on, filters, limit, cursor }: { on: string; filters: CoverageFilters; limit: number; cursor?: string | undefined },
) {
  let rows = units(db, filters)
  if (filters.covered !== undefined) rows = rows.where(isCovered(on), '=', filters.covered)
  const page = await readPage(
    rows.select([
      'known_unit.id',
      'known_unit.name',
      'known_unit.unit_kind',
      'known_unit.side',
      sql<c.CoverageRow['groups'] | null>`(
        select json_agg(json_build_object('groupId', its.id, 'name', its.name, 'fromOn', posted.from_on,
          'untilOn', least(its.until_on, its.ended_on, posted.until_on), 'isSynthetic', its.is_synthetic)
          order by posted.from_on, its.name, its.id) ${postings(on)})`.as('groups'),
    ]),
    {
      limit,
      cursor,
      order: [
        { by: sql.ref('known_unit.name'), type: 'text' },
        { by: sql.ref('known_unit.id'), type: 'uuid' },
      ],
    },
  )
  const items = page.items.map(({ id, name, unit_kind, side, groups }) => ({
    unitId: id,
    name,
    unitKind: unit_kind as Kind,
    side: side as Side,
    groups: groups ?? [],
  }))
  return { ...page, items }
}

/** 派驻覆盖情况: counted over all units that fit, whether those with a group or those without are shown. */
export async function countCoverage(db: Database<Tables>, on: string, filters: CoverageFilters) {
  const [bySide, groups] = await Promise.all([
    units(db, filters)
      .select([
        'known_unit.side',
        sql<number>`count(*)::int`.as('units'),
        sql<number>`(count(*) filter (where ${isCovered(on)}))::int`.as('covered'),
      ])
      .groupBy('known_unit.side')
      .orderBy('known_unit.side')
      .execute(),
    sql<{ resident: number; topical: number }>`select
      (count(*) filter (where its.kind = 'RESIDENT'))::int as resident,
      (count(*) filter (where its.kind = 'TOPICAL'))::int as topical
      from supervision_group its where ${inTerm(on)}`.execute(db),
  ])
  const sum = (of: 'units' | 'covered') => bySide.reduce((total, side) => total + side[of], 0)
  const { resident, topical } = groups.rows[0]!
  return {
    bySide: bySide.map((row) => ({ ...row, side: row.side as Side })),
    counts: {
      units: sum('units'),
      covered: sum('covered'),
      uncovered: sum('units') - sum('covered'),
      residentGroups: resident,
      topicalGroups: topical,
    },
  }
}

export const coverage = answer(c.Coverage, {
  allow: COVERAGE_READERS,
  read: async (db: Database<Tables>, { limit, cursor, ...filters }, { now }) => {
    const on = filters.on ?? shanghaiDate(now)
    const [page, counted] = await Promise.all([
      coveragePage(db, { on, filters, limit, cursor }),
      countCoverage(db, on, filters),
    ])
    return { ...page, on, ...counted, sentence: sentenceOf(on, counted.counts) }
  },
})

type Counts = Awaited<ReturnType<typeof countCoverage>>['counts']

/** 2022年12月31日在任派驻小组17个、专项小组4个；共有40个单位，其中38个已派驻监督小组、2个尚未派驻，覆盖率95.0%。 */
export function sentenceOf(on: string, { units: all, covered, uncovered, residentGroups, topicalGroups }: Counts) {
  const [year, month, day] = on.split('-').map(Number)
  if (all === 0) return { zh: '没有符合条件的单位。', en: 'No units match.' }
  const share = `${((100 * covered) / all).toFixed(1)}%`
  return {
    zh: `${year}年${month}月${day}日在任派驻小组${residentGroups}个、专项小组${topicalGroups}个；共有${all}个单位，其中${covered}个已派驻监督小组、${uncovered}个尚未派驻，覆盖率${share}。`,
    en: `On ${on}, ${residentGroups} resident and ${topicalGroups} topical groups were in their terms; of ${all} units, ${covered} had a resident group and ${uncovered} had none (${share}).`,
  }
}
