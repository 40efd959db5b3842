import type { Appliers } from './appliers.ts'

export const historyAppliers = {} satisfies Partial<Appliers>
