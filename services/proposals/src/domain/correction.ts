import { type CommandOf, proposals as c, Refusal, type Role, STAFF } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import type { Proposal } from './proposal.ts'

/** 要更正的记录: words as they stand, in which role they were written, and for which unit. */
export interface Entry {
  text: string
  role: Role
  unitId?: string
}

/** 更正: by the side that made the entry, in whatever state the proposal is; what was wrong stays. */
export function correctEntry(
  { proposal, entry }: { proposal: Proposal; entry: Entry | undefined },
  { version, field, text }: CommandOf<typeof c.CorrectEntry>,
  { actor }: Deciding,
) {
  if (sideOf(actor.role) === 'UNIT' && !(entry?.unitId !== undefined && actor.units.includes(entry.unitId))) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  if (!entry) throw new Refusal('correction.no_entry', { field: 'version' })
  if (sideOf(entry.role) !== sideOf(actor.role)) throw new Refusal('correction.not_own', { field: 'version' })
  if (entry.text === text) throw new Refusal('correction.same', { field: 'text' })
  return [c.EntryCorrected({ proposalId: proposal.id, corrects: version, field })]
}

/** The office corrects what the office has entered, every other role what was entered in it: a unit its own unit's. */
const sideOf = (role: Role): string => {
  if ((STAFF as readonly Role[]).includes(role)) return 'OFFICE'
  return role === 'UNIT_HANDLER' || role === 'UNIT_LEADER' ? 'UNIT' : role
}
