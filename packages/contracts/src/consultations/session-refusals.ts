import type { RefusalText } from '../refusal.ts'

export const sessionRefusals = {} as const satisfies Record<string, RefusalText>
