import type { RefusalText } from '../refusal.ts'

export const consultations = {} as const satisfies Record<string, RefusalText>
