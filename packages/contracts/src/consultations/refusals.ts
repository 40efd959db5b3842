import type { RefusalText } from '../refusal-text.ts'
import { planRefusals } from './plan-refusals.ts'
import { sessionRefusals } from './session-refusals.ts'

export const consultations = { ...planRefusals, ...sessionRefusals } as const satisfies Record<string, RefusalText>
