import type { Appliers } from './appliers.ts'

export const levelAppliers = {} satisfies Partial<Appliers>
