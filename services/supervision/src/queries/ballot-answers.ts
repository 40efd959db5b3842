import type { Answer } from '@lianxie/service-kit'

export const ballotAnswers: Answer<any, any>[] = []
