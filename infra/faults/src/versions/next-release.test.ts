import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changes } from './next-release.ts'

test.each(changes)('what the next release changes in $file is there exactly once', ({ file, find }) => {
  const text = readFileSync(join(import.meta.dirname, '../../../..', file), 'utf8')

  expect(text.split(find)).toHaveLength(2)
})
