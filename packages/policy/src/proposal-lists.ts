import { directory, proposals } from '@lianxie/contracts'
import { z } from 'zod'

const words = z.string().min(1).max(60)

/** What every entry of a list has: a code for programs, and its words. Lists hold each code once. */
const entry = { code: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/), zh: words, en: words }

function listOf<S extends z.ZodType<{ code: string }>>(item: S, most: number) {
  return z
    .array(item)
    .min(1)
    .max(most)
    .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, 'a code may occur once')
}

/** 集体提案类别: which bodies may propose so, when, and how the body stands by the text. */
export const CollectiveKindRule = z
  .strictObject({
    ...entry,
    /** The kinds of bodies of the directory that may propose so. */
    bodyKinds: z.array(directory.BodyKind).max(20),
    /** 界别: sectors are no bodies of the directory. */
    sectors: z.boolean().default(false),
    /** `SESSION`: during the plenary alone. */
    when: z.enum(['ALWAYS', 'SESSION']),
    confirmation: proposals.CollectiveConfirmation,
  })
  .refine(({ bodyKinds, sectors }) => sectors || bodyKinds.length > 0, 'somebody must be able to propose so')
export type CollectiveKindRule = z.infer<typeof CollectiveKindRule>
export const CollectiveKindRules = listOf(CollectiveKindRule, 30)

/** 提案分类 */
export const ProposalCategoryRules = listOf(z.strictObject(entry), 40)

/** 阶段: a stage that people see, and the states of which it is made up. */
export const ProposalStage = z.strictObject({
  ...entry,
  states: z.array(proposals.ProposalState.exclude(['DISCARDED'])).min(1),
})
export type ProposalStage = z.infer<typeof ProposalStage>

/** The stages of a committee in their order: every state stands in one of them. A draft thrown away stands in none. */
export const ProposalStages = listOf(ProposalStage, 20).superRefine((stages, { addIssue }) => {
  const placed = stages.flatMap(({ states }, stage) => states.map((state, place) => ({ state, stage, place })))
  placed.forEach(({ state, stage, place }, index) => {
    const again = placed.findIndex((other) => other.state === state) < index
    if (again) addIssue({ code: 'custom', path: [stage, 'states', place], message: `${state} stands in two places` })
  })
  const missing = proposals.ProposalState.exclude(['DISCARDED']).options.filter(
    (state) => !placed.some((one) => one.state === state),
  )
  if (missing.length > 0) addIssue({ code: 'custom', message: `no stage has ${missing.join(', ')}` })
})

/** The stage in which a proposal of this state is shown; undefined for a draft that was thrown away. */
export const stageOf = (stages: readonly ProposalStage[], state: proposals.ProposalState): ProposalStage | undefined =>
  stages.find(({ states }) => states.some((one) => one === state))

export const COLLECTIVE_KINDS: CollectiveKindRule[] = [
  sealed('PARTY', '党派', 'democratic party or federation of industry and commerce', 'DEMOCRATIC_PARTY'),
  sealed('ORGANIZATION', '人民团体', "people's organization", 'PEOPLES_ORGANIZATION'),
  // 委员工作委员会 and their like work as the special committees do.
  sealed('SPECIAL_COMMITTEE', '专（工）委会', 'special committee', 'SPECIAL_COMMITTEE', 'WORK_COMMITTEE'),
  // 镇街政协工委 are work committees of the directory as well.
  sealed('TOWNSHIP_GROUP', '镇街工委、联络组', 'township group', 'LIAISON_GROUP', 'WORK_COMMITTEE'),
  { ...signed('SECTOR', '界别', 'sector'), sectors: true },
  signed('MEMBER_GROUP', '委员小组、联组', 'member group', 'MEMBER_GROUP'),
]

function sealed(code: string, zh: string, en: string, ...bodyKinds: directory.BodyKind[]): CollectiveKindRule {
  return { code, zh, en, bodyKinds, sectors: false, when: 'ALWAYS', confirmation: 'SEAL' }
}

function signed(code: string, zh: string, en: string, ...bodyKinds: directory.BodyKind[]): CollectiveKindRule {
  return { code, zh, en, bodyKinds, sectors: false, when: 'SESSION', confirmation: 'CONVENOR' }
}

export const PROPOSAL_CATEGORIES = [
  { code: 'ECONOMY', zh: '经济建设', en: 'economy' },
  { code: 'POLITICS', zh: '政治建设', en: 'politics' },
  { code: 'CULTURE', zh: '文化建设', en: 'culture' },
  { code: 'SOCIETY', zh: '社会建设', en: 'society' },
  { code: 'ECOLOGY', zh: '生态文明建设', en: 'ecology' },
  { code: 'OTHER', zh: '其他', en: 'other' },
]

const PROPOSED: ProposalStage['states'] = ['SUBMITTED', 'WITHDRAWN']
const DRAFTED: ProposalStage['states'] = ['DRAFT', 'COSIGNING']
const REVIEWED: ProposalStage['states'] = [
  'UNDER_REVIEW',
  'RETURNED_FOR_REVISION',
  'MERGED_INTO',
  'NOT_FILED',
  'CONVERTED',
  'FILED',
]
const ASSIGNED: ProposalStage['states'] = ['ASSIGNED', 'RETURNED_BY_UNIT']
const HANDLED: ProposalStage['states'] = ['HANDLING', 'EXTENSION_REQUESTED']
const ANSWERED: ProposalStage['states'] = ['REPLY_DRAFTED', 'REWORK', 'REPLIED']
const SUPERVISED: ProposalStage['states'] = ['REHANDLING', 'FOLLOW_UP']
const CLOSED: ProposalStage['states'] = ['CLOSED', 'ARCHIVED', 'PUBLISHED']

/**
 * Stages that committees show: the six of 江阴 (提立交办督评) and the four of 吴江 (提立办督), whose names were published; the
 * names of nine steps are a choice of the product.
 */
export const PROPOSAL_STAGES = {
  nine: [
    stage('COLLECT', '征集', 'collecting', DRAFTED),
    stage('SUBMIT', '提交', 'submission', PROPOSED),
    stage('REVIEW', '审查立案', 'review and filing', REVIEWED),
    stage('ASSIGN', '交办', 'assignment', ASSIGNED),
    stage('HANDLE', '办理', 'handling', HANDLED),
    stage('REPLY', '答复', 'reply', ANSWERED),
    stage('SUPERVISE', '督办', 'supervision', SUPERVISED),
    stage('RATE', '评价反馈', 'rating', ['FEEDBACK_PENDING']),
    stage('ARCHIVE', '归档公开', 'archive and publication', CLOSED),
  ],
  six: [
    stage('PROPOSE', '提', 'proposing', [...DRAFTED, ...PROPOSED]),
    stage('FILE', '立', 'filing', REVIEWED),
    stage('ASSIGN', '交', 'assignment', ASSIGNED),
    stage('HANDLE', '办', 'handling', [...HANDLED, ...ANSWERED]),
    stage('SUPERVISE', '督', 'supervision', SUPERVISED),
    stage('RATE', '评', 'rating', ['FEEDBACK_PENDING', ...CLOSED]),
  ],
  four: [
    stage('PROPOSE', '提', 'proposing', [...DRAFTED, ...PROPOSED]),
    stage('FILE', '立', 'filing', REVIEWED),
    stage('HANDLE', '办', 'handling', [...ASSIGNED, ...HANDLED, ...ANSWERED]),
    stage('SUPERVISE', '督', 'supervision', ['FEEDBACK_PENDING', ...SUPERVISED, ...CLOSED]),
  ],
} as const satisfies Record<string, ProposalStage[]>

function stage(code: string, zh: string, en: string, states: ProposalStage['states']): ProposalStage {
  return { code, zh, en, states }
}
