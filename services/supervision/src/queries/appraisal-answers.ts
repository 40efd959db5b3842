import type { Answer } from '@lianxie/service-kit'
import { appraisal } from './appraisal-detail.ts'
import { appraisals } from './appraisal-list.ts'
import { appraisalResult, hallScreen } from './appraisal-result.ts'
import { answerTexts, openQuestionnaire, questionnaireResult } from './questionnaire-answers.ts'

/** 民主评议 and its questionnaires. */
export const appraisalAnswers: Answer<any, any>[] = [
  appraisals,
  appraisal,
  appraisalResult,
  hallScreen,
  openQuestionnaire,
  questionnaireResult,
  answerTexts,
]
