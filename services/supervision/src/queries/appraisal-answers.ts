import type { Answer } from '@lianxie/service-kit'

export const appraisalAnswers: Answer<any, any>[] = []
