import { expect, test } from 'vitest'
import { reportsFrom, stepsFrom } from '../web/pages/joint-work/task-steps.ts'

test('a unit reports and does not verify; that, and giving the task to a unit again, is the office', () => {
  expect(stepsFrom('DONE')).toEqual(['VERIFIED', 'IN_PROGRESS'])
  expect(reportsFrom('DONE')).toEqual(['IN_PROGRESS'])
  expect(reportsFrom('DECLINED')).toEqual([])
  expect(reportsFrom('IN_PROGRESS')).toEqual(['IN_PROGRESS', 'DONE', 'BLOCKED'])
})
