import type { CommitteeId, DecisionId, EntryId, Fingerprint } from './primitives.ts'

/** One step of checking an evidence file. `party` is who a broken step points at. */
export interface EvidenceStep {
  name:
    | 'format'
    | 'founding'
    | 'signatures'
    | 'complete'
    | 'rules'
    | 'signers'
    | 'closing'
    | 'effective'
    | 'result'
    | 'undisputed'
    | 'files'
  ok: boolean
  zh: string
  en: string
  party: CommitteeId | null
}

/** What an evidence file proves. `ok` is true when every step is. */
export interface EvidenceReport {
  ok: boolean
  steps: EvidenceStep[]
  compact: string | null
  compactName: string | null
  /** Who takes part, by name, as the steps tell them by id; and the key that each founded with, to compare with what it published. */
  sides: { committee: CommitteeId; name: string; founded: Fingerprint | null }[]
  decision: DecisionId | null
  version: EntryId | null
  title: string | null
  /** When the closing was signed, which is when a version takes effect. */
  effectiveAt: string | null
  signedBy: { committee: CommitteeId; entry: EntryId; at: string; key: string }[]
}
