import type { Answer } from '@lianxie/service-kit'

export const groupAnswers: Answer<any, any>[] = []
