import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import type { AfterwardsTables } from '../store/afterwards-tables.ts'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { open } from './case-file.ts'
import { type Words, wordsOf } from './case-words.ts'
import { found } from './rows.ts'
import { READERS, seesAll } from './visibility.ts'

type Rating = Selectable<AfterwardsTables['proposal_rating']>

/**
 * 委员反馈意见. The office and the chairs read every form; a proposer their own; the offices above the counts; a unit nothing
 * until the deadline is over, and then how often each result was chosen, never by whom or in which words.
 */
export const caseFeedback = answer(c.CaseFeedback, {
  allow: READERS,
  read: async (db: Database<Tables>, { proposalId }, { actor, now, runtime }) => {
    const { row, reader, own } = await open(db, proposalId, actor)
    const isUnit = actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER'
    const mayCount = reader.isOffice || actor.role === 'SUPERVISION_OFFICE'
    found(mayCount || isUnit || reader.isProposer ? row : undefined)
    const caseId = row.merged_into ?? row.id
    const [{ values }, replies, ratings, words] = await Promise.all([
      loadRules(db, runtime.committee, now),
      db
        .selectFrom('proposal_feedback')
        .selectAll()
        .where('proposal_id', '=', caseId)
        .orderBy('round')
        .orderBy('unit_id')
        .execute(),
      db
        .selectFrom('proposal_rating')
        .selectAll()
        .where('proposal_id', '=', caseId)
        .orderBy('original_id')
        .orderBy('proposer_id')
        .execute(),
      wordsOf(db, `proposal/${caseId}`),
    ])
    return {
      caseId,
      scheme: [...c.FEEDBACK_SCHEMES[values['proposal.feedbackScheme']]],
      replies: replies.map((reply) => {
        const forms = ratings.filter((one) => one.round === reply.round && one.unit_id === reply.unit_id)
        const shown = seesAll(actor.role) ? forms : forms.filter(({ proposer_id }) => own.includes(proposer_id))
        return {
          round: reply.round,
          unitId: reply.unit_id,
          resultClass: reply.result_class,
          sentOn: reply.sent_on,
          ...given('dueAt', reply.due_at?.toISOString()),
          ...given('closedAt', reply.closed_at?.toISOString()),
          ...((mayCount || (isUnit && reply.closed_at !== null)) && countsOf(forms)),
          formList: shown.map((form) => showForm(form, words)),
        }
      }),
    }
  },
})

function countsOf(forms: readonly Rating[]) {
  const results = Map.groupBy(
    forms.flatMap(({ result }) => result ?? []),
    (result) => result,
  )
  return {
    forms: forms.length,
    returned: forms.filter(({ state }) => state === 'RATED').length,
    results: [...results].map(([result, chosen]) => ({ result, count: chosen.length })),
  }
}

const showForm = (form: Rating, words: Words) => ({
  originalId: form.original_id,
  proposer: { kind: form.proposer_kind, id: form.proposer_id },
  state: form.state,
  isImported: form.origin === 'IMPORTED',
  ...given('ratedAt', form.rated_at?.toISOString()),
  ...given('visit', form.visit),
  ...given('attitude', form.attitude),
  ...given('soughtBy', form.sought_by),
  ...given('onPoint', form.on_point),
  ...given('leaderReplied', form.leader_replied),
  ...given('result', form.result),
  ...given('text', words(form.version, 'text')),
})
