import type { Answer } from '@lianxie/service-kit'

export const fieldAnswers: Answer<any, any>[] = []
