import { given, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { votesOf } from './appraisal-detail.ts'
import { APPRAISAL_READERS, visibleAppraisals } from './appraisal-visibility.ts'
import { isUnit } from './visibility.ts'

type Result = ResultOf<typeof c.AppraisalResult>

const DECLARED = ['SCORED', 'OPINION_LETTER', 'RECTIFYING', 'RECHECKED', 'CLOSED'] as const satisfies c.AppraisalState[]

/** 评议结果: counts and scores, once they were declared. */
export const appraisalResult = answer(c.AppraisalResult, {
  allow: [...APPRAISAL_READERS, 'ANALYST'],
  read: async (db: Database<Tables>, { appraisalId }, { actor }): Promise<Result> => {
    const result = await resultOf(db, await findAppraisal(db, appraisalId, actor), actor)
    if (!result) throw new Refusal('unit_appraisal.not_declared', { field: 'appraisalId' })
    return result
  },
})

/** 会场大屏. */
export const hallScreen = answer(c.HallScreen, {
  allow: ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR', 'MEMBER'],
  read: async (db: Database<Tables>, { appraisalId }, { actor }) => {
    const found = await findAppraisal(db, appraisalId, actor)
    const [units, votes, result] = await Promise.all([
      db
        .selectFrom('appraised_unit')
        .leftJoin('known_unit', 'known_unit.id', 'appraised_unit.unit_id')
        .select(['unit_id', 'name', 'heard_at'])
        .where('appraisal_id', '=', appraisalId)
        .orderBy('position')
        .execute(),
      votesOf(db, appraisalId),
      resultOf(db, found, actor),
    ])
    return {
      appraisalId,
      title: found.title,
      state: found.state,
      units: units.map(({ unit_id, name, heard_at }) => ({
        unitId: unit_id,
        ...given('name', name),
        isHeard: heard_at !== null,
      })),
      ...given('vote', votes.at(-1)),
      ...given('result', result),
    }
  },
})

async function findAppraisal(db: Database<Tables>, appraisalId: string, actor: Actor) {
  const row = await db
    .selectFrom('appraisal')
    .select(['id', 'state', 'title', 'items', 'options', 'is_ranked'])
    .where('id', '=', appraisalId)
    .where(visibleAppraisals(actor))
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'appraisalId' })
  return row
}

type Found = Awaited<ReturnType<typeof findAppraisal>>

async function resultOf(db: Database<Tables>, found: Found, actor: Actor): Promise<Result | undefined> {
  if (!(DECLARED as readonly c.AppraisalState[]).includes(found.state)) return undefined
  const [vote, units] = await Promise.all([
    db
      .selectFrom('appraisal_vote')
      .selectAll()
      .where('appraisal_id', '=', found.id)
      .orderBy('round', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('appraised_unit')
      .leftJoin('known_unit', 'known_unit.id', 'appraised_unit.unit_id')
      .select(['unit_id', 'name', 'score', 'item_scores'])
      .where('appraisal_id', '=', found.id)
      .orderBy('position')
      .execute(),
  ])
  const { entitled, attended, issued, returned, valid } = vote
  const shown = units.map(({ unit_id, name, score, item_scores }) => ({
    unitId: unit_id,
    ...given('name', name),
    ...(score !== null && { score: score / 100 }),
    ...(found.is_ranked && score !== null && { rank: rankOf(score, units) }),
    items: (item_scores ?? []).map((item) => ({
      ...item,
      counts: countsOf(vote.counts ?? [], unit_id, item.item),
    })),
  }))
  return {
    appraisalId: found.id,
    title: found.title,
    heldOn: vote.held_on,
    turnout: { entitled, attended, issued, returned, valid },
    items: found.items,
    options: found.options,
    units: isUnit(actor.role) ? shown.filter(({ unitId }) => actor.units.includes(unitId)) : shown,
  }
}

/** 并列同名次: one more than there are units with a higher score. */
const rankOf = (score: number, all: readonly { score: number | null }[]) =>
  1 + all.filter((other) => other.score !== null && other.score > score).length

const countsOf = (counts: c.AppraisalCounts, unitId: string, item: string) =>
  counts.find((unit) => unit.unitId === unitId)?.items.find((one) => one.item === item)?.counts ?? []
