import { Refusal } from '@lianxie/contracts'
import type { LedgerView } from '@lianxie/joint-protocol'
import { expect, test } from 'vitest'
import { requireMembers } from './compact-text.ts'

const [a, b, c, d] = ['a-cppcc', 'b-cppcc', 'c-cppcc', 'd-cppcc'] as const
const card = (committee: string, signing = committee) =>
  ({ committee, name: committee, keys: { signing, recovery: `${committee}-r`, sealing: 's', hub: null } }) as never
const text = (names: readonly string[], more: object = {}) =>
  ({
    kind: 'equals',
    upper: null,
    members: names.map((name) => card(name)),
    rotation: { firstYear: 2022, order: names, swaps: [] },
    ...more,
  }) as never

/** What a text is refused with; undefined where nothing of its members is wrong. */
function said(next: never, { left = [] }: { left?: string[] } = {}): string | undefined {
  const names = [a, b, c]
  const members = names.filter((one) => !left.includes(one))
  const ledger = { compactView: () => ({ text: text(names), members, left }) } as unknown as LedgerView
  try {
    requireMembers(next, { ledger, own: a as never })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.code} ${error.detail.field}`
  }
  return undefined
}

test.each([
  ['all that are in it', text([a, b, c])],
  ['one more', text([a, b, c, d])],
  ['one less', text([a, b])],
])('a text may bind %s', (_, next) => {
  expect(said(next)).toBeUndefined()
})

test.each([
  ['the own committee left out', text([b, c]), 'compact.own_missing text.members'],
  ['one side alone', text([a]), 'compact.too_few_members text.members'],
  ['two removed at once', text([a, d]), 'compact.one_removal text.members'],
  ['a side twice', text([a, b, c, c]), 'compact.member_twice text.members'],
  [
    'other keys of a side',
    text([a, b, c], { members: [card(a), card(b), card(c, 'x')] }),
    'compact.member_keys text.members',
  ],
  ['no upper side', text([a, b, c], { kind: 'vertical', upper: d }), 'compact.upper_missing text.members'],
  [
    'a host that is no member',
    text([a, b], { rotation: { firstYear: 2022, order: [a, b, c], swaps: [] } }),
    'compact.host_unknown text.rotation',
  ],
])('a text is refused with %s', (_, next, refusal) => {
  expect(said(next)).toBe(refusal)
})

test('who has left is left out beside one that is removed', () => {
  expect(said(text([a, d]), { left: [b] })).toBeUndefined()
})
