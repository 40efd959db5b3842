import { type Deadline, Refusal, type supervision as c } from '@lianxie/contracts'
import { addDays, daysBetween, deadline, dueBy, endOfDay, shanghaiDate, type Term } from '@lianxie/policy'
import type { Rules } from './deciding.ts'

/** 整改期限: as it was counted, and by what; a fixed day has no term. */
export interface Counted {
  deadline: Deadline
  rectifyTerm?: c.RectifyTerm
}

/** Nobody is given longer than this; a day further on is a slip of the pen. */
const MOST_DAYS = 730

/** 整改期限: by the local rules, by another number of days, or on a fixed day; counted from today. */
export function rectifyTerm(rules: Rules, other: c.OtherTerm | undefined, now: Date, field: string): Counted {
  const anchor = shanghaiDate(now)
  if (other === undefined) {
    return {
      deadline: dueBy(rules, 'supervision.rectifyDue', { anchor }),
      rectifyTerm: rules.values['supervision.rectifyDue'],
    }
  }
  if (other.by === 'DAYS') {
    const term: Term = { amount: other.days, unit: 'day' }
    return { deadline: deadline({ anchor, term }), rectifyTerm: term }
  }
  requireDayAhead(other.on, anchor, `${field}.on`)
  return {
    deadline: onDay(other.on, [
      { code: 'fixed', date: other.on, zh: `另行确定${other.on}前完成`, en: `fixed for this issue: ${other.on}` },
    ]),
  }
}

/** 复核用时顺延: the clock stood still from the dispute to the re-check; a fixed day moves by as many days. */
export function afterDispute(
  { deadline: before, rectifyTerm: term }: Counted,
  { listedOn, disputedOn, now }: { listedOn: string; disputedOn: string; now: Date },
): Deadline {
  const to = shanghaiDate(now)
  if (to === disputedOn) return before
  if (term)
    return deadline({ anchor: listedOn, term: term as Term, pauses: [{ from: disputedOn, to, reason: '异议复核' }] })
  const lost = daysBetween(disputedOn, to)
  const date = addDays(before.date, lost)
  return onDay(date, [
    ...withoutDue(before),
    {
      code: 'paused',
      date,
      zh: `${disputedOn}至${to}暂停计时（异议复核），顺延${lost}天至${date}`,
      en: `the clock stood still from ${disputedOn} to ${to}: ${lost} days later, ${date}`,
    },
  ])
}

/** 批准的延期: to the day that the unit asked for. */
export const extendedTo = (until: string, before: Deadline): Deadline =>
  onDay(until, [
    ...withoutDue(before).slice(-50),
    {
      code: 'extended',
      date: until,
      zh: `经批准由${before.date}延至${until}`,
      en: `extended from ${before.date} to ${until}`,
    },
  ])

/** 回头看日期. */
export const lookBackDue = (rules: Rules, now: Date): string =>
  dueBy(rules, 'supervision.lookBackAfter', { anchor: shanghaiDate(now) }).date

/** Refuses a day that is not ahead, or too far. */
export function requireDayAhead(day: string, today: string, field: string): void {
  if (day <= today) throw new Refusal('issue.day_past', { field })
  if (day > addDays(today, MOST_DAYS)) throw new Refusal('issue.day_too_far', { field })
}

const withoutDue = ({ steps }: Deadline) => steps.filter(({ code }) => code !== 'due')

/** A deadline on a day that was named rather than counted. */
const onDay = (date: string, steps: Deadline['steps']): Deadline => ({
  due: endOfDay(date),
  date,
  calendarKnown: true,
  unknownYears: [],
  steps: [
    ...steps,
    { code: 'due', date, zh: `截止${date} 24:00（北京时间）`, en: `due at 24:00 on ${date}, Asia/Shanghai` },
  ],
})
