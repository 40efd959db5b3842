import type { RefusalText } from '../refusal-text.ts'

export const levelRefusals = {} as const satisfies Record<string, RefusalText>
