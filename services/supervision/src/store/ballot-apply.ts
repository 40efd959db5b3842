import type { Appliers } from './appliers.ts'

export const ballotAppliers = {} satisfies Partial<Appliers>
