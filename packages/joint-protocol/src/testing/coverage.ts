/** The kinds of fault that a history can contain; each is counted when it really happened. */
export const faults = [
  'reorder',
  'drop',
  'duplicate',
  'partition',
  'crash',
  'crash between journal and store',
  'restore with journal',
  'restore without journal',
  'clock skew',
  'member gone',
  'membership change',
  'key rotation',
  'key recovery',
  'equivocation',
  'hub lost',
] as const

export type Fault = (typeof faults)[number]
export type Coverage = Record<Fault, number>

export const newCoverage = (): Coverage => Object.fromEntries(faults.map((f) => [f, 0])) as Coverage
