import { expect, test } from 'vitest'
import { mainOf } from '../web/elements/next-step.ts'

const step = (command: string, quiet = false) => ({ command: `consultations.${command}` as never, quiet })

test('the step that is waited for stands out, not what may be done at any time', () => {
  expect(mainOf([step('extend-commitment'), step('close-commitment')])).toEqual(step('close-commitment'))
  expect(mainOf([step('draft-minutes', true), step('circulate-minutes')])).toEqual(step('circulate-minutes'))
  expect(mainOf([step('extend-commitment'), step('remind-of-commitment'), step('withdraw-commitment')])).toBe(undefined)
})
