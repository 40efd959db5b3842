import type { Client } from '@lianxie/client'
import { joint } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import type { Output } from '../output.ts'
import { resultOfDraft, resultsCommand } from './joint-results.ts'

const jointKey = '0d9c1a3e-7c55-4a01-9b1f-5f3d2c1b0a99'
const result = { resultClass: 'B' as const, repliedOn: '2022-06-20', round: 1 }

test('results are listed by joint proposal, those that wait after them, in both languages', async () => {
  const entryId = 'e'.repeat(64)
  const told = {
    jointKey,
    results: [{ committee: 'qingpu-cppcc', entryId, at: '2022-06-21T00:00:00.000Z', ...result }],
  }
  const waits = { jointKey, draftId: 'd1', ...result, resultClass: 'SOLVED' }
  const client = {
    rows: async function* (query: unknown) {
      yield query === joint.ProposalResults ? told : waits
    },
  } as unknown as Client
  const said: unknown[] = []
  const output = { say: (words: unknown) => said.push(words), give: () => undefined } as unknown as Output

  await resultsCommand(client, output, 'c'.repeat(64))

  expect(said).toEqual([
    jointKey,
    {
      zh: `  qingpu-cppcc：B 类，2022-06-20，第 1 次答复  ${entryId}`,
      en: `  qingpu-cppcc: class B, 2022-06-20, round 1  ${entryId}`,
    },
    {
      zh: `待发布 ${jointKey}：已解决采纳，2022-06-20，第 1 次答复，草稿 d1`,
      en: `not yet told ${jointKey}: solved or adopted, 2022-06-20, round 1, draft d1`,
    },
  ])
})

test('a draft is put in words where it is a result, and no other', () => {
  const body = { act: 'proposal-result', jointKey, ...result }

  expect(resultOfDraft('outcome', JSON.stringify(body))?.zh).toBe(
    `联合提案 ${jointKey} 的办理结果：B 类，2022-06-20，第 1 次答复`,
  )
  expect(resultOfDraft('outcome', JSON.stringify({ act: 'submit' }))).toBeUndefined()
  expect(resultOfDraft('record', JSON.stringify(body))).toBeUndefined()
})
