/**
 * How one sending ended: it arrived; it was refused for good; the other side asked to come again; it is not there at all, which
 * is the fault of none of the letters; or it was given the letter and did not answer, so that nobody knows.
 */
export type Outcome =
  | { kind: 'SENT' }
  | { kind: 'REFUSED'; error: string }
  | { kind: 'LATER'; error: string }
  | { kind: 'AWAY'; error: string }
  | { kind: 'UNSURE'; error: string }
