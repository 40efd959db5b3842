import { daysBetween, lastDayOf } from '../look/dates.ts'
import { useAnswer } from './use-answer.ts'

export type Light = 'green' | 'yellow' | 'orange' | 'red'
type Days = Readonly<Record<'yellow' | 'orange', number>>

/** 亮灯天数 of the local rules, for a day that no service gave a light; none until the rules are read. */
export function useLights(): (dueAt: string) => Light | undefined {
  const { data } = useAnswer('directory.policy-in-force', {}, { staleTime: 10 * 60_000 })
  const days = data?.pack.values['deadline.signal'] as Days | undefined
  return (dueAt) => days && lightOf(dueAt, days, new Date())
}

export function lightOf(dueAt: string, { yellow, orange }: Days, now: Date): Light {
  const left = daysBetween(now, lastDayOf(dueAt))
  if (left < 0) return 'red'
  if (left <= orange) return 'orange'
  return left <= yellow ? 'yellow' : 'green'
}
