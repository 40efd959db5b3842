import type { LedgerView, ProposalResultView } from '@lianxie/joint-protocol'
import { expect, test } from 'vitest'
import { bodyOf, type OwnResult } from '../domain/proposal-result.ts'
import { unpublishedResults } from './unpublished-results.ts'

const own = 'wujiang-cppcc'
const members = [own, 'qingpu-cppcc']
const result: OwnResult = {
  jointKey: '0d9c1a3e-7c55-4a01-9b1f-5f3d2c1b0a99',
  resultClass: 'B',
  repliedOn: '2022-06-20',
  round: 1,
}
const told: ProposalResultView = {
  entry: 'e'.repeat(64),
  side: own,
  at: '2022-06-21T00:00:00.000Z',
  readers: members,
  body: bodyOf(result),
}
const ledgerOf = (results: ProposalResultView[], now = members, crossing = ['PARTNER_SUMMARY']) =>
  ({
    proposalResults: () => results,
    compactView: () => ({ members: now, text: { crossing } }),
  }) as unknown as LedgerView

test('a result waits until every member was told it, one that joined since among them', () => {
  const partners = { ...told, side: 'qingpu-cppcc' }

  expect(unpublishedResults([result], ledgerOf([partners]), own)).toEqual([result])
  expect(unpublishedResults([result], ledgerOf([told]), own)).toEqual([])
  expect(unpublishedResults([{ ...result, round: 2 }], ledgerOf([told]), own)).toHaveLength(1)
  expect(unpublishedResults([result], ledgerOf([told], [...members, 'jiashan-cppcc']), own)).toEqual([result])
})

test('a compact that does not list summaries, or that the own side has left, waits for none', () => {
  expect(unpublishedResults([result], ledgerOf([], members, ['JOINT']), own)).toEqual([])
  expect(unpublishedResults([result], ledgerOf([], ['qingpu-cppcc', 'jiashan-cppcc']), own)).toEqual([])
})
