import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { refuseUnknown } from './plan-item.ts'
import type { Deciding } from './plan.ts'
import { type Item, moveItem, requireItem } from './session-item.ts'
import { notFound, refuseUnknownMembers, requireDistinct } from './session.ts'

/** 调研组. */
export interface Research {
  id: string
  itemId: string
  state: c.ResearchState
  leaderId: string
  secretaryId: string
  members: { memberId: string; hasConflict: boolean }[]
  reportVersion: number
  plannedVisits: number
}

export interface Visit {
  id: string
  state: 'PLANNED' | 'HELD' | 'CANCELLED'
}

/** 组建调研组: for a scheduled item; with the first group the item is being researched. */
export function formResearchGroup(
  { item, unknownMembers }: { item: Item; unknownMembers: string[] },
  { itemId, title, leaderId, secretaryId, memberIds }: CommandOf<typeof c.FormResearchGroup>,
  { newId }: Deciding,
) {
  requireItem(item, ['SCHEDULED', 'RESEARCHING'])
  requireDistinct([leaderId, secretaryId, ...memberIds], 'research.listed_twice', 'memberIds')
  refuseUnknownMembers(unknownMembers, 'memberIds')
  const researchId = newId()
  return [
    c.ResearchGroupFormed({ researchId, itemId, title, leaderId, secretaryId, memberIds }),
    ...moveItem(item, 'RESEARCHING', { researchId }),
  ]
}

/** 调整调研组. */
export function changeResearchGroup(
  { research, unknownMembers }: { research: Research; unknownMembers: string[] },
  { leaderId, secretaryId, memberIds, reason }: CommandOf<typeof c.ChangeResearchGroup>,
) {
  requireResearch(research, ['FORMED', 'REPORTED'])
  requireDistinct([leaderId, secretaryId, ...memberIds], 'research.listed_twice', 'memberIds')
  refuseUnknownMembers(unknownMembers, 'memberIds')
  return [c.ResearchGroupChanged({ researchId: research.id, leaderId, secretaryId, memberIds, reason })]
}

/** 利益关联: a member notes the own interest, the office that of any; the member stays, and all see that it is noted. */
export function declareConflict(
  { research }: { research: Research },
  { memberId }: CommandOf<typeof c.DeclareConflict>,
  { actor }: Deciding,
) {
  if (actor.role === 'MEMBER' && memberId !== actor.memberId) throw notFound('memberId')
  requireInGroup(research, actor)
  requireResearch(research, ['FORMED', 'REPORTED'])
  const member = research.members.find((one) => one.memberId === memberId)
  if (!member) throw new Refusal('research.not_in_group', { field: 'memberId' })
  if (member.hasConflict) throw new Refusal('research.conflict_noted', { field: 'memberId' })
  return [c.ResearchConflictDeclared({ researchId: research.id, memberId })]
}

/** 安排走访: by the office, the leader or the secretary. */
export function planVisit(
  { research, unknownUnits }: { research: Research; unknownUnits: string[] },
  { place, purpose, startsAt, unitIds }: CommandOf<typeof c.PlanVisit>,
  { actor, newId }: Deciding,
) {
  requireLead(research, actor)
  requireResearch(research, ['FORMED', 'REPORTED'])
  refuseUnknown({ bodies: [], units: unknownUnits }, { units: 'unitIds' })
  return [c.ResearchVisitPlanned({ researchId: research.id, visitId: newId(), place, purpose, startsAt, unitIds })]
}

/** 登记走访: it took place, with members of the group. */
export function reportVisit(
  { research, visit }: { research: Research; visit: Visit },
  { heldAt, memberIds, files }: CommandOf<typeof c.ReportVisit>,
  { now, actor }: Deciding,
) {
  requireLead(research, actor)
  requireResearch(research, ['FORMED', 'REPORTED'])
  requirePlanned(visit)
  if (heldAt > now.toISOString()) throw new Refusal('visit.in_future', { field: 'heldAt' })
  requireDistinct(memberIds, 'research.listed_twice', 'memberIds')
  const stranger = memberIds.findIndex((id) => !research.members.some(({ memberId }) => memberId === id))
  if (stranger >= 0) throw new Refusal('research.not_in_group', { field: `memberIds.${stranger}` })
  return [c.ResearchVisitHeld({ researchId: research.id, visitId: visit.id, heldAt, memberIds, files })]
}

/** 取消走访. */
export function cancelVisit(
  { research, visit }: { research: Research; visit: Visit },
  { reason }: CommandOf<typeof c.CancelVisit>,
  { actor }: Deciding,
) {
  requireLead(research, actor)
  requirePlanned(visit)
  return [c.ResearchVisitCancelled({ researchId: research.id, visitId: visit.id, reason })]
}

/** 提交调研报告: the next version, by the office, the leader or the secretary. */
export function submitResearchReport(
  { research }: { research: Research },
  { title, summary, file }: CommandOf<typeof c.SubmitResearchReport>,
  { actor }: Deciding,
) {
  requireLead(research, actor)
  requireResearch(research, ['FORMED', 'REPORTED'])
  const { id: researchId, itemId, reportVersion } = research
  return [c.ResearchReportSubmitted({ researchId, itemId, version: reportVersion + 1, title, summary, file })]
}

/** 调研结束: the last report stands, and no visit is left open. */
export function completeResearch(
  { research }: { research: Research },
  _command: CommandOf<typeof c.CompleteResearch>,
  { actor }: Deciding,
) {
  requireLead(research, actor)
  if (research.state === 'FORMED') throw new Refusal('research.no_report', { field: 'researchId' })
  requireResearch(research, ['REPORTED'])
  if (research.plannedVisits > 0) throw new Refusal('research.visits_open', { field: 'researchId' })
  return [
    c.ResearchCompleted({ researchId: research.id, itemId: research.itemId, reportVersion: research.reportVersion }),
  ]
}

/** 撤销调研组: one that will not report. */
export function dissolveResearchGroup(
  { research }: { research: Research },
  { reason }: CommandOf<typeof c.DissolveResearchGroup>,
) {
  requireResearch(research, ['FORMED'])
  return [c.ResearchGroupDissolved({ researchId: research.id, itemId: research.itemId, reason })]
}

function requireResearch(research: Research, states: readonly c.ResearchState[]): void {
  if (!states.includes(research.state)) {
    throw new Refusal('research.wrong_state', { field: 'researchId', state: research.state, expected: states })
  }
}

/** To members outside of it the group does not exist. */
function requireInGroup(research: Research, { role, memberId }: Deciding['actor']): void {
  if (role === 'MEMBER' && !research.members.some((one) => one.memberId === memberId)) throw notFound('researchId')
}

/** 组长、秘书: of the members, these two act for the group. */
function requireLead(research: Research, actor: Deciding['actor']): void {
  requireInGroup(research, actor)
  if (actor.role !== 'MEMBER') return
  if (actor.memberId !== research.leaderId && actor.memberId !== research.secretaryId) {
    throw new Refusal('auth.forbidden', { field: 'researchId' })
  }
}

function requirePlanned(visit: Visit): void {
  if (visit.state !== 'PLANNED') throw new Refusal('visit.wrong_state', { field: 'visitId', state: visit.state })
}
