import type { Answer } from '@lianxie/service-kit'

export const levelAnswers: Answer<any, any>[] = []
