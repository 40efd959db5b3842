import { type consultations, Refusal, type Role } from '@lianxie/contracts'

/** 年度协商计划, as far as decisions need to know it. */
export interface Plan {
  id: string
  year: number
  title: string
  state: consultations.PlanState
  callDeadline?: string
  deliberatedOn?: string
  adoptedBy?: consultations.AdoptingBody
  adoptedOn?: string
  published: boolean
}

/** What decisions about the plan know beside the facts. */
export interface Deciding {
  now: Date
  actor: { id: string; role: Role; memberId?: string; units: readonly string[] }
  newId: () => string
}

/** 协商工作机构与办公室: who drafts the plan and may record for others. */
export const DRAFTERS = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const satisfies readonly Role[]

/** 党组、主席会议的秘书机构: records what the leading bodies and the party committee decided; the chair approves. */
export const LEADING = ['CHAIR', 'STAFF_OFFICE'] as const satisfies readonly Role[]

/** Whom a call for topics reaches, and the office that records for others. */
export const TOPIC_SOURCES = [
  'MEMBER',
  'GROUP_CLERK',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  ...DRAFTERS,
] as const satisfies readonly Role[]

export const isDrafter = (role: Role): boolean => (DRAFTERS as readonly Role[]).includes(role)

/** The stages at which items may come, go and change; from the submission on the draft is fixed. */
export const OPEN_STAGES = ['DRAFTING', 'COLLECTING', 'CONSULTING'] as const

/** The stages at which the plan is in force. */
export const ADOPTED_STAGES = ['ADOPTED', 'FORWARDED'] as const

/** As many items as a plan can hold; the largest printed plans have about sixty. */
export const MAX_ITEMS = 1000

export function requireStage(plan: Plan, stages: readonly consultations.PlanState[]): void {
  if (!stages.includes(plan.state)) throw new Refusal('plan.wrong_state', { state: plan.state, expected: stages })
}
