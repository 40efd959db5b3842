import type { RefusalText } from '../refusal-text.ts'

export const rectificationRefusals = {} as const satisfies Record<string, RefusalText>
