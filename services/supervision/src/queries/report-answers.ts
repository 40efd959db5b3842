import type { Answer } from '@lianxie/service-kit'

export const reportAnswers: Answer<any, any>[] = []
