import { expect, test } from 'vitest'
import { approvePolicy, rejectPolicy } from './approve-policy.ts'
import { draftPolicy, type DraftPolicy } from './draft-policy.ts'
import { diffPolicies, unusualKeys } from './policy-diff.ts'
import { defaultPack, defaultValues, dueBy, packAt, PolicyPack, standing } from './policy-pack.ts'
import { PolicyRefusal } from './policy-refusal.ts'
import { POLICY_KEYS, POLICY_RULES, SOURCES } from './policy-rules.ts'
import { workingDays } from './term.ts'

const committee = 'wujiang-cppcc'
const drafter = { actor: 'staff-1', now: '2022-03-01T02:00:00.000Z' }
const approver = { actor: 'chair-1', now: '2022-03-02T02:00:00.000Z' }
const change: DraftPolicy = {
  committee,
  changes: { 'consult.noticeDue': workingDays(10) },
  effectiveFrom: '2022-04-01',
  reason: '主席会议决定',
}

/** All versions after the changed ones have taken the place of their former selves. */
const replace = (packs: readonly PolicyPack[], changed: readonly PolicyPack[]) => [
  ...packs.filter(({ version }) => !changed.some((pack) => pack.version === version)),
  ...changed,
]

function approved(packs: readonly PolicyPack[], draft: DraftPolicy) {
  const pack = draftPolicy(packs, draft, drafter)
  return replace(packs, approvePolicy([...packs, pack], pack.version, approver))
}

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof PolicyRefusal) return error.code
    throw error
  }
  throw new Error('expected a refusal')
}

test('a draft becomes the next version, and holds from its first day once another person approved it', () => {
  const packs = approved([], change)

  expect(packs).toHaveLength(1)
  expect(packs[0]).toMatchObject({ version: 1, stage: 'approved', draftedBy: 'staff-1', decidedBy: 'chair-1' })
  const all = [defaultPack(committee), ...packs]
  expect(packAt(all, '2022-03-31T15:59:59.999Z')?.version).toBe(0)
  expect(packAt(all, '2022-03-31T16:00:00.000Z')?.version).toBe(1)
})

test('a later version takes over on its first day, and the earlier one stays as it was', () => {
  const first = approved([], change)
  const both = approved(first, { ...change, changes: { 'info.maxChars': 1200 }, effectiveFrom: '2022-07-01' })

  expect(both.find(({ version }) => version === 1)).toEqual({ ...first[0], until: '2022-07-01' })
  expect(packAt(both, '2022-06-30T04:00:00.000Z')?.version).toBe(1)
  expect(packAt(both, '2022-07-01T04:00:00.000Z')?.version).toBe(2)
  expect(packAt(both, '2022-07-01T04:00:00.000Z')?.values['consult.noticeDue']).toEqual(workingDays(10))
})

test('a version is a draft, approved, in force and superseded in turn', () => {
  const draft = draftPolicy([], change, drafter)
  const both = approved(replace([draft], approvePolicy([draft], 1, approver)), {
    ...change,
    changes: { 'info.maxChars': 1200 },
    effectiveFrom: '2022-07-01',
  })
  const first = both.find(({ version }) => version === 1) as PolicyPack

  expect(standing(draft, drafter.now)).toBe('draft')
  expect(standing(first, '2022-03-31T04:00:00.000Z')).toBe('approved')
  expect(standing(first, '2022-04-01T04:00:00.000Z')).toBe('in-force')
  expect(standing(first, '2022-07-01T04:00:00.000Z')).toBe('superseded')
})

test('whoever drafted the rules cannot approve them', () => {
  const draft = draftPolicy([], change, drafter)

  expect(refusal(() => approvePolicy([draft], 1, { ...approver, actor: drafter.actor }))).toBe('policy.same_person')
})

test('a draft is never in force', () => {
  expect(packAt([draftPolicy([], change, drafter)], '2023-01-01T00:00:00.000Z')).toBeUndefined()
})

test('a rejected draft leaves its number unused and makes room for another', () => {
  const rejected = rejectPolicy([draftPolicy([], change, drafter)], 1, approver)

  expect(standing(rejected, approver.now)).toBe('rejected')
  expect(draftPolicy([rejected], change, drafter).version).toBe(2)
})

test.each([
  ['policy.draft_open', () => draftPolicy([draftPolicy([], change, drafter)], change, drafter)],
  ['policy.unchanged', () => draftPolicy([], { ...change, changes: {} }, drafter)],
  ['policy.unchanged', () => draftPolicy([], { ...change, changes: { 'info.maxChars': 1500 } }, drafter)],
  ['policy.invalid_value', () => draftPolicy([], { ...change, changes: { 'info.maxChars': -1 } }, drafter)],
  ['policy.invalid_value', () => draftPolicy([], { ...change, changes: { 'no.such': 1 } as never }, drafter)],
  ['policy.invalid_value', () => draftPolicy([], { ...change, reason: '' }, drafter)],
  ['policy.effective_too_early', () => draftPolicy([], { ...change, effectiveFrom: '2022-02-28' }, drafter)],
  ['policy.not_a_draft', () => approvePolicy(approved([], change), 1, approver)],
  ['policy.not_a_draft', () => rejectPolicy([], 7, approver)],
] as const)('%s', (code, act) => {
  expect(refusal(act)).toBe(code)
})

test('a draft whose first day went by before approval is refused', () => {
  const draft = draftPolicy([], change, drafter)

  expect(refusal(() => approvePolicy([draft], 1, { ...approver, now: '2022-04-02T00:00:00.000Z' }))).toBe(
    'policy.effective_too_early',
  )
})

test('a version cannot take effect before the one that is approved already', () => {
  const packs = approved([], change)

  expect(
    refusal(() =>
      draftPolicy(packs, { ...change, changes: { 'info.maxChars': 1 }, effectiveFrom: '2022-03-15' }, drafter),
    ),
  ).toBe('policy.effective_too_early')
})

test('the difference of two versions is told key by key', () => {
  const changes = diffPolicies(defaultValues, {
    ...defaultValues,
    'consult.noticeDue': workingDays(10),
    'joint.confirmDue': { amount: 30, unit: 'day', dayOff: 'keep' },
  })

  expect(changes.map(({ key, zh, en }) => [key, zh, en])).toEqual([
    [
      'consult.noticeDue',
      '协商通知提前量：由15个工作日改为10个工作日',
      'notice of a session: from 15 working days to 10 working days',
    ],
    [
      'joint.confirmDue',
      '联动议题确认期限，逾期失效：由30天改为30天（遇休息日不顺延）',
      'confirming a joint topic; it lapses: from 30 days to 30 days (not moved off a day off)',
    ],
  ])
})

test('values outside what committees use are shown to the approver', () => {
  const unusual = unusualKeys({
    ...defaultValues,
    'consult.noticeDue': workingDays(5),
    'proposal.unitReturnDays': workingDays(5),
  })

  expect(unusual).toContain('consult.noticeDue')
  expect(unusual).not.toContain('proposal.unitReturnDays')
})

// 5 suggestions and 5 % were chosen although the few rules found say 3 and 5.1 to 6.1 %.
test('the defaults lie within what committees use, two choices aside', () => {
  expect(unusualKeys(defaultValues)).toEqual(['proposal.maxSuggestions', 'proposal.keyShare'])
})

test.each(POLICY_KEYS)('%s has a Chinese and an English name and says where it comes from', (key) => {
  const { name, sources } = POLICY_RULES[key]

  expect(name.zh).toMatch(/\p{Script=Han}/u)
  expect(name.en).toMatch(/^[\x20-\x7e’]+$/)
  expect(sources.length).toBeGreaterThan(0)
  for (const mark of sources) expect(SOURCES).toHaveProperty(mark)
})

test('a term of the pack is counted to the side its rule says', () => {
  const pack = defaultPack(committee)

  expect(dueBy(pack, 'consult.noticeDue', { anchor: '2022-06-30' }).date).toBe('2022-06-09')
  expect(dueBy(pack, 'consult.minutesDue', { anchor: '2022-06-30' }).date).toBe('2022-07-11')
  expect(dueBy(pack, 'joint.countersignDue', { anchor: '2022-09-29' }).date).toBe('2022-10-25')
})

test('a pack survives being written and read', () => {
  const pack = approved([], change)[0]

  expect(PolicyPack.parse(JSON.parse(JSON.stringify(pack)))).toEqual(pack)
})
