import { expect, test } from 'vitest'
import { readGiven } from '../web/pages/verify/given-files.ts'

const evidence = (name: string) => new File(['{"format":"lianxie.evidence.v1","version":"0"}'], name)
const report = new File(['调研报告'], '报告.txt')
const shown = async (files: readonly File[]) => {
  const given = await readGiven(files)
  if ('refused' in given) return given
  return given.asked.map(({ name, files: beside }) => [name, beside.map(([other]) => other)])
}

test('what lies beside one evidence file is compared with it', async () => {
  expect(await shown([report, evidence('a.json')])).toEqual([['a.json', ['报告.txt']]])
})

test('several evidence files are judged each by itself', async () => {
  expect(await shown([evidence('a.json'), evidence('b.json')])).toEqual([
    ['a.json', []],
    ['b.json', []],
  ])
})

test('what belongs to which of several evidence files is not guessed', async () => {
  expect(await shown([evidence('a.json'), evidence('b.json'), report])).toEqual({
    refused: 'several',
    name: '报告.txt',
  })
})

test('what does not begin as evidence is judged all the same, so that a damaged file is called damaged', async () => {
  expect(await shown([report])).toEqual([['报告.txt', []]])
})

test('what no evidence is as large as is not read', async () => {
  const large = { name: 'film.mp4', size: 301 * 1024 * 1024 } as File

  expect(await shown([large])).toEqual({ refused: 'large', name: 'film.mp4' })
})
