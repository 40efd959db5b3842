/**
 * How one sending ended: it arrived; it was refused for good; the other side asked to come again; or it is not there at all,
 * which is the fault of none of the letters.
 */
export type Outcome =
  | { kind: 'SENT' }
  | { kind: 'REFUSED'; error: string }
  | { kind: 'LATER'; error: string }
  | { kind: 'AWAY'; error: string }
