import type { LocalDate } from '@lianxie/contracts'
import type { Pause } from './pause.ts'
import { weekday } from './shanghai-date.ts'
import { describeTerm, type Term } from './term.ts'
import type { Text } from './text.ts'
import type { CalendarDay } from './working-calendar.ts'

/** One step of "why this date", for people; `code` is for programs. */
export interface DeadlineStep extends Text {
  code:
    | 'anchor'
    | 'extended'
    | 'paused'
    | 'weekends-skipped'
    | 'holiday-skipped'
    | 'make-up-counted'
    | 'counted'
    | 'clamped'
    | 'moved'
    | 'capped'
    | 'year-not-announced'
    | 'due'
  /** The day the step is about, or the date reached by it. */
  date?: LocalDate
}

export const STEPS = {
  anchor(date: LocalDate, term: Term, direction: 'after' | 'before'): DeadlineStep {
    const { zh, en } = describeTerm(term)
    const backwards = direction === 'before'
    return {
      code: 'anchor',
      date,
      zh: `自${said(date)}起${backwards ? '向前' : ''}计${zh}，当日不计`,
      en: `${en} counted ${backwards ? 'back from' : 'from'} ${date}; that day is not counted`,
    }
  },
  extended(date: LocalDate, term: Term): DeadlineStep {
    const { zh, en } = describeTerm(term)
    return {
      code: 'extended',
      date,
      zh: `经批准延期${zh}，自${said(date)}起续计`,
      en: `extended by ${en} from ${date}`,
    }
  },
  paused({ from, to, reason }: Pause, effect?: { lost: number; date: LocalDate }): DeadlineStep {
    return {
      code: 'paused',
      date: effect?.date ?? to,
      zh: `${said(from)}至${said(to)}暂停计时${reason ? `（${reason}）` : ''}${effect ? `，顺延${effect.lost}天至${said(effect.date)}` : ''}`,
      en: `the clock stood still from ${from} to ${to}${effect ? `: ${effect.lost} days later, ${effect.date}` : ''}`,
    }
  },
  weekendsSkipped(days: number): DeadlineStep {
    return { code: 'weekends-skipped', zh: `其间周末${days}天不计`, en: `${days} weekend ${plural(days)} not counted` }
  },
  holidaySkipped({ holiday, notice }: Named, from: LocalDate, to: LocalDate): DeadlineStep {
    return {
      code: 'holiday-skipped',
      date: from,
      zh: `${from === to ? said(from) : `${said(from)}至${said(to)}`}${holiday.zh}放假不计（${notice}）`,
      en: `${from === to ? from : `${from} to ${to}`} not counted: ${holiday.en} (${notice})`,
    }
  },
  makeUpCounted({ date, holiday, notice }: Named): DeadlineStep {
    const day = WEEKDAYS[weekday(date)] as Text
    return {
      code: 'make-up-counted',
      date,
      zh: `${said(date)}（${day.zh}）为${holiday.zh}调休上班，计入（${notice}）`,
      en: `${date} (${day.en}) counted: a make-up workday for ${holiday.en} (${notice})`,
    }
  },
  counted(date: LocalDate, amount: number): DeadlineStep {
    return { code: 'counted', date, zh: `第${amount}个工作日为${said(date)}`, en: `working day ${amount} is ${date}` }
  },
  clamped(from: LocalDate, date: LocalDate): DeadlineStep {
    return {
      code: 'clamped',
      date,
      zh: `到期月没有${Number(from.slice(8))}日，以月末日${said(date)}为准`,
      en: `that month has no day ${Number(from.slice(8))}: its last day, ${date}, stands in`,
    }
  },
  moved(from: CalendarDay, date: LocalDate): DeadlineStep {
    const later = date > from.date
    return {
      code: 'moved',
      date,
      zh: `${said(from.date)}为${from.holiday ? `${from.holiday.zh}假期` : '周末'}，${later ? '顺延' : '提前'}至工作日${said(date)}`,
      en: `${from.date} is ${from.holiday ? `off for ${from.holiday.en}` : 'a weekend day'}: ${later ? 'moved on' : 'moved back'} to the working day ${date}`,
    }
  },
  capped(from: LocalDate, date: LocalDate, max: Term): DeadlineStep {
    const { zh, en } = describeTerm(max)
    return {
      code: 'capped',
      date,
      zh: `${said(from)}超过最长期限${zh}，以${said(date)}为限`,
      en: `${from} is beyond the limit of ${en}: ${date} at the latest`,
    }
  },
  notAnnounced(year: number): DeadlineStep {
    return {
      code: 'year-not-announced',
      zh: `${year}年节假日安排尚未公布，暂只按周末计算，公布后须重新计算`,
      en: `calendar of ${year} not announced yet: only weekends are known, count again once it is`,
    }
  },
  due(date: LocalDate): DeadlineStep {
    return {
      code: 'due',
      date,
      zh: `截止${said(date)} 24:00（北京时间）`,
      en: `due at 24:00 on ${date}, Asia/Shanghai`,
    }
  },
}

/** The days off and make-up days met while counting working days, holidays as ranges, weekends as a number. */
export function explainWalk(walked: readonly CalendarDay[]): DeadlineStep[] {
  const steps: DeadlineStep[] = []
  const weekends = walked.filter(({ kind }) => kind === 'weekend').length
  if (weekends > 0) steps.push(STEPS.weekendsSkipped(weekends))
  for (let index = 0; index < walked.length; index += 1) {
    const day = walked[index] as CalendarDay
    if (!isNamed(day)) continue
    if (day.kind === 'make-up') {
      steps.push(STEPS.makeUpCounted(day))
      continue
    }
    let last = day
    for (let next = walked[index + 1]; next && isSameHoliday(day, next); next = walked[index + 1]) {
      last = next
      index += 1
    }
    const [from, to] = [day.date, last.date].sort() as [LocalDate, LocalDate]
    steps.push(STEPS.holidaySkipped(day, from, to))
  }
  return steps
}

/** As an office writes a day: 2026年4月3日. */
const said = (date: LocalDate): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

type Named = CalendarDay & { holiday: Text; notice: string }

const isNamed = (day: CalendarDay): day is Named => day.holiday !== undefined && day.notice !== undefined
const isSameHoliday = (day: Named, next: CalendarDay): next is Named =>
  next.kind === 'holiday' && isNamed(next) && next.holiday === day.holiday && next.notice === day.notice
const plural = (days: number) => (days === 1 ? 'day is' : 'days are')

const WEEKDAYS: readonly Text[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
]
