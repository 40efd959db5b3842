import { type consultations as c, consultations } from '@lianxie/contracts'
import { defaultValues, dueBy } from '@lianxie/policy'
import { describe, expect, test } from 'vitest'
import { answerSuggestion, closeOutcome, reportImplementation, trackOutcome } from './outcome-feedback.ts'
import { adoptionOf, followItem, milestones, type Outcome, type OutcomeOfItem, type Suggestion } from './outcome.ts'
import type { Item } from './session-item.ts'

const item = (state: c.ItemState): Item => ({ id: crypto.randomUUID(), state, form: 'THEMATIC' })
const other = (state: c.OutcomeState, more: Partial<OutcomeOfItem> = {}): OutcomeOfItem => ({
  id: crypto.randomUUID(),
  state,
  ...more,
})
const unitId = crypto.randomUUID()
const deadline = dueBy({ values: defaultValues }, 'consult.suggestionFeedbackDue', { anchor: '2022-10-28' })
const suggestion = (more: Partial<Suggestion> = {}): Suggestion => ({
  id: crypto.randomUUID(),
  unitId,
  deadline,
  isImplemented: false,
  ...more,
})
const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  id: crypto.randomUUID(),
  itemId: crypto.randomUUID(),
  kind: 'RECOMMENDATION',
  title: '建议案',
  state: 'SUBMITTED',
  submittedOn: '2022-10-28',
  suggestions: [suggestion(), suggestion()],
  ...more,
})
const as = (units: string[]) => ({
  now: new Date('2022-11-28T01:00:00.000Z'),
  actor: { id: 'u', role: 'UNIT_HANDLER' as const, units },
  newId: () => crypto.randomUUID(),
})
const typesOf = (facts: readonly { type: string }[]) => facts.map(({ type }) => type.replace('consultations.', ''))

describe('an item follows its outcomes', () => {
  test('the foremost one leads up to the instruction, the last one from the answers on', () => {
    const drafted = other('DRAFTED')
    expect(milestones([drafted])).toEqual(['OUTCOME_DRAFTED'])
    expect(milestones([drafted, other('INSTRUCTED', { instructedOn: '2022-11-01' })]).at(-1)).toBe('INSTRUCTED')
    expect(milestones([drafted, other('CLOSED', { adoption: 'ADOPTED' })]).at(-1)).toBe('SUBMITTED')
    expect(
      milestones([other('ANSWERED', { adoption: 'ADOPTED' }), other('CLOSED', { adoption: 'NOT_ADOPTED' })]).at(-1),
    ).toBe('PARTLY_ADOPTED')
  })
  test('an outcome of which nothing was adopted does not hold back what the others carried out', () => {
    const refused = other('ANSWERED', { adoption: 'NOT_ADOPTED' })
    expect(milestones([refused, other('IMPLEMENTED', { adoption: 'ADOPTED' })]).at(-1)).toBe('IMPLEMENTED')
    expect(milestones([refused]).at(-1)).toBe('NOT_ADOPTED')
  })
  test('it catches up step by step when the last draft is dropped', () => {
    const dropped = other('DRAFTED')
    const done = other('IMPLEMENTED', { adoption: 'ADOPTED' })
    const moves = followItem(
      { item: item('SUBMITTED'), outcomes: [dropped, done] },
      { ...dropped, state: 'WITHDRAWN' },
      {},
    )
    expect(moves.map(({ data }) => data.to)).toEqual(['ADOPTED', 'IMPLEMENTED'])
  })
  test('it goes back to the session when its only draft is dropped', () => {
    const dropped = other('DRAFTED')
    const moves = followItem(
      { item: item('OUTCOME_DRAFTED'), outcomes: [dropped] },
      { ...dropped, state: 'WITHDRAWN' },
      {},
    )
    expect(moves.map(({ data }) => data.to)).toEqual(['SESSION_HELD'])
  })
})

test('all alike make a whole, a mixture is partly adopted', () => {
  expect(adoptionOf(['ADOPTED', 'ADOPTED'])).toBe('ADOPTED')
  expect(adoptionOf(['NOT_ADOPTED', 'NOT_ADOPTED'])).toBe('NOT_ADOPTED')
  expect(adoptionOf(['ADOPTED', 'NOT_ADOPTED'])).toBe('PARTLY_ADOPTED')
})

describe('answers of units', () => {
  const answer = (of: Outcome, which: Suggestion, adoption: c.Adoption, units = [unitId], reasons?: string) =>
    answerSuggestion(
      { outcome: of, suggestion: which, item: item('SUBMITTED'), outcomes: [of] },
      { outcomeId: of.id, suggestionId: which.id, adoption, answer: '已研究', files: [], ...(reasons && { reasons }) },
      as(units),
    )

  test.each(['PARTLY_ADOPTED', 'NOT_ADOPTED'] as const)('%s needs reasons', (adoption) => {
    const of = outcome()
    expect(() => answer(of, of.suggestions[0]!, adoption)).toThrow('suggestion.reasons_missing')
    expect(answer(of, of.suggestions[0]!, adoption, [unitId], '条件不具备')).toHaveLength(1)
  })
  test('another unit finds nothing there', () => {
    const of = outcome()
    expect(() => answer(of, of.suggestions[0]!, 'ADOPTED', [crypto.randomUUID()])).toThrow('common.not_found')
  })
  test('a suggestion is answered once', () => {
    const of = outcome()
    expect(() => answer(of, suggestion({ adoption: 'ADOPTED' }), 'ADOPTED')).toThrow('suggestion.answered')
  })
  test('the last answer answers the outcome and moves the item', () => {
    const last = suggestion()
    const of = outcome({ suggestions: [suggestion({ adoption: 'NOT_ADOPTED' }), last] })
    expect(typesOf(answer(of, last, 'ADOPTED'))).toEqual(['suggestion-answered', 'outcome-answered', 'item-moved'])
  })
  test('the last answer finds the outcome carried out when the others already are', () => {
    const last = suggestion()
    const of = outcome({ suggestions: [suggestion({ adoption: 'ADOPTED', isImplemented: true }), last] })
    const facts = answer(of, last, 'NOT_ADOPTED', [unitId], '条件不具备')
    expect(typesOf(facts)).toEqual([
      'suggestion-answered',
      'outcome-answered',
      'outcome-implemented',
      'item-moved',
      'item-moved',
    ])
  })
})

test('what is not adopted cannot be carried out, and what is, once', () => {
  const report = (which: Suggestion) => {
    const of = outcome({ state: 'ANSWERED', adoption: 'ADOPTED', suggestions: [which] })
    const facts = { outcome: of, suggestion: which, item: item('ADOPTED'), outcomes: [of] }
    const command = { outcomeId: of.id, suggestionId: which.id, progress: '已落实', done: true, files: [] }
    return () => reportImplementation(facts, command, as([unitId]))
  }

  expect(report(suggestion({ adoption: 'NOT_ADOPTED' }))).toThrow('suggestion.not_adopted')
  expect(report(suggestion())).toThrow('suggestion.not_adopted')
  expect(report(suggestion({ adoption: 'ADOPTED', isImplemented: true }))).toThrow('suggestion.implemented')
  expect(typesOf(report(suggestion({ adoption: 'ADOPTED' }))())).toContain('outcome-implemented')
})

test('an outcome is tracked after it was carried out, or at once when nothing of it was adopted', () => {
  const track = (state: c.OutcomeState, adoption: c.Adoption, itemState: c.ItemState) => () => {
    const of = outcome({ state, adoption })
    const facts = { outcome: of, item: item(itemState), outcomes: [of] }
    const command = {
      outcomeId: of.id,
      summary: '结果',
      reportedTo: ['PARTY_COMMITTEE' as const],
      reportedOn: '2022-11-28',
    }
    return trackOutcome(facts, command, as([]))
  }

  expect(track('ANSWERED', 'ADOPTED', 'ADOPTED')).toThrow('outcome.wrong_state')
  expect(typesOf(track('IMPLEMENTED', 'ADOPTED', 'IMPLEMENTED')())).toEqual(['outcome-tracked', 'item-moved'])
  expect(typesOf(track('ANSWERED', 'NOT_ADOPTED', 'NOT_ADOPTED')())).toEqual(['outcome-tracked', 'item-moved'])
})

test('an outcome stays open while a promise made on its item is', () => {
  const of = outcome({ state: 'TRACKED', adoption: 'ADOPTED' })
  const facts = { outcome: of, item: item('TRACKED'), outcomes: [of] }

  expect(() => closeOutcome({ ...facts, openCommitments: 1 })).toThrow('outcome.commitments_open')
  expect(closeOutcome({ ...facts, openCommitments: 0 })[0]).toEqual(
    consultations.OutcomeClosed({ outcomeId: of.id, itemId: of.itemId, adoption: 'ADOPTED' }),
  )
})
