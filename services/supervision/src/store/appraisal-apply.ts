import type { Appliers } from './appliers.ts'

export const appraisalAppliers = {} satisfies Partial<Appliers>
