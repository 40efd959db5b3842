import type { Answer } from '@lianxie/service-kit'

export const sessionAnswers: Answer[] = []
