import { expect, test } from 'vitest'
import { beginAfter, bothOf, mergeFields } from '../web/data/merge-fields.ts'

const began = { topic: '停车', endsOn: '2026-05-01', unitIds: ['a'] }

test('what only the others changed is taken over, what only I changed stays', () => {
  const typed = { ...began, topic: '停车难' }
  const stored = { ...began, endsOn: '2026-06-01' }

  const merged = mergeFields(began, typed, stored)

  expect(merged).toEqual({
    values: { topic: '停车难', endsOn: '2026-06-01', unitIds: ['a'] },
    taken: ['endsOn'],
    torn: [],
  })
})

test('what both changed to something else stays as typed and is asked about', () => {
  const merged = mergeFields(began, { ...began, unitIds: ['a', 'b'] }, { ...began, unitIds: ['a', 'c'] })

  expect(merged).toEqual({ values: { ...began, unitIds: ['a', 'b'] }, taken: [], torn: ['unitIds'] })
})

test('what both changed to the same is no conflict', () => {
  const same = { ...began, topic: '停车难', unitIds: [] }

  expect(mergeFields(began, same, { ...same })).toEqual({ values: same, taken: [], torn: [] })
})

test('a conflict that nobody decided is asked about again, and one that was decided is not', () => {
  const typed = { ...began, topic: '停车难', endsOn: '2026-07-01' }
  const stored = { ...began, topic: '停车位', endsOn: '2026-08-01' }
  const { torn } = mergeFields(began, typed, stored)

  const undecided = beginAfter(began, stored, torn)

  expect(torn).toEqual(['topic', 'endsOn'])
  expect(mergeFields(undecided, typed, stored).torn).toEqual(torn)
  expect(mergeFields({ ...undecided, topic: stored.topic }, typed, stored).torn).toEqual(['endsOn'])
  expect(mergeFields(undecided, typed, { ...stored, topic: '停车场' }).torn).toEqual(torn)
})

test('both of two texts are both in it, both of two lists are each in it once', () => {
  expect(bothOf('甲', '乙')).toBe('甲\n乙')
  expect(bothOf(['a', 'b'], ['b', 'c'])).toEqual(['a', 'b', 'c'])
})
