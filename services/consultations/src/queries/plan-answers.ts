import { consultations as c } from '@lianxie/contracts'
import { type Answer, answerImportPreview } from '@lianxie/service-kit'
import { planImport } from '../plan-import.ts'
import { planAmendment } from './plan-amendment.ts'
import { planItem } from './plan-item.ts'
import { planItems } from './plan-items.ts'
import { publishedPlan } from './plan-published.ts'
import { planReaders } from './plan-readers.ts'
import { planYear } from './plan-year.ts'
import { plan, planHistory } from './plan.ts'
import { plans } from './plans.ts'

/** What can be read of the annual plan. */
export const planAnswers: Answer<any, any>[] = [
  plans,
  plan,
  planHistory,
  planAmendment,
  planYear,
  planReaders,
  planItems,
  planItem,
  publishedPlan,
  answerImportPreview(c.PlanImportPreview, planImport.allow),
]
