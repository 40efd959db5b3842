import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'

/** 组建监督小组. */
export function formGroup(
  { unknown }: { unknown: { units: readonly string[]; bodies: readonly string[]; members: readonly string[] } },
  group: CommandOf<typeof c.FormGroup>,
  { newId }: Deciding,
) {
  const { kind, unitId, leaderId, memberIds, fromOn, untilOn } = group
  if (untilOn < fromOn) throw new Refusal('supervision.day_order', { field: 'untilOn' })
  if (kind === 'RESIDENT' && unitId === undefined) throw new Refusal('group.unit_missing', { field: 'unitId' })
  if (kind === 'TOPICAL' && unitId !== undefined) throw new Refusal('group.unit_not_asked', { field: 'unitId' })
  if (unknown.units.length > 0) throw new Refusal('supervision.unknown_unit', { field: 'unitId' })
  if (unknown.bodies.length > 0) throw new Refusal('supervision.unknown_body', { field: 'bodyId' })
  requireMembers(leaderId, memberIds, unknown.members)
  return [c.GroupFormed({ groupId: newId(), ...group })]
}

/** Refuses members that the directory has not, and a leader who is listed again. */
export function requireMembers(leaderId: string, memberIds: readonly string[], unknown: readonly string[]): void {
  if (unknown.includes(leaderId)) throw new Refusal('supervision.unknown_member', { field: 'leaderId' })
  const index = memberIds.findIndex((id) => unknown.includes(id))
  if (index >= 0) throw new Refusal('supervision.unknown_member', { field: `memberIds.${index}` })
  const twice = memberIds.indexOf(leaderId)
  if (twice >= 0) throw new Refusal('group.leader_twice', { field: `memberIds.${twice}` })
}
