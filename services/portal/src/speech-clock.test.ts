import { expect, test } from 'vitest'
import { gridOf, placeOf } from '../web/pages/consultations-hall/hall-grid.ts'
import { clockFace, minutes } from '../web/pages/consultations-hall/speech-clock.ts'

const startedAt = '2026-04-14T01:00:00.000Z'
const after = (seconds: number) => Date.parse(startedAt) + seconds * 1000

test('a speech is green until its last minute, then warns, and is over with the first second too many', () => {
  const states = [0, 239, 240, 300, 301].map(
    (seconds) => clockFace({ startedAt, limitSeconds: 300 }, after(seconds)).state,
  )

  expect(states).toEqual(['ok', 'ok', 'near', 'near', 'over'])
  expect(clockFace({ startedAt, limitSeconds: 300 }, after(332))).toMatchObject({ elapsed: 332, left: -32, share: 0 })
})

test('a short speech warns in its last quarter, and a device that is behind shows the whole time', () => {
  expect(clockFace({ startedAt, limitSeconds: 60 }, after(44)).state).toBe('ok')
  expect(clockFace({ startedAt, limitSeconds: 60 }, after(45)).state).toBe('near')
  expect(clockFace({ startedAt, limitSeconds: 60 }, after(-5))).toMatchObject({ elapsed: 0, left: 60, share: 1 })
})

test('times are written as people read them from afar', () => {
  expect([198, 60, 9, -32, 3725].map(minutes)).toEqual(['3:18', '1:00', '0:09', '0:32', '1:02:05'])
})

const member = (at: number, more: object = {}) => ({
  memberId: String(at),
  capacity: 'ATTENDEE' as const,
  attendance: 'PRESENT' as const,
  ...more,
})

test('twenty-three, forty and a hundred names stand in the hall at once', () => {
  for (const count of [23, 40, 100, 120]) {
    const { shown, unlisted, columns, rows } = gridOf(Array.from({ length: count }, (_, at) => member(at)))

    expect({ shown: shown.length, unlisted }).toEqual({ shown: count, unlisted: 0 })
    expect(columns * rows).toBeGreaterThanOrEqual(count)
    expect(rows).toBeLessThanOrEqual(15)
  }
})

test('of a plenary the hall reads who is not here', () => {
  const all = Array.from({ length: 260 }, (_, at) =>
    member(at, at < 240 ? {} : at < 250 ? { attendance: undefined, leave: 'GRANTED' } : { attendance: 'ABSENT' }),
  )

  const { shown, unlisted } = gridOf(all)

  expect(shown.map(placeOf)).toEqual([...Array(10).fill('leave'), ...Array(10).fill('missing')])
  expect(unlisted).toBe(240)
})
