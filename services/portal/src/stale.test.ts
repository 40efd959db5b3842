import { expect, test } from 'vitest'
import { isStale, Refused, Unreachable } from '../web/data/problem.ts'

const refused = (code: string) => new Refused({ status: 409, code, zh: '', en: '' })

test('what somebody else has changed is stale, by its number or because another version took effect', () => {
  expect(['common.version', 'version.not_open'].map((code) => isStale(refused(code)))).toEqual([true, true])
  expect(isStale(refused('version.closed'))).toBe(false)
  expect(isStale(new Unreachable())).toBe(false)
})
