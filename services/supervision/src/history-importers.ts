import type { Role } from '@lianxie/contracts'

/** 历史导入: who brings past years in, and sees what was brought in. */
export const IMPORTERS = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const satisfies readonly Role[]
