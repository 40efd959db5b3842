import { z } from 'zod'

/** 走访状态. */
export const VISIT_STATES = {
  PLANNED: { zh: '已安排', en: 'planned' },
  HELD: { zh: '已走访', en: 'held' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
} as const
export type VisitState = keyof typeof VISIT_STATES
export const VisitState = z
  .enum(Object.keys(VISIT_STATES) as [VisitState, ...VisitState[]])
  .meta({ id: 'SupervisionVisitState' })

/** 扫描状态 of a file. */
export const FileScanState = z.enum(['NOT_SCANNED', 'CLEAN', 'INFECTED']).meta({ id: 'FileScanState' })
