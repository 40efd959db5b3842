import type { RefusalText } from '../refusal.ts'

export const directory = {} as const satisfies Record<string, RefusalText>
