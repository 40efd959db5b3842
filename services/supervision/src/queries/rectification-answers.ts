import type { Answer } from '@lianxie/service-kit'

export const rectificationAnswers: Answer<any, any>[] = []
