import { APPRAISAL_OPTIONS } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { type Ballot, beginCasting, closeBallot, fitsQuestions } from './ballot.ts'

const OPTIONS = APPRAISAL_OPTIONS.map(({ code, zh }) => ({ code, label: zh }))

const ballot = (change: Partial<Ballot> = {}): Ballot => ({
  id: '0192f0c0-0000-7000-8000-000000000001',
  state: 'CASTING',
  questions: [{ text: '总体评价', options: OPTIONS }],
  entitled: 10,
  quorum: 0.5,
  minimum: 5,
  ...change,
})

test('half of those entitled is no quorum, one more is', () => {
  const issuing = ballot({ state: 'ISSUING' })

  expect(() => beginCasting({ ballot: issuing, issued: 5 })).toThrow('ballot.no_quorum')
  expect(beginCasting({ ballot: issuing, issued: 6 })[0]?.data).toMatchObject({ entitled: 10, issued: 6 })
})

test('more ballots returned than issued make the vote void, and its results are not told', () => {
  const counted = { returned: 7, valid: 7, counts: [{ question: 0, choice: '0', count: 7 }] }

  const [closed] = closeBallot({ ballot: ballot(), issued: 6, counted })

  expect(closed?.data).toMatchObject({ withheld: 'VOID', quorumMet: false })
  expect(closed?.data).not.toHaveProperty('results')
})

test('the results of the least number of valid votes are told, of one less they are not', () => {
  const closedWith = (valid: number) => {
    const counts = [
      { question: 0, choice: '3', count: valid },
      { question: 0, choice: '-', count: 1 },
    ]
    return closeBallot({ ballot: ballot(), issued: 6, counted: { returned: valid + 1, valid, counts } })[0]?.data
  }

  expect(closedWith(4)).toMatchObject({ withheld: 'TOO_FEW', quorumMet: true })
  const told = closedWith(5)
  expect(told).not.toHaveProperty('withheld')
  expect(told?.results?.[0]).toEqual({
    counts: OPTIONS.map(({ code }) => ({ code, count: code === 'UNKNOWN' ? 5 : 0 })),
    blank: 1,
  })
})

test('a closed ballot does not move', () => {
  for (const state of ['CLOSED', 'CANCELLED'] as const) {
    expect(() => beginCasting({ ballot: ballot({ state }), issued: 9 })).toThrow('ballot.wrong_state')
    expect(() => closeBallot({ ballot: ballot({ state }), issued: 9, counted: undefined })).toThrow(
      'ballot.wrong_state',
    )
  }
})

test.each([
  ['0', true],
  ['3', true],
  ['-', true],
  ['4', false],
  ['00', false],
  ['', false],
])('the choices %j fit one question of four options: %s', (choices, fits) => {
  expect(fitsQuestions(choices, ballot().questions)).toBe(fits)
})
