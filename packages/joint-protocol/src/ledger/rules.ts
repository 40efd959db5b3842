/** The rules of architecture §7 that the simulation takes away one at a time, to show that it would notice. */
export interface Rules {
  /** Rule 1: the first answer counts, and nobody amends what it countersigned. */
  firstAnswer: boolean
  /** Rule 2: a countersignature counts only once the rivals countersigned before are refused. */
  refusedRivals: boolean
  /** Rule 3: the convenor's countersignature comes last and is the closing. */
  closing: boolean
  /** An entry is judged when everything in its heads is here. */
  waitForHeads: boolean
  /** The journal is compared with the store before anything is signed. */
  journal: boolean
  /** Whoever holds more of a chain than its recovery names refuses that recovery. */
  refusedRecoveries: boolean
}

export const protocolRules: Readonly<Rules> = Object.freeze({
  firstAnswer: true,
  refusedRivals: true,
  closing: true,
  waitForHeads: true,
  journal: true,
  refusedRecoveries: true,
})
