import { directory, proposals } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { diffPolicies } from './policy-diff.ts'
import { defaultPack, defaultValues, PolicyPack, PolicyValues } from './policy-pack.ts'
import {
  COLLECTIVE_KINDS,
  CollectiveKindRules,
  PROPOSAL_CATEGORIES,
  PROPOSAL_STAGES,
  type ProposalStage,
  ProposalCategoryRules,
  ProposalStages,
  stageOf,
} from './proposal-lists.ts'

const states = proposals.ProposalState.options
const pathsOf = (stages: unknown) => {
  const { error } = ProposalStages.safeParse(stages)
  return error?.issues.map(({ path }) => path.join('.'))
}

test.each(Object.entries(PROPOSAL_STAGES))(
  'the %s stages show every state but that of a draft thrown away',
  (_, stages) => {
    expect(ProposalStages.safeParse(stages).success).toBe(true)
    expect(states.filter((state) => stageOf(stages, state) === undefined)).toEqual(['DISCARDED'])
  },
)

test('the published names of stages are those of 江阴 and 吴江', () => {
  const names = (stages: readonly ProposalStage[]) => stages.map(({ zh }) => zh).join('')

  expect(names(PROPOSAL_STAGES.six)).toBe('提立交办督评')
  expect(names(PROPOSAL_STAGES.four)).toBe('提立办督')
  expect(PROPOSAL_STAGES.nine).toHaveLength(9)
})

test.each([
  ['提', 'DRAFT'],
  ['立', 'FILED'],
  ['交', 'RETURNED_BY_UNIT'],
  ['办', 'REPLIED'],
  ['督', 'REHANDLING'],
  ['评', 'FEEDBACK_PENDING'],
] as const)('%s is where a proposal is shown that is %s', (zh, state) => {
  expect(stageOf(PROPOSAL_STAGES.six, state)?.zh).toBe(zh)
})

test.each<[string, (stages: ProposalStage[]) => unknown, string]>([
  ['lack a state', (stages) => [...stages.slice(0, 7), ...stages.slice(8)], ''],
  [
    'show a state twice',
    (stages) => [{ ...stages[0]!, states: ['DRAFT', 'COSIGNING', 'FILED'] }, ...stages.slice(1)],
    '2.states.5',
  ],
  [
    'show a draft that was thrown away',
    (stages) => [{ ...stages[0]!, states: ['DRAFT', 'COSIGNING', 'DISCARDED'] }, ...stages.slice(1)],
    '0.states.2',
  ],
  ['use a code twice', (stages) => [{ ...stages[0]!, code: stages[1]!.code }, ...stages.slice(1)], ''],
  ['have an empty stage', (stages) => [{ ...stages[0]!, code: 'EMPTY', states: [] }, ...stages], '0.states'],
  ['have a code in small letters', (stages) => [{ ...stages[0]!, code: 'collect' }, ...stages.slice(1)], '0.code'],
])('stages that %s are refused where they are wrong', (_, change, path) => {
  expect(pathsOf(change([...PROPOSAL_STAGES.nine]))).toEqual([path])
})

test('the kinds of collective proposals name kinds of bodies that the directory has, and only sectors have none', () => {
  expect(CollectiveKindRules.parse(COLLECTIVE_KINDS)).toEqual(COLLECTIVE_KINDS)
  expect(COLLECTIVE_KINDS.filter(({ bodyKinds }) => bodyKinds.length === 0).map(({ code }) => code)).toEqual(['SECTOR'])
  for (const { bodyKinds } of COLLECTIVE_KINDS)
    for (const kind of bodyKinds) expect(directory.BodyKind.options).toContain(kind)
})

test('what is proposed by sectors and member groups takes the plenary and a signature, all else a seal', () => {
  const of = (code: string) => COLLECTIVE_KINDS.find((kind) => kind.code === code)!

  for (const code of ['SECTOR', 'MEMBER_GROUP'])
    expect(of(code)).toMatchObject({ when: 'SESSION', confirmation: 'CONVENOR' })
  for (const code of ['PARTY', 'ORGANIZATION', 'SPECIAL_COMMITTEE', 'TOWNSHIP_GROUP'])
    expect(of(code)).toMatchObject({ when: 'ALWAYS', confirmation: 'SEAL' })
})

test.each([
  ['a code twice', [COLLECTIVE_KINDS[0], COLLECTIVE_KINDS[0]]],
  ['a body of no kind', [{ ...COLLECTIVE_KINDS[0], bodyKinds: ['CHOIR'] }]],
  ['nobody who could propose', [{ ...COLLECTIVE_KINDS[0], bodyKinds: [] }]],
  ['another way to confirm', [{ ...COLLECTIVE_KINDS[0], confirmation: 'HANDSHAKE' }]],
  ['nothing', []],
])('kinds of collective proposals with %s are refused', (_, kinds) => {
  expect(CollectiveKindRules.safeParse(kinds).success).toBe(false)
})

test('a class has a code once', () => {
  expect(ProposalCategoryRules.safeParse(PROPOSAL_CATEGORIES).success).toBe(true)
  expect(ProposalCategoryRules.safeParse([...PROPOSAL_CATEGORIES, PROPOSAL_CATEGORIES[0]]).success).toBe(false)
})

// As packs of before proposals were stored, in tables and in events.
const LATER = [
  'proposal.collectiveKinds',
  'proposal.categories',
  'proposal.stages',
  'proposal.meetingRequired',
  'proposal.followUpEvery',
  'proposal.keyVoteQuorum',
] as const
const former = Object.fromEntries(Object.entries(defaultValues).filter(([key]) => !LATER.includes(key as never)))

test('a pack that was approved before these rules were known takes the product’s defaults for them', () => {
  const pack = { ...defaultPack('wujiang-cppcc'), version: 1, values: { ...former, 'info.maxChars': 1200 } }

  const read = PolicyPack.parse(JSON.parse(JSON.stringify(pack)))

  expect(read.values).toEqual({ ...defaultValues, 'info.maxChars': 1200 })
  expect(diffPolicies(defaultValues, read.values).map(({ key }) => key)).toEqual(['info.maxChars'])
})

test('a pack with a key that no rule has, or without one that was always there, is refused', () => {
  expect(PolicyValues.safeParse({ ...former, 'proposal.mascot': 'panda' }).success).toBe(false)
  const { 'info.maxChars': _, ...lacking } = former
  expect(PolicyValues.safeParse(lacking).success).toBe(false)
})

test('what a committee chose for a later rule is kept', () => {
  const read = PolicyValues.parse(JSON.parse(JSON.stringify({ ...former, 'proposal.stages': PROPOSAL_STAGES.four })))

  expect(read['proposal.stages']).toEqual(PROPOSAL_STAGES.four)
})

test('the approver of a changed list is told what became of its entries', () => {
  const [economy, politics, culture, ...others] = PROPOSAL_CATEGORIES
  const told = (categories: typeof PROPOSAL_CATEGORIES) =>
    diffPolicies(defaultValues, { ...defaultValues, 'proposal.categories': categories }).map(({ zh, en }) => [zh, en])

  expect(
    told([economy!, { ...culture!, zh: '文化文史' }, ...others, { code: 'RURAL', zh: '三农', en: 'rural' }]),
  ).toEqual([
    [
      '提案类别：新增三农；取消政治建设；修改文化文史',
      'classes of proposals: adds rural; drops politics; alters culture',
    ],
  ])
  expect(told([politics!, economy!, culture!, ...others])).toEqual([
    ['提案类别：调整顺序', 'classes of proposals: another order'],
  ])
})

test('the approver of a rule that is on or off reads yes or no', () => {
  const [change] = diffPolicies(defaultValues, { ...defaultValues, 'proposal.meetingRequired': false })

  expect(change?.zh).toBe('答复前须有面商记录：由是改为否')
  expect(change?.en).toBe('a recorded meeting with the proposer before a reply: from yes to no')
})
