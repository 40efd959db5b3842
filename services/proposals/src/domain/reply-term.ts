import { Refusal } from '@lianxie/contracts'
import { type Deadline, deadline, dueBy, endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Rules } from './deciding.ts'

/** 答复期限 as it stands: by the rules, or on a day that was fixed; and the clock from which it is counted. */
export interface ReplyTerm {
  deadline: Deadline
  byRule: boolean
  /** How many extensions were granted. */
  extensions: number
  /** The day of the first assignment. */
  assignedOn: string
}

/** 答复期限: counted from the first assignment, or on the day that the region fixes, within the longest time. */
export function replyTerm(
  rules: Rules,
  { assignedOn, fixedOn, now }: { assignedOn: string; fixedOn?: string | undefined; now: Date },
): { replyDeadline: Deadline; replyByRule: boolean } {
  const max = rules.values['proposal.absoluteMax']
  if (fixedOn === undefined) {
    return { replyDeadline: dueBy(rules, 'proposal.replyDue', { anchor: assignedOn, max }), replyByRule: true }
  }
  if (fixedOn < shanghaiDate(now)) throw new Refusal('proposal.day_in_past', { field: 'fixedReplyOn' })
  const limit = deadline({ anchor: assignedOn, term: max })
  if (fixedOn > limit.date) {
    throw new Refusal('assignment.reply_too_late', { field: 'fixedReplyOn', latest: limit.date })
  }
  return {
    replyDeadline: on(fixedOn, [
      { code: 'fixed', date: fixedOn, zh: `统一规定${fixedOn}前答复`, en: `fixed for all: ${fixedOn}` },
    ]),
    replyByRule: false,
  }
}

/** 延期后最晚的答复期限: one extension from the date reached, within the longest time from the first assignment. */
export function latestExtension(
  { deadline: reached, byRule, extensions, assignedOn }: ReplyTerm,
  rules: Rules,
): Deadline {
  const { 'proposal.extension': term, 'proposal.absoluteMax': max } = rules.values
  if (byRule) {
    const granted = Array.from({ length: extensions + 1 }, () => term)
    return dueBy(rules, 'proposal.replyDue', { anchor: assignedOn, extensions: granted, max })
  }
  const counted = deadline({ anchor: reached.date, term })
  const limit = deadline({ anchor: assignedOn, term: max })
  const [, ...walked] = counted.steps
  const extended = {
    code: 'extended',
    date: reached.date,
    zh: `经批准延期，自${reached.date}起续计`,
    en: `extended from ${reached.date}`,
  }
  const before = reached.steps.filter(({ code }) => code !== 'due')
  if (counted.date <= limit.date) return { ...counted, steps: [...before, extended, ...walked] as Deadline['steps'] }
  return {
    ...on(limit.date, [
      ...before,
      extended,
      {
        code: 'capped',
        date: limit.date,
        zh: `${counted.date}超过办理最长期限，以${limit.date}为限`,
        en: `${counted.date} is beyond the longest time for handling: ${limit.date} at the latest`,
      },
    ]),
    calendarKnown: limit.calendarKnown,
    unknownYears: limit.unknownYears,
  }
}

/** 批准的延期: to the day that was asked for, which is no later than the latest. */
export function extendedTo(until: string, latest: Deadline): { replyDeadline: Deadline; isWhole: boolean } {
  if (until === latest.date) return { replyDeadline: latest, isWhole: true }
  const asked = { code: 'asked', date: until, zh: `按申请延至${until}`, en: `to ${until}, as the unit asked` }
  return {
    replyDeadline: on(until, [...latest.steps.filter(({ code }) => code !== 'due'), asked]),
    isWhole: false,
  }
}

/** A deadline on a day that was named rather than counted. */
const on = (date: string, steps: readonly { code: string; date?: string; zh: string; en: string }[]): Deadline => ({
  due: endOfDay(date),
  date,
  calendarKnown: true,
  unknownYears: [],
  steps: [
    ...steps,
    { code: 'due', date, zh: `截止${date} 24:00（北京时间）`, en: `due at 24:00 on ${date}, Asia/Shanghai` },
  ] as Deadline['steps'],
})
