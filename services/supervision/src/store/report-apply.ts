import type { Appliers } from './appliers.ts'

export const reportAppliers = {} satisfies Partial<Appliers>
