import type { RefusalText } from '../refusal.ts'

export const joint = {} as const satisfies Record<string, RefusalText>
