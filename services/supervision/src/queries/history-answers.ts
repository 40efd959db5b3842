import type { Answer } from '@lianxie/service-kit'

export const historyAnswers: Answer<any, any>[] = []
