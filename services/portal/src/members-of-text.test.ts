import { hostOf } from '@lianxie/joint-protocol/host-of'
import { expect, test } from 'vitest'
import { canJoin, type FormField, shownOf } from '../web/elements/form-field.ts'
import {
  type Member,
  presentMembers,
  rotationOf,
  withMembers,
} from '../web/pages/joint-drafts/forms/members-of-text.ts'

const member = (committee: string): Member => ({ committee, name: `政协${committee}`, keys: {} }) as never
const textOf = (names: readonly string[], rotation: object = {}) =>
  ({
    members: names.map(member),
    rotation: { firstYear: 2022, order: names, swaps: [], ...rotation },
  }) as never as Parameters<typeof rotationOf>[0]
const hosts = (rotation: ReturnType<typeof rotationOf>, from: number) =>
  [0, 1, 2, 3].map((later) => hostOf({ rotation }, from + later))

test('who has left is not among those whom the next text binds', () => {
  const sides = ['a', 'b', 'c'].map((committee) => ({ committee, left: committee === 'b' }))

  expect(presentMembers({ text: textOf(['a', 'b', 'c']), sides } as never).map((one) => one.committee)).toEqual([
    'a',
    'c',
  ])
})

test('a text with the same members keeps the turns as they are', () => {
  const text = textOf(['a', 'b', 'c'], { order: ['b'] })

  expect(rotationOf(text, ['a', 'b', 'c'], 2026)).toBe(text.rotation)
})

test.each([2022, 2023, 2024, 2025, 2026, 2027])(
  'the host of %i keeps the turn, the others follow as before, and a new member comes last',
  (year) => {
    const text = textOf(['a', 'b', 'c'])
    const before = hosts(text.rotation, year)

    const after = rotationOf(text, ['a', 'b', 'c', 'd'], year)

    expect(after.firstYear).toBe(2022)
    expect(hosts(after, year)).toEqual([...before.slice(0, 3), 'd'])
  },
)

test('the turn of one that is taken out goes to the next', () => {
  const text = textOf(['a', 'b', 'c'])

  expect(hosts(rotationOf(text, ['b', 'c'], 2025), 2025)).toEqual(['b', 'c', 'b', 'c'])
  expect(hosts(rotationOf(text, ['a', 'c'], 2025), 2025)).toEqual(['a', 'c', 'a', 'c'])
})

test('exchanged turns stay with those who are still members', () => {
  const swaps = [
    { year: 2026, host: 'c' },
    { year: 2027, host: 'a' },
  ]
  const text = textOf(['a', 'b', 'c'], { swaps })

  expect(rotationOf(text, ['b', 'c'], 2026).swaps).toEqual([{ year: 2026, host: 'c' }])
})

test('where not all take turns a new member does not either, and where nobody is left of the order all do', () => {
  const text = textOf(['a', 'b', 'c'], { order: ['a'] })

  expect(rotationOf(text, ['a', 'b', 'c', 'd'], 2026).order).toEqual(['a'])
  expect(rotationOf(text, ['b', 'c'], 2026).order.toSorted()).toEqual(['b', 'c'])
})

test('before the first year of the rotation its first host stays the first', () => {
  expect(rotationOf(textOf(['a', 'b']), ['a', 'b', 'c'], 2021).order).toEqual(['a', 'b', 'c'])
})

test('a committee is not listed twice', () => {
  expect(withMembers([member('a')], [member('a'), member('b'), member('b')]).map((one) => one.committee)).toEqual([
    'a',
    'b',
  ])
})

test('members whom two people chose are read by their names, and can stand beside each other', () => {
  const field: FormField = {
    kind: 'own',
    name: 'text.members',
    label: '成员',
    value: [],
    joins: true,
    show: (one) => (one as Member).name,
    draw: () => null,
  }

  expect(shownOf(field, [member('a'), member('b')])).toBe('政协a、政协b')
  expect(canJoin(field)).toBe(true)
  expect(canJoin({ ...field, joins: false })).toBe(false)
})
