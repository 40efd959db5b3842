import type { Access } from './access.table.ts'

export const sessionAccess: Access = {}
