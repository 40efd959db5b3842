import { type CommandDefinition, consultations as c, type Role } from '@lianxie/contracts'
import { DRAFTABLE } from './outcome-submission.ts'
import { AMENDABLE } from './plan-item.ts'
import { SCHEDULABLE } from './session-schedule.ts'
import { ADOPTED_STAGES, DRAFTERS, LEADING, OPEN_STAGES, TOPIC_SOURCES } from './plan.ts'

/** A command that may come next, for the roles and at the stages that allow it; finer rules are in its decision. */
export interface Step<At extends string> {
  command: CommandDefinition
  roles: readonly Role[]
  at: readonly At[]
}

/** 计划下一步, in the order in which a plan comes about. */
export const PLAN_STEPS: readonly Step<c.PlanState>[] = [
  { command: c.CallTopics, roles: DRAFTERS, at: ['DRAFTING', 'COLLECTING'] },
  { command: c.ProposeTopic, roles: TOPIC_SOURCES, at: ['COLLECTING'] },
  { command: c.CloseTopicCall, roles: DRAFTERS, at: ['COLLECTING'] },
  { command: c.AddItem, roles: DRAFTERS, at: OPEN_STAGES },
  { command: c.ConfirmPlanImport, roles: DRAFTERS, at: OPEN_STAGES },
  { command: c.RequestPlanOpinions, roles: DRAFTERS, at: ['DRAFTING', 'CONSULTING'] },
  {
    command: c.GivePlanOpinion,
    roles: ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', ...DRAFTERS],
    at: ['CONSULTING'],
  },
  { command: c.SubmitPlan, roles: DRAFTERS, at: ['DRAFTING', 'CONSULTING'] },
  { command: c.DeliberatePlan, roles: ['CHAIR'], at: ['DELIBERATING', 'DELIBERATED'] },
  { command: c.ReturnPlan, roles: LEADING, at: ['DELIBERATED'] },
  { command: c.AdoptPlan, roles: LEADING, at: ['DELIBERATED'] },
  { command: c.ForwardPlan, roles: ['STAFF_OFFICE'], at: ADOPTED_STAGES },
  { command: c.ConfirmPlanRead, roles: ['UNIT_HANDLER', 'UNIT_LEADER', 'GROUP_CLERK', ...DRAFTERS], at: ['FORWARDED'] },
  { command: c.RemindPlanReaders, roles: DRAFTERS, at: ['FORWARDED'] },
  { command: c.AmendPlan, roles: LEADING, at: ADOPTED_STAGES },
  { command: c.PublishPlan, roles: LEADING, at: ADOPTED_STAGES },
]

/** 事项下一步 while the plan is a draft. */
export const DRAFT_ITEM_STEPS: readonly Step<c.ItemState>[] = [
  { command: c.ShortlistTopic, roles: DRAFTERS, at: ['PROPOSED'] },
  { command: c.MergeTopics, roles: DRAFTERS, at: ['PROPOSED', 'SHORTLISTED'] },
  { command: c.DeclineTopic, roles: DRAFTERS, at: ['PROPOSED'] },
  { command: c.ReviseItem, roles: DRAFTERS, at: ['SHORTLISTED'] },
  { command: c.WithdrawItem, roles: TOPIC_SOURCES, at: ['PROPOSED'] },
  { command: c.WithdrawItem, roles: DRAFTERS, at: ['SHORTLISTED'] },
]

/** 事项下一步 once the plan is adopted: the work itself, and amendments before the session. */
export const ADOPTED_ITEM_STEPS: readonly Step<c.ItemState>[] = [
  { command: c.ScheduleSession, roles: DRAFTERS, at: SCHEDULABLE },
  { command: c.FormResearchGroup, roles: DRAFTERS, at: ['SCHEDULED', 'RESEARCHING'] },
  { command: c.DraftOutcome, roles: DRAFTERS, at: DRAFTABLE },
  { command: c.AmendPlan, roles: LEADING, at: AMENDABLE },
]

/** The commands that a role may send at a stage, worded for people, each once. */
export function nextSteps<At extends string>(
  steps: readonly Step<At>[],
  role: Role,
  at: At,
): { command: string; zh: string; en: string }[] {
  const open = steps.filter((step) => step.roles.includes(role) && step.at.includes(at)).map(({ command }) => command)
  return [...new Set(open)].map(({ type, doc }) => ({ command: type, ...doc }))
}
