import type { Answer } from '@lianxie/service-kit'
import { findingAnswers } from './finding-answers.ts'
import { visitAnswers } from './visit-answers.ts'

/** 走访与问题, as they are read. */
export const fieldAnswers: Answer<any, any>[] = [...visitAnswers, ...findingAnswers]
