import { type proposals as c, Refusal } from '@lianxie/contracts'
import { defaultPack } from '@lianxie/policy'
import { describe, expect, test } from 'vitest'
import { closeProposal, decideFinally, orderRehandling } from './ending.ts'
import type { Form, Original } from './feedback.ts'

const now = new Date('2022-06-01T02:00:00.000Z')
const deciding = { now, actor: { id: 'office', role: 'STAFF_PROPOSAL' as const, units: [] }, newId: () => UNIT }
const [CASE, MERGED, FIRST, SECOND, THIRD, LEAGUE, UNIT, OTHER_UNIT] = Array.from(
  { length: 8 },
  (_, n) => `00000000-0000-4000-8000-00000000000${n}`,
) as [string, string, string, string, string, string, string, string]

const originals: Original[] = [
  { id: CASE, kind: 'JOINT', lead: { kind: 'MEMBER', id: FIRST }, cosigners: [SECOND, THIRD] },
  { id: MERGED, kind: 'COLLECTIVE', lead: { kind: 'BODY', id: LEAGUE }, cosigners: [] },
]
const form = (originalId: string, proposer: c.Proposer, result?: c.FeedbackResult, unitId = UNIT): Form => ({
  unitId,
  originalId,
  proposer,
  state: result === undefined ? 'NO_FEEDBACK' : 'RATED',
  ...(result !== undefined && { result }),
})
const member = (id: string) => ({ kind: 'MEMBER' as const, id })
const league = { kind: 'BODY' as const, id: LEAGUE }
const everybody = [
  form(CASE, member(FIRST), 'SATISFIED'),
  form(CASE, member(SECOND)),
  form(CASE, member(THIRD), 'BASICALLY_SATISFIED'),
  form(MERGED, league, 'SATISFIED'),
]

const facts = ({
  forms = everybody as Form[],
  standing = forms as Form[],
  round = 1,
  state = 'FEEDBACK_PENDING' as c.ProposalState,
  closed = true,
  openPromises = 0,
  finalOutcome = undefined as c.FinalOutcome | undefined,
} = {}) => ({
  proposal: { id: CASE, state } as never,
  originals,
  feedback: { round, due: '2022-05-20T16:00:00.000Z', closed, forms, standing },
  openPromises,
  finalOutcome,
  results: [
    { unitId: UNIT, resultClass: 'A' as const },
    { unitId: OTHER_UNIT, resultClass: 'B' as const },
  ],
  rules: defaultPack('wujiang-cppcc'),
})

const codeOf = (act: () => unknown) => {
  try {
    act()
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const close = (change: Parameters<typeof facts>[0] = {}, reason?: string) =>
  codeOf(() => closeProposal(facts(change), { proposalId: CASE, reason }))

describe('办结', () => {
  test('a case is closed when all were answered, and silence is no dissatisfaction', () => {
    expect(close()).toBe('done')
    expect(
      close({ forms: everybody.map(({ result: _, ...one }) => ({ ...one, state: 'NO_FEEDBACK' as const })) }),
    ).toBe('done')
  })

  test.each([
    ['a cosigner', 1],
    ['the lead', 0],
    ['the body behind a merged original', 3],
  ])('no case is closed before %s was answered', (_, index) => {
    expect(close({ forms: everybody.toSpliced(index, 1) })).toBe('close.unanswered')
  })

  test('no case is closed while forms can come in, or promises are open', () => {
    expect(close({ closed: false })).toBe('feedback.running')
    expect(close({ openPromises: 2 })).toBe('promise.open')
    expect(close({ state: 'REHANDLING' })).toBe('proposal.wrong_state')
  })

  test('over dissatisfaction a case is closed for a reason, and after the last round by the chairs’ meeting alone', () => {
    const forms = everybody.with(0, form(CASE, member(FIRST), 'DISSATISFIED'))

    expect(close({ forms })).toBe('close.reason_missing')
    expect(close({ forms }, '条件所限')).toBe('done')
    expect(close({ forms, round: 3 }, '条件所限')).toBe('rehandling.needs_decision')
    expect(close({ forms, round: 3, state: 'FOLLOW_UP', finalOutcome: 'FOLLOW_UP' }, '已落实')).toBe('done')
  })
})

test('who was not asked again stays dissatisfied, and is answered already', () => {
  const forms = [form(CASE, member(FIRST), 'SATISFIED')]
  const standing = [...everybody, form(CASE, member(FIRST), 'DISSATISFIED', OTHER_UNIT)]

  expect(close({ round: 2, forms, standing })).toBe('close.reason_missing')
  expect(close({ round: 2, forms, standing: everybody })).toBe('done')
})

describe('再办理', () => {
  const order = (change: Parameters<typeof facts>[0] = {}, unitIds?: string[]) =>
    orderRehandling(facts(change), { proposalId: CASE, missing: '措施', unitIds }, deciding)

  test('the next round has its day by the local rule, and asks all units or those named', () => {
    const [all] = order()
    const [some] = order({}, [OTHER_UNIT, OTHER_UNIT])

    expect(all!.data).toMatchObject({ round: 2, unitIds: [UNIT, OTHER_UNIT], deadline: { date: '2022-07-01' } })
    expect(some!.data).toMatchObject({ unitIds: [OTHER_UNIT] })
    expect(codeOf(() => order({}, [FIRST]))).toBe('common.not_found')
  })

  test('there are as many rounds as the rule allows beside the first', () => {
    expect(codeOf(() => order({ round: 2 }))).toBe('done')
    expect(codeOf(() => order({ round: 3 }))).toBe('rehandling.limit')
  })

  test('the chairs’ meeting decides after the last round, and not before', () => {
    const decide = (change: Parameters<typeof facts>[0], outcome: c.FinalOutcome = 'CLOSE') =>
      codeOf(() =>
        decideFinally(
          facts(change),
          { proposalId: CASE, outcome, meeting: '第五次', decidedOn: '2022-06-01', reason: '条件所限' },
          deciding,
        ),
      )

    expect(decide({ round: 2 })).toBe('rehandling.rounds_left')
    expect(decide({ round: 3 })).toBe('done')
    expect(decide({ round: 3, openPromises: 1 })).toBe('promise.open')
    expect(decide({ round: 3, openPromises: 1 }, 'FOLLOW_UP')).toBe('done')
    expect(decide({ round: 3, forms: [] })).toBe('close.unanswered')
  })
})
