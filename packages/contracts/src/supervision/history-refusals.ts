import type { RefusalText } from '../refusal-text.ts'

export const historyRefusals = {} as const satisfies Record<string, RefusalText>
