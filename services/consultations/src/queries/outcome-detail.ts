import { consultations as c } from '@lianxie/contracts'
import { type PolicyValues, signal } from '@lianxie/policy'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { loadRules } from '../store/session.ts'
import type { Tables } from '../store/tables.ts'
import { OUTCOME_READERS, outcomeRows, showOutcome } from './outcome-list.ts'
import { historyOf } from './plan-history-entries.ts'
import { seesAll } from './plan-visibility.ts'
import { found, instant, versionOf } from './session-rows.ts'
import { unitsOf, visibleOutcomes } from './session-visibility.ts'

/** 建言成果: its suggestions one by one; a unit reads those that are with it. */
export const outcomeDetail = answer(c.OutcomeById, {
  allow: OUTCOME_READERS,
  read: async (db: Database<Tables>, { outcomeId }, { actor, now, runtime }) => {
    const head = outcomeRows(db, actor, now).where('outcome.id', '=', outcomeId).executeTakeFirst()
    const outcome = found(await head, 'outcomeId')
    const rest = await db
      .selectFrom('outcome')
      .innerJoin('plan_item', 'plan_item.id', 'outcome.item_id')
      .selectAll('outcome')
      .select('plan_item.topic')
      .where('outcome.id', '=', outcomeId)
      .executeTakeFirstOrThrow()
    const aggregate = `outcome/${outcomeId}`
    const { values } = await loadRules(db, runtime.committee, now)
    return {
      ...showOutcome(outcome),
      version: await versionOf(db, aggregate),
      topic: rest.topic,
      ...(rest.session_id !== null && { sessionId: rest.session_id }),
      ...(rest.research_id !== null && { researchId: rest.research_id }),
      ...(rest.file && { file: rest.file }),
      ...(rest.reason !== null && { reason: rest.reason }),
      ...(rest.meeting !== null &&
        rest.meeting_name !== null &&
        rest.meeting_on !== null &&
        rest.approved_at && {
          approval: {
            meeting: rest.meeting,
            meetingName: rest.meeting_name,
            meetingOn: rest.meeting_on,
            at: rest.approved_at.toISOString(),
          },
        }),
      ...(rest.recipients &&
        rest.document_number !== null &&
        rest.submitted_on !== null && {
          submission: {
            recipients: rest.recipients,
            documentNumber: rest.document_number,
            submittedOn: rest.submitted_on,
          },
        }),
      ...(rest.instructed_on !== null && { instructedOn: rest.instructed_on }),
      ...(rest.summary !== null &&
        rest.reported_to &&
        rest.reported_on !== null && {
          tracking: { summary: rest.summary, reportedTo: rest.reported_to, reportedOn: rest.reported_on },
        }),
      suggestionList: await suggestionsOf(db, outcomeId, actor, now, values),
      history: seesAll(actor.role) ? await historyOf(db, aggregate, true) : [],
    }
  },
})

async function suggestionsOf(db: Database<Tables>, outcomeId: string, actor: Actor, now: Date, rules: PolicyValues) {
  let rows = db.selectFrom('outcome_suggestion').selectAll().where('outcome_id', '=', outcomeId)
  const units = unitsOf(actor)
  if (units.length > 0) rows = rows.where('unit_id', 'in', units)
  const [suggestions, reports] = await Promise.all([
    rows.orderBy('number').execute(),
    db.selectFrom('suggestion_report').selectAll().where('outcome_id', '=', outcomeId).orderBy('version').execute(),
  ])
  return suggestions.map((row) => ({
    suggestionId: row.id,
    number: row.number,
    text: row.text,
    ...(row.unit_id !== null && { unitId: row.unit_id }),
    ...(row.deadline && { deadline: row.deadline }),
    ...(row.deadline && row.adoption === null && { light: signal(row.deadline.due, now, rules['deadline.signal']) }),
    ...(row.adoption !== null && { adoption: row.adoption, answeredAt: instant(row.answered_at) }),
    ...(row.answer !== null && { answer: row.answer }),
    ...(row.reasons !== null && { reasons: row.reasons }),
    ...(row.late !== null && { late: row.late }),
    files: row.files,
    ...(row.implemented_at && { implementedAt: row.implemented_at.toISOString() }),
    reports: reports
      .filter(({ suggestion_id }) => suggestion_id === row.id)
      .map(({ at, progress, done, files }) => ({ at: at.toISOString(), progress, done, files })),
  }))
}

/** 领导批示: the words, for those whom `domain.md` §3.1 names; units where a suggestion is with them. Each reading is audited. */
export const outcomeInstructions = answer(c.OutcomeInstructions, {
  allow: ['STAFF_OFFICE', 'CHAIR', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE'],
  read: async (db: Database<Tables>, { outcomeId }, { actor, now }) => {
    const visible = db.selectFrom('outcome').select('id').where('id', '=', outcomeId).where(visibleOutcomes(actor))
    found(await visible.executeTakeFirst(), 'outcomeId')
    // Read first: what was corrected since makes it stale, and is never covered up.
    const version = await versionOf(db, `outcome/${outcomeId}`)
    return db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom('outcome_instruction')
        .selectAll()
        .where('outcome_id', '=', outcomeId)
        .orderBy('instructed_on')
        .orderBy('recorded_at')
        .orderBy('id')
        .execute()
      const detail = JSON.stringify({ instructions: rows.map(({ id }) => id) })
      const reader = { actor: actor.id, role: actor.role }
      await tx
        .insertInto('audit')
        .values({
          at: now,
          ...reader,
          action: 'consultations.instruction-read',
          subject: `outcome/${outcomeId}`,
          detail,
        })
        .execute()
      return {
        version,
        items: rows.map((row) => ({
          instructionId: row.id,
          instructedOn: row.instructed_on,
          leaderPost: row.leader_post ?? '',
          text: row.text ?? '',
          recordedAt: row.recorded_at.toISOString(),
          ...(row.corrected_at && { correctedAt: row.corrected_at.toISOString() }),
        })),
      }
    })
  },
})
