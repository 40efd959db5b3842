import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../data/contracts.ts'
import { Refused } from '../../data/problem.ts'
import { ask } from '../../data/use-answer.ts'
import { dayOf } from '../../look/dates.ts'

export type Plan = Answer<'consultations.published-plan'>

/** How far back the last published plan is looked for. */
const YEARS_BACK = 5

export const thisYear = (): number => Number(dayOf(new Date()).slice(0, 4))

/** 公开的年度计划: of the year that is asked for, or else the last one that was published. Null where there is none. */
export const usePlan = (year: number | undefined) =>
  useQuery({
    queryKey: ['consultations', 'published-plan', year ?? 'latest'],
    queryFn: ({ signal }) => (year === undefined ? latest(signal) : planOf(year, signal)),
  })

async function latest(signal: AbortSignal): Promise<Plan | null> {
  for (let year = thisYear(); year >= thisYear() - YEARS_BACK; year--) {
    const plan = await planOf(year, signal)
    if (plan) return plan
  }
  return null
}

async function planOf(year: number, signal: AbortSignal): Promise<Plan | null> {
  try {
    return await ask('consultations.published-plan', { year }, signal)
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return null
    throw error
  }
}
