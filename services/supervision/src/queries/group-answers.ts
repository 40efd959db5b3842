import { listOf, type ParamsOf, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { type Actor, answer, type Answer, type Database, readPage, hasWords } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { certificateCheck } from './certificate-check.ts'
import { certificates } from './certificates.ts'
import { coverage } from './coverage.ts'
import { group } from './group.ts'
import { groupRows, groupStateOn, showGroup } from './group-rows.ts'
import { READERS } from './visibility.ts'
import { visibleGroups } from './group-visibility.ts'

type Filters = Pick<ParamsOf<typeof c.Groups>, 'activeOn' | 'unitId'>

/** The groups that an actor sees and that fit, of every kind. */
function fitting(db: Database<Tables>, { activeOn, unitId }: Filters, actor: Actor) {
  let all = db.selectFrom('supervision_group').where(visibleGroups(actor))
  if (activeOn !== undefined) {
    all = all
      .where('supervision_group.from_on', '<=', activeOn)
      .where('supervision_group.until_on', '>=', activeOn)
      .where(sql<boolean>`coalesce(supervision_group.ended_on >= ${activeOn}::date, true)`)
  }
  if (unitId !== undefined) {
    const on = activeOn ?? null
    all = all.where(
      sql<boolean>`supervision_group.id in (select p.group_id from group_posting p where p.unit_id = ${unitId}
        and case when ${on}::date is null then p.until_on is null
          else p.from_on <= ${on}::date and coalesce(p.until_on >= ${on}::date, true) end)`,
    )
  }
  return all
}

const byNewest = (text: string | undefined) => ({
  words: { column: sql.ref('supervision_group.search'), text },
  order: [
    { by: sql.ref('supervision_group.formed_at'), type: 'timestamptz', direction: 'desc' },
    { by: sql.ref('supervision_group.id'), type: 'uuid', direction: 'desc' },
  ] as const,
})

/** 监督小组列表, with the counts of both kinds whichever is shown. */
const groups = answer(c.Groups, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { kind, state, memberId, bodyId, text, limit, cursor } = params
    const today = shanghaiDate(now)
    let all = fitting(db, params, actor)
    if (bodyId !== undefined) all = all.where('supervision_group.body_id', '=', bodyId)
    if (state !== undefined) all = all.where(groupStateOn(today), '=', state)
    if (memberId !== undefined) {
      all = all.where(
        sql<boolean>`supervision_group.id in (select m.group_id from group_member m where m.member_id = ${memberId})`,
      )
    }
    const counts = await all
      .where(hasWords(sql.ref('supervision_group.search'), text))
      .select(['supervision_group.kind', sql<number>`count(*)::int`.as('count')])
      .groupBy('supervision_group.kind')
      .orderBy('supervision_group.kind')
      .execute()
    const rows = kind ? all.where('supervision_group.kind', 'in', listOf(kind)) : all
    const page = await readPage(rows.select('supervision_group.id'), { limit, cursor, ...byNewest(text) })
    const ids = page.items.map(({ id }) => id)
    const shown = new Map((await groupRows(db, ids, today).execute()).map((row) => [row.id, showGroup(row)]))
    return { ...page, items: ids.map((id) => shown.get(id)!), counts, sentence: sentenceOf(counts) }
  },
})

/** 共有21个监督小组，其中派驻小组17个、专项小组4个。 */
function sentenceOf(counts: readonly { kind: c.SupervisionGroupKind; count: number }[]) {
  const of = (kind: c.SupervisionGroupKind) => counts.find((one) => one.kind === kind)?.count ?? 0
  const [resident, topical] = [of('RESIDENT'), of('TOPICAL')]
  const total = resident + topical
  if (total === 0) return { zh: '没有符合条件的监督小组。', en: 'No groups match.' }
  return {
    zh: `共有${total}个监督小组，其中派驻小组${resident}个、专项小组${topical}个。`,
    en: `${total} ${total === 1 ? 'group' : 'groups'}: ${resident} resident, ${topical} topical.`,
  }
}

/** 我的监督小组. */
const myGroups = answer(c.MyGroups, {
  allow: ['MEMBER'],
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { kind, text, limit, cursor } = params
    const all = fitting(db, params, actor)
    const rows = kind ? all.where('supervision_group.kind', 'in', listOf(kind)) : all
    const page = await readPage(rows.select('supervision_group.id'), { limit, cursor, ...byNewest(text) })
    const ids = page.items.map(({ id }) => id)
    const found = await groupRows(db, ids, shanghaiDate(now))
      .select(
        sql<string>`(select max(m.from_on) from group_member m where m.group_id = supervision_group.id
          and m.member_id = ${actor.memberId ?? null}::uuid)`.as('joined_on'),
      )
      .execute()
    const shown = new Map(
      found.map((row) => [
        row.id,
        { ...showGroup(row), isLeader: row.leader_id === actor.memberId, joinedOn: row.joined_on },
      ]),
    )
    return { ...page, items: ids.map((id) => shown.get(id)!) }
  },
})

export const groupAnswers: Answer<any, any>[] = [groups, myGroups, group, certificates, certificateCheck, coverage]
