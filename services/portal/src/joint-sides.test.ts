import { expect, test } from 'vitest'
import { convenorOf, offlineSince, sealNameOf } from '../web/pages/joint/sides.ts'

const side = { committee: 'b', lastHeard: '2026-04-03T02:00:00.000Z', left: false } as never
const at = (seconds: number) => new Date(Date.parse('2026-04-03T02:00:00.000Z') + seconds * 1000)

test('a partner is offline since it was last heard of, once it was silent for two minutes', () => {
  expect(offlineSince(side, 'a', at(120))).toBeUndefined()
  expect(offlineSince(side, 'a', at(121))).toBe('2026-04-03T02:00:00.000Z')
})

test('neither this committee itself nor one that left or was never heard of is offline', () => {
  expect(offlineSince(side, 'b', at(9_999))).toBeUndefined()
  expect(offlineSince({ ...(side as object), left: true } as never, 'a', at(9_999))).toBeUndefined()
  expect(offlineSince({ ...(side as object), lastHeard: null } as never, 'a', at(9_999))).toBeUndefined()
})

test.each([
  ['政协苏州市吴江区委员会', '吴江'],
  ['政协上海市青浦区委员会', '青浦'],
  ['政协嘉兴市嘉善县委员会', '嘉善'],
  ['中国人民政治协商会议湖州市吴兴区委员会', '吴兴'],
  ['嘉兴市秀洲区政协', '秀洲'],
  ['政协苏州市委员会', '苏州'],
  ['政协广州市天河区委员会', '天河'],
])('the seal of %s says %s', (name, said) => {
  expect(sealNameOf(name)).toBe(said)
})

test('the host of a year follows the order, and an exchange of turns goes before it', () => {
  const text = {
    rotation: { firstYear: 2025, order: ['a', 'b', 'c'], swaps: [{ year: 2027, host: 'a' }] },
  } as Parameters<typeof convenorOf>[0]['text']
  const sides = (left?: string) =>
    ['a', 'b', 'c'].map((committee) => ({ committee, left: committee === left })) as never
  const hosts = (left?: string) =>
    [2024, 2025, 2026, 2027, 2028].map((year) => convenorOf({ text, sides: sides(left) }, year))
  expect(hosts()).toEqual(['c', 'a', 'b', 'a', 'a'])
  expect(hosts('a')).toEqual(['c', 'b', 'b', 'c', 'b'])
})
