import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'
import { sentenceOf } from './sentence-of.ts'

const refused = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('a file that cannot be read is told in Chinese and English with what to do', () => {
  const words = sentenceOf(refused(() => readFileSync('/nowhere/at/all')))

  expect(words).toContain('/nowhere/at/all 不存在')
  expect(words).toContain('name another folder with --data')
})

test.each(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'])('%s names the place and an option', (code) => {
  const error = Object.assign(new Error(`${code}: in the words of the system`), { code, path: '/there' })

  expect(sentenceOf(error)).toMatch(/\/there.*请.*--data/)
})

test('a folder under a file is refused, not tried for ever', () => {
  expect(refused(() => makeFolder('/etc/hostname/data'))).toMatchObject({ code: 'ENOTDIR' })
})

test.runIf(process.platform === 'linux')('a folder in /proc is refused, not tried for ever', () => {
  expect(refused(() => makeFolder('/proc/nope/deeper'))).toMatchObject({ code: expect.stringMatching(/ENOENT|EACCES/) })
})
