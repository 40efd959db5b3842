import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileJournal } from './file-journal.ts'

const compact = 'a'.repeat(64)
const entry = (n: number) => ({
  raw: new Uint8Array([n, 10, 13, 32]),
  key: 'b'.repeat(64),
  signature: new Uint8Array(64).fill(n),
})
let folder = ''
const file = () => join(folder, `${compact}.qingpu.journal`)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what was appended is read again by another process', async () => {
  await fileJournal(folder).create(compact, 'qingpu')
  for (const n of [1, 2, 3]) await fileJournal(folder).append(compact, 'qingpu', entry(n))

  expect(await fileJournal(folder).read(compact, 'qingpu')).toEqual([entry(1), entry(2), entry(3)])
  expect(await fileJournal(folder).last(compact, 'qingpu')).toEqual(entry(3))
})

test('many entries are appended at once, and a half-written one of them is cut off', async () => {
  await fileJournal(folder).create(compact, 'qingpu')
  await fileJournal(folder).append(compact, 'qingpu', entry(1), entry(2), entry(3))
  const whole = await readFile(file())
  await writeFile(file(), whole.subarray(0, whole.length - 5))

  expect(await fileJournal(folder).read(compact, 'qingpu')).toEqual([entry(1), entry(2)])
})

test('a missing journal is told from an empty one, and none is begun twice', async () => {
  expect(await fileJournal(folder).exists(compact, 'qingpu')).toBe(false)
  await fileJournal(folder).create(compact, 'qingpu')
  expect(await fileJournal(folder).exists(compact, 'qingpu')).toBe(true)
  expect(await fileJournal(folder).last(compact, 'qingpu')).toBe(null)
  await expect(fileJournal(folder).create(compact, 'qingpu')).rejects.toThrow('EEXIST')
  await expect(fileJournal(folder).append(compact, 'jiashan', entry(1))).rejects.toThrow('ENOENT')
})

test('a half-written last line is cut off and does not spoil what follows', async () => {
  await fileJournal(folder).create(compact, 'qingpu')
  await fileJournal(folder).append(compact, 'qingpu', entry(1))
  await appendFile(file(), '0123456789abcdef half a li')
  await fileJournal(folder).append(compact, 'qingpu', entry(2))

  expect(await fileJournal(folder).read(compact, 'qingpu')).toEqual([entry(1), entry(2)])
})

test('damage in the middle is an error, never a shorter journal', async () => {
  await fileJournal(folder).create(compact, 'qingpu')
  for (const n of [1, 2]) await fileJournal(folder).append(compact, 'qingpu', entry(n))
  const text = await readFile(file(), 'utf8')
  await writeFile(file(), text.replace('b', 'c'))

  await expect(fileJournal(folder).read(compact, 'qingpu')).rejects.toThrow('damaged')
})
