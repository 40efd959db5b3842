import type { RefusalText } from '../refusal-text.ts'

export const reportRefusals = {} as const satisfies Record<string, RefusalText>
