import { type CommandDefinition, consultations as c, type Role } from '@lianxie/contracts'
import { DRAFTABLE } from './domain/outcome-submission.ts'
import { AMENDABLE } from './domain/plan-item.ts'
import { SCHEDULABLE } from './domain/session-schedule.ts'
import { ADOPTED_STAGES, DRAFTERS, LEADING, OPEN_STAGES, TOPIC_SOURCES } from './domain/plan.ts'

/** A command that may come next, for the roles and at the stages that allow it; finer rules are in its decision. */
interface Step<At extends string> {
  command: CommandDefinition
  roles: readonly Role[]
  at: readonly At[]
}

/** 计划下一步, in the order in which a plan comes about. */
const PLAN_STEPS: readonly Step<c.PlanState>[] = [
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
const DRAFT_ITEM_STEPS: readonly Step<c.ItemState>[] = [
  { command: c.ShortlistTopic, roles: DRAFTERS, at: ['PROPOSED'] },
  { command: c.MergeTopics, roles: DRAFTERS, at: ['PROPOSED', 'SHORTLISTED'] },
  { command: c.DeclineTopic, roles: DRAFTERS, at: ['PROPOSED'] },
  { command: c.ReviseItem, roles: DRAFTERS, at: ['SHORTLISTED'] },
  { command: c.WithdrawItem, roles: TOPIC_SOURCES, at: ['PROPOSED'] },
  { command: c.WithdrawItem, roles: DRAFTERS, at: ['SHORTLISTED'] },
]

/** 事项下一步 once the plan is adopted: the work itself, and amendments before the session. */
const ADOPTED_ITEM_STEPS: readonly Step<c.ItemState>[] = [
  { command: c.ScheduleSession, roles: DRAFTERS, at: SCHEDULABLE },
  { command: c.FormResearchGroup, roles: DRAFTERS, at: ['SCHEDULED', 'RESEARCHING'] },
  { command: c.DraftOutcome, roles: DRAFTERS, at: DRAFTABLE },
  { command: c.AmendPlan, roles: LEADING, at: AMENDABLE },
]

/** 计划下一步 for a role. */
export const nextOfPlan = (stage: c.PlanState, role: Role) => nextSteps(PLAN_STEPS, role, stage)

/** 事项下一步 for a role: other steps while the plan is a draft than when it is adopted. */
export function nextOfItem(stage: c.PlanState, state: c.ItemState, role: Role) {
  const isDraft = (OPEN_STAGES as readonly c.PlanState[]).includes(stage)
  return nextSteps(isDraft ? DRAFT_ITEM_STEPS : ADOPTED_ITEM_STEPS, role, state)
}

/** The commands that a role may send at a stage, worded for people, each once. */
function nextSteps<At extends string>(steps: readonly Step<At>[], role: Role, at: At) {
  const open = steps.filter((step) => step.roles.includes(role) && step.at.includes(at)).map(({ command }) => command)
  return [...new Set(open)].map(({ type, doc }) => ({ command: type, ...doc }))
}
