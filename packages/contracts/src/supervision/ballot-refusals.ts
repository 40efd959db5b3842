import type { RefusalText } from '../refusal-text.ts'

export const ballotRefusals = {} as const satisfies Record<string, RefusalText>
