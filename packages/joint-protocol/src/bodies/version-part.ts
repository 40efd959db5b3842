import { z } from 'zod'
import { CommitteeId, DecisionId, EntryId, Instant, sortedSet } from '../primitives.ts'
import { Files } from '../file-ref.ts'

/**
 * What every version of a decision pins (architecture §7).
 * `decision`: null on the first version, whose entry id then names the decision.
 * `base`: the effective version it builds on, or null. Versions with one base are rivals.
 * `parents`: the versions it amends; issuing it refuses them.
 * `signers`: who must sign, `convenor` (one of them) last: that countersignature is the closing.
 */
export const versionPart = {
  decision: DecisionId.nullable(),
  base: EntryId.nullable(),
  parents: sortedSet(EntryId, 16),
  signers: sortedSet(CommitteeId, 64).min(1),
  convenor: CommitteeId,
  deadline: Instant.nullable(),
  files: Files,
}

export const VersionPart = z.object(versionPart)
export type VersionPart = z.infer<typeof VersionPart>
