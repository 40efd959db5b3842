import type { CommitteeId, DecisionId, EntryId } from './primitives.ts'

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
  decision: DecisionId | null
  version: EntryId | null
  title: string | null
  signedBy: { committee: CommitteeId; entry: EntryId; at: string; key: string }[]
}
