import type { Appliers } from './appliers.ts'

export const rectificationAppliers = {} satisfies Partial<Appliers>
