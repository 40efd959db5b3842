import type { RefusalText } from '../refusal-text.ts'

export const appraisalRefusals = {} as const satisfies Record<string, RefusalText>
