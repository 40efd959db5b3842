import { Refusal } from '@lianxie/contracts'
import type { LedgerView, ProposalResultView } from '@lianxie/joint-protocol'
import { expect, test } from 'vitest'
import { bodyOf, type OwnResult, requireCurrent, requireUnpublished } from './proposal-result.ts'

const own = 'wujiang-cppcc'
const members = [own, 'qingpu-cppcc']
const result: OwnResult = {
  jointKey: '0d9c1a3e-7c55-4a01-9b1f-5f3d2c1b0a99',
  resultClass: 'B',
  repliedOn: '2022-06-20',
  round: 1,
}
const told = (more: Partial<OwnResult> = {}, side = own, readers = members): ProposalResultView => ({
  entry: 'e'.repeat(64),
  side,
  at: '2022-06-21T00:00:00.000Z',
  readers,
  body: bodyOf({ ...result, ...more }),
})
const ledgerOf = (results: ProposalResultView[], now = members) =>
  ({ proposalResults: () => results, compactView: () => ({ members: now }) }) as unknown as LedgerView

const codeOf = (work: () => void): string => {
  try {
    work()
    return 'passes'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test.each([
  ['nothing was told', [], 'passes'],
  ['a partner told the same', [told({}, 'qingpu-cppcc')], 'passes'],
  ['it was told', [told()], 'result.published'],
  ['an earlier round was told', [told({ repliedOn: '2022-05-01', resultClass: 'C' })], 'passes'],
  ['a better class was given on the same day', [told({ resultClass: 'C' })], 'passes'],
  ['a later round was told', [told({ round: 2, repliedOn: '2022-06-01' })], 'result.superseded'],
  ['a later day of the same round was told', [told({ repliedOn: '2022-07-01' })], 'result.superseded'],
])('when %s, an own result: %s', (_, results, expected) => {
  expect(codeOf(() => requireUnpublished(result, ledgerOf(results), own))).toBe(expected)
})

test('a member that joined after a result was told is told it too', () => {
  const ledger = ledgerOf([told()], [...members, 'jiashan-cppcc'])

  expect(codeOf(() => requireUnpublished(result, ledger, own))).toBe('passes')
})

test('what was prepared is let go only while it is the own result still', () => {
  expect(codeOf(() => requireCurrent(result, result))).toBe('passes')
  expect(codeOf(() => requireCurrent(result, { ...result, resultClass: 'A' }))).toBe('result.superseded')
  expect(codeOf(() => requireCurrent(result, undefined))).toBe('result.superseded')
})

test('of a row that holds more, only the four fields leave', () => {
  expect(Object.keys(bodyOf({ ...result, proposalId: 'x' } as OwnResult))).toEqual([
    'act',
    'jointKey',
    'resultClass',
    'repliedOn',
    'round',
  ])
})
