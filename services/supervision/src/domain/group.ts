import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import { daysBetween, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'

/** 监督小组, as far as decisions need to know it; members and units are those of now. */
export interface Group {
  id: string
  kind: c.SupervisionGroupKind
  leaderId: string
  fromOn: string
  untilOn: string
  endedOn?: string
  endedBy?: c.GroupEndCause
  /** Of the last change of its members, and of the present posting. */
  changedOn?: string
  postedOn?: string
  members: readonly { memberId: string; fromOn: string }[]
  unitIds: readonly string[]
}

/** 监督员证, as far as decisions need to know it. */
export interface Certificate {
  id: string
  memberId: string
  fromOn: string
  untilOn: string
  lapsedOn?: string
  isRevoked: boolean
}

interface Unknown {
  units: readonly string[]
  bodies: readonly string[]
  members: readonly string[]
}

/** 组建监督小组. */
export function formGroup(
  { unknown }: { unknown: Unknown },
  group: CommandOf<typeof c.FormGroup>,
  { newId }: Deciding,
) {
  const { kind, unitId, alsoUnitIds, leaderId, memberIds, fromOn, untilOn } = group
  if (untilOn < fromOn) throw new Refusal('supervision.day_order', { field: 'untilOn' })
  if (kind === 'RESIDENT' && unitId === undefined) throw new Refusal('group.unit_missing', { field: 'unitId' })
  if (kind === 'TOPICAL' && unitId !== undefined) throw new Refusal('group.unit_not_asked', { field: 'unitId' })
  if (kind === 'TOPICAL' && alsoUnitIds.length > 0) {
    throw new Refusal('group.unit_not_asked', { field: 'alsoUnitIds' })
  }
  if (unitId !== undefined && unknown.units.includes(unitId)) {
    throw new Refusal('supervision.unknown_unit', { field: 'unitId' })
  }
  refuseAny(alsoUnitIds, unknown.units, 'supervision.unknown_unit', 'alsoUnitIds')
  refuseAny(alsoUnitIds, [unitId], 'group.unit_twice', 'alsoUnitIds')
  if (unknown.bodies.length > 0) throw new Refusal('supervision.unknown_body', { field: 'bodyId' })
  requireMembers(leaderId, memberIds, unknown.members)
  return [c.GroupFormed({ groupId: newId(), ...group })]
}

/** 调整监督小组: who is new, and who is in it no more, follows from all who shall be in it. */
export function changeGroup(
  { group, unknown }: { group: Group; unknown: Unknown },
  { reason: _, ...change }: CommandOf<typeof c.ChangeGroup>,
  { now }: Deciding,
) {
  const { leaderId, memberIds, changedOn } = change
  requireRunning(group)
  requireDay(group, changedOn, { since: group.changedOn ?? group.fromOn, field: 'changedOn', now })
  if (unknown.bodies.length > 0) throw new Refusal('supervision.unknown_body', { field: 'bodyId' })
  requireMembers(leaderId, memberIds, unknown.members)
  const wanted = [leaderId, ...memberIds]
  const present = group.members.map(({ memberId }) => memberId)
  const joinedIds = wanted.filter((id) => !present.includes(id))
  const leftIds = present.filter((id) => !wanted.includes(id))
  return [c.GroupChanged({ ...change, joinedIds, leftIds })]
}

/** 委派: sent, not asked for; 由聘改派. */
export function postGroup(
  { group, unknownUnits }: { group: Group; unknownUnits: readonly string[] },
  { groupId, unitIds, postedOn }: CommandOf<typeof c.PostGroup>,
  { now }: Deciding,
) {
  requireRunning(group)
  if (group.kind !== 'RESIDENT') throw new Refusal('group.not_resident', { field: 'groupId' })
  refuseAny(unitIds, unknownUnits, 'supervision.unknown_unit', 'unitIds')
  const last = group.postedOn ?? group.fromOn
  requireDay(group, postedOn, { since: last, field: 'postedOn', now })
  if (postedOn === last) throw new Refusal('group.day_out_of_term', { field: 'postedOn' })
  if (unitIds.length === group.unitIds.length && unitIds.every((id) => group.unitIds.includes(id))) {
    throw new Refusal('group.posting_unchanged', { field: 'unitIds' })
  }
  return [c.GroupPosted({ groupId, unitIds, postedOn })]
}

/** 延长任期: also of a group whose term ran out, never of one that was ended. */
export function extendGroup(
  { group }: { group: Group },
  { groupId, untilOn }: CommandOf<typeof c.ExtendGroup>,
  { now }: Deciding,
) {
  if (group.endedBy === 'DECIDED') throw new Refusal('group.ended', { field: 'groupId' })
  if (untilOn <= group.untilOn || untilOn < shanghaiDate(now)) {
    throw new Refusal('group.not_extended', { field: 'untilOn', untilOn: group.untilOn })
  }
  return [c.GroupExtended({ groupId, untilOn })]
}

/** 结束监督小组: not while a project rests on it alone. */
export function endGroup(
  { group, dependent }: { group: Group; dependent: number },
  { groupId, endedOn }: CommandOf<typeof c.EndGroup>,
  { now }: Deciding,
) {
  requireRunning(group)
  const { fromOn, changedOn = fromOn, postedOn = fromOn } = group
  requireDay(group, endedOn, { since: changedOn > postedOn ? changedOn : postedOn, field: 'endedOn', now })
  if (dependent > 0) throw new Refusal('group.projects_open', { field: 'groupId', projects: dependent })
  return [c.GroupEnded({ groupId, endedOn, cause: 'DECIDED' })]
}

/** 任期届满: whatever projects it has, as a term ends by itself. */
export function lapseGroup(
  { group }: { group: Group },
  { groupId, ifUntil }: CommandOf<typeof c.LapseGroup>,
  { now }: Deciding,
) {
  const isOver = group.untilOn === ifUntil && shanghaiDate(now) > group.untilOn
  if (group.endedOn !== undefined || !isOver) return []
  return [c.GroupEnded({ groupId, endedOn: group.untilOn, cause: 'TERM_OVER' })]
}

/** 任期提醒: only while the term is the one of which the reminder was planned, and not over. */
export function remindOfGroupTerm(
  { group }: { group: Group },
  { groupId, ifUntil }: CommandOf<typeof c.RemindOfGroupTerm>,
  { now }: Deciding,
) {
  const { untilOn, endedOn } = group
  const left = daysBetween(shanghaiDate(now), untilOn)
  if (endedOn !== undefined || untilOn !== ifUntil || left < 0) return []
  return [c.GroupTermReminded({ groupId, untilOn, daysLeft: left })]
}

export function requireRunning({ endedOn }: Group): void {
  if (endedOn !== undefined) throw new Refusal('group.ended', { field: 'groupId', endedOn })
}

/** Refuses a day to come, but for a group that has not begun; and one before or behind what it can follow. */
function requireDay(
  { fromOn, untilOn }: Group,
  on: string,
  { since, field, now }: { since: string; field: string; now: Date },
): void {
  const today = shanghaiDate(now)
  if (on > (today > fromOn ? today : fromOn)) throw new Refusal('supervision.day_in_future', { field })
  if (on < since || on > untilOn) throw new Refusal('group.day_out_of_term', { field, since, untilOn })
}

/** Refuses members that the directory has not, and a leader who is listed again. */
export function requireMembers(leaderId: string, memberIds: readonly string[], unknown: readonly string[]): void {
  if (unknown.includes(leaderId)) throw new Refusal('supervision.unknown_member', { field: 'leaderId' })
  refuseAny(memberIds, unknown, 'supervision.unknown_member', 'memberIds')
  refuseAny(memberIds, [leaderId], 'group.leader_twice', 'memberIds')
}

/** Refuses the first of a list that is among those that it must not name. */
function refuseAny(
  list: readonly string[],
  refused: readonly (string | undefined)[],
  code: 'supervision.unknown_unit' | 'supervision.unknown_member' | 'group.unit_twice' | 'group.leader_twice',
  field: string,
): void {
  const index = list.findIndex((id) => refused.includes(id))
  if (index >= 0) throw new Refusal(code, { field: `${field}.${index}` })
}
