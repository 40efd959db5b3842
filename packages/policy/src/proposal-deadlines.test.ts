import { expect, test } from 'vitest'
import { daysLeft, reminders } from './deadline-signal.ts'
import { HolidayNotice } from './holiday-notice.ts'
import { defaultPack, defaultValues, dueBy } from './policy-pack.ts'
import type { TermKey } from './policy-rules.ts'
import { publicHolidays } from './public-holidays.ts'
import { days, type Term, workingDays } from './term.ts'
import { type WorkingCalendar, workingCalendar } from './working-calendar.ts'

interface More {
  /** How many extensions were granted, each as long as the local rule says. */
  extended?: number
  /** A local rule other than the product's. */
  term?: Term
  /** Years that took part although their holidays are not announced. */
  unknown?: number[]
}

/** What the explanation tells besides the count itself, as a set. */
type Told = ('moved' | 'clamped' | 'extended' | 'capped' | 'off' | 'make-up')[]

type Case = readonly [rule: string, key: TermKey, from: string, last: string, told: Told, more?: More]

// Each last day was counted by hand on the calendars printed with the notices of the State Council.
const CASES: readonly Case[] = [
  // 答复: three months from assignment, on to the next working day.
  ['a reply is due on the same day of the third month', 'proposal.replyDue', '2022-03-10', '2022-06-10', []],
  ['清明 2022: a reply due on its last day', 'proposal.replyDue', '2022-01-05', '2022-04-06', ['moved']],
  ['国庆 2022: on to the make-up Saturday', 'proposal.replyDue', '2022-07-01', '2022-10-08', ['moved']],
  ['国庆 2025: no make-up day follows at once', 'proposal.replyDue', '2025-07-01', '2025-10-09', ['moved']],
  ['国庆 2024: the make-up Saturday itself is worked', 'proposal.replyDue', '2024-07-12', '2024-10-12', []],
  ['春节 2022: due on 除夕, on to the Monday', 'proposal.replyDue', '2021-10-31', '2022-02-07', ['moved']],
  ['春节 2023: due on 除夕, on to the make-up Saturday', 'proposal.replyDue', '2022-10-21', '2023-01-28', ['moved']],
  ['春节 2024: due on 初一, on to the make-up Sunday', 'proposal.replyDue', '2023-11-10', '2024-02-18', ['moved']],
  ['春节 2025: due on 除夕, on to the Wednesday', 'proposal.replyDue', '2024-10-28', '2025-02-05', ['moved']],
  ['春节 2026: due on its first day, nine days on', 'proposal.replyDue', '2025-11-15', '2026-02-24', ['moved']],
  ['春节 2026: the make-up Saturday before it is worked', 'proposal.replyDue', '2025-11-14', '2026-02-14', []],
  ['30 November has no such day in February', 'proposal.replyDue', '2021-11-30', '2022-02-28', ['clamped']],
  ['30 November before a leap year', 'proposal.replyDue', '2023-11-30', '2024-02-29', ['clamped']],
  [
    'an assignment just after midnight is of that day',
    'proposal.replyDue',
    '2022-03-10T16:30:00.000Z',
    '2022-06-13',
    ['moved'],
  ],

  // 延期: each from the last day that was told, six months from assignment at most.
  [
    'an extension ends on a Sunday',
    'proposal.replyDue',
    '2022-03-10',
    '2022-07-11',
    ['extended', 'moved'],
    { extended: 1 },
  ],
  [
    'an extension counts from the last day after 国庆',
    'proposal.replyDue',
    '2022-07-01',
    '2022-11-08',
    ['moved', 'extended'],
    { extended: 1 },
  ],
  [
    'an extension from a make-up Saturday, 29 January',
    'proposal.replyDue',
    '2021-10-29',
    '2022-02-28',
    ['extended', 'clamped'],
    { extended: 1 },
  ],
  [
    'an extension that ends in 春节 2023',
    'proposal.replyDue',
    '2022-09-27',
    '2023-01-28',
    ['extended', 'moved'],
    { extended: 1 },
  ],
  ['two extensions', 'proposal.replyDue', '2022-04-01', '2022-09-01', ['extended'], { extended: 2 }],
  [
    'a third reaches the sixth month on a day off, and is not moved past it',
    'proposal.replyDue',
    '2022-04-01',
    '2022-10-01',
    ['extended', 'moved', 'capped'],
    { extended: 3 },
  ],
  [
    'a third reaches the sixth month at the end of February',
    'proposal.replyDue',
    '2021-08-31',
    '2022-02-28',
    ['clamped', 'extended'],
    { extended: 3 },
  ],
  [
    'a fourth stops at the sixth month, on 中秋',
    'proposal.replyDue',
    '2022-03-10',
    '2022-09-10',
    ['extended', 'moved', 'capped'],
    { extended: 4 },
  ],

  // 退办: seven working days, 逾期视为签收.
  ['a unit has seven working days', 'proposal.unitReturnDays', '2022-03-10', '2022-03-21', []],
  ['春节 2022: two make-up days before it', 'proposal.unitReturnDays', '2022-01-28', '2022-02-11', ['make-up', 'off']],
  ['春节 2023: two make-up days after it', 'proposal.unitReturnDays', '2023-01-18', '2023-02-01', ['off', 'make-up']],
  ['春节 2024: 除夕 is worked', 'proposal.unitReturnDays', '2024-02-05', '2024-02-20', ['off', 'make-up']],
  ['春节 2025: a make-up day on each side', 'proposal.unitReturnDays', '2025-01-24', '2025-02-10', ['make-up', 'off']],
  [
    '春节 2026: ends on the make-up Saturday after it',
    'proposal.unitReturnDays',
    '2026-02-12',
    '2026-02-28',
    ['make-up', 'off'],
  ],
  [
    '国庆 2022: the weekend after it is worked',
    'proposal.unitReturnDays',
    '2022-09-29',
    '2022-10-13',
    ['off', 'make-up'],
  ],
  ['国庆 2023 with 中秋', 'proposal.unitReturnDays', '2023-09-27', '2023-10-12', ['off', 'make-up']],
  [
    '国庆 2024: the Sunday before it is worked',
    'proposal.unitReturnDays',
    '2024-09-26',
    '2024-10-11',
    ['make-up', 'off'],
  ],
  [
    '中秋 2026 follows the make-up Sunday of 国庆',
    'proposal.unitReturnDays',
    '2026-09-17',
    '2026-09-28',
    ['make-up', 'off'],
  ],
  [
    'an assignment just after midnight leaves a day more',
    'proposal.unitReturnDays',
    '2022-03-10T16:30:00.000Z',
    '2022-03-22',
    [],
  ],
  [
    'where it is three working days: 劳动节 2022',
    'proposal.unitReturnDays',
    '2022-04-28',
    '2022-05-06',
    ['off'],
    { term: workingDays(3) },
  ],
  [
    'where it is ten days: on past 国庆 2022',
    'proposal.unitReturnDays',
    '2022-09-21',
    '2022-10-08',
    ['moved'],
    { term: days(10) },
  ],
  [
    'the office answers within seven days: 国庆 2022',
    'proposal.returnAnswerDue',
    '2022-09-27',
    '2022-10-08',
    ['moved'],
  ],
  [
    'the office answers within seven days: 春节 2025',
    'proposal.returnAnswerDue',
    '2025-01-22',
    '2025-02-05',
    ['moved'],
  ],

  // 会办意见: one month.
  ['a month from 31 January', 'proposal.coUnitOpinionDue', '2023-01-31', '2023-02-28', ['clamped']],
  ['a month from 31 January of a leap year', 'proposal.coUnitOpinionDue', '2024-01-31', '2024-02-29', ['clamped']],
  ['a month from 31 August ends before 国庆', 'proposal.coUnitOpinionDue', '2022-08-31', '2022-09-30', ['clamped']],
  ['a month from 31 March ends before 劳动节', 'proposal.coUnitOpinionDue', '2025-03-31', '2025-04-30', ['clamped']],
  ['a month that ends in 春节 2024', 'proposal.coUnitOpinionDue', '2024-01-12', '2024-02-18', ['moved']],

  // 首次联系: fifteen working days.
  [
    '清明 2022: the Saturday before it is worked',
    'proposal.firstContactDue',
    '2022-03-21',
    '2022-04-12',
    ['make-up', 'off'],
  ],
  [
    '劳动节 2022: a make-up day on each side',
    'proposal.firstContactDue',
    '2022-04-15',
    '2022-05-09',
    ['make-up', 'off'],
  ],
  [
    '元旦 2026: the Sunday after it is worked',
    'proposal.firstContactDue',
    '2025-12-24',
    '2026-01-15',
    ['off', 'make-up'],
  ],

  // 反馈: fifteen working days from the reply.
  ['端午 2022', 'proposal.feedbackDue', '2022-06-01', '2022-06-23', ['off']],
  ['国庆 2022: a reply on its eve', 'proposal.feedbackDue', '2022-09-30', '2022-10-26', ['off', 'make-up']],

  // 再办理: one month.
  ['rehandling over 元旦 2023', 'proposal.rehandleDue', '2022-12-30', '2023-01-30', []],
  ['rehandling ends in 国庆 2024', 'proposal.rehandleDue', '2024-09-02', '2024-10-08', ['moved']],
  ['rehandling ends on an ordinary Saturday', 'proposal.rehandleDue', '2025-12-31', '2026-02-02', ['moved']],

  // What surrounds the handling.
  ['cosigning ends in 国庆 2022', 'proposal.cosignDays', '2022-09-26', '2022-10-08', ['moved']],
  ['the window opens on a make-up Saturday', 'proposal.sessionWindowBefore', '2022-01-10', '2021-10-09', ['moved']],
  ['the window opens before 国庆 2025', 'proposal.sessionWindowBefore', '2026-01-05', '2025-09-30', ['moved']],
  ['assignment after the plenary: on a Monday', 'proposal.assignDue', '2022-01-20', '2022-02-21', ['moved']],
  ['assignment after the plenary: past 春节 2024', 'proposal.assignDue', '2024-01-18', '2024-02-18', ['moved']],
  ['a promise is looked at after three months', 'proposal.followUpEvery', '2022-11-30', '2023-02-28', ['clamped']],

  // A year whose calendar is not announced is counted by its weekends.
  ['a reply due in a year not announced', 'proposal.replyDue', '2026-10-08', '2027-01-08', [], { unknown: [2027] }],
  ['a reply due on a Saturday of it', 'proposal.replyDue', '2026-11-20', '2027-02-22', ['moved'], { unknown: [2027] }],
  ['feedback over its 元旦', 'proposal.feedbackDue', '2026-12-17', '2027-01-07', [], { unknown: [2027] }],
  ['two such years', 'proposal.firstContactDue', '2027-12-20', '2028-01-10', [], { unknown: [2027, 2028] }],
  [
    'the sixth month lies in it',
    'proposal.replyDue',
    '2026-08-31',
    '2027-02-28',
    ['clamped', 'extended', 'moved', 'capped'],
    { extended: 3, unknown: [2027] },
  ],
]

const CODES = { off: 'holiday-skipped', 'make-up': 'make-up-counted' } as const
const COUNT = new Set(['anchor', 'counted', 'weekends-skipped', 'year-not-announced', 'due'])

function dueOf(key: TermKey, anchor: string, { extended = 0, term }: More = {}, calendar?: WorkingCalendar) {
  const pack = defaultPack('wujiang-cppcc')
  const rules = term ? { values: { ...pack.values, [key]: term } } : pack
  const handling = key === 'proposal.replyDue' && {
    extensions: Array.from({ length: extended }, () => defaultValues['proposal.extension']),
    max: defaultValues['proposal.absoluteMax'],
  }
  return dueBy(rules, key, { anchor, ...handling }, calendar)
}

const TABLE = CASES.map(([rule, key, from, last, told, more = {}]) => ({ rule, key, from, last, told, more }))

test.each(TABLE)('$rule ($key from $from): $last', ({ key, from, last, told, more }) => {
  const { date, steps, calendarKnown, unknownYears } = dueOf(key, from, more)

  expect(date).toBe(last)
  expect(new Set(steps.map(({ code }) => code).filter((code) => !COUNT.has(code)))).toEqual(
    new Set(told.map((one) => (one === 'off' || one === 'make-up' ? CODES[one] : one))),
  )
  expect({ calendarKnown, unknownYears }).toEqual({
    calendarKnown: more.unknown === undefined,
    unknownYears: more.unknown ?? [],
  })
})

test('the table holds at least thirty cases, each once', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(30)
  expect(new Set(CASES.map(([, key, from, , , more]) => JSON.stringify([key, from, more])))).toHaveLength(CASES.length)
})

test.each([
  ['2022-03-21T15:59:59.999Z', 0],
  ['2022-03-21T16:00:00.000Z', -1],
])('a unit that was silent has accepted when the last day is over, at 24:00 in Shanghai: %s', (now, left) => {
  const { due } = dueOf('proposal.unitReturnDays', '2022-03-10')

  expect(due).toBe('2022-03-21T16:00:00.000Z')
  expect(now < due).toBe(left === 0)
  expect(daysLeft(due, now)).toBe(left)
})

test('a year that is announced later is counted anew with its days off', () => {
  const notice = HolidayNotice.parse({
    year: 2027,
    number: '示例',
    issued: '2026-11-30',
    holidays: [{ name: { zh: '元旦', en: "New Year's Day" }, from: '2027-01-01', to: '2027-01-03', makeUp: [] }],
  })
  const announced = workingCalendar([...publicHolidays, notice])

  expect(dueOf('proposal.feedbackDue', '2026-12-17', {}, announced)).toMatchObject({
    date: '2027-01-08',
    calendarKnown: true,
    unknownYears: [],
  })
})

test('an extension is told from the last day that people knew', () => {
  const { steps } = dueOf('proposal.replyDue', '2022-07-01', { extended: 1 })

  expect(steps.map(({ zh }) => zh)).toEqual([
    '自2022年7月1日起计3个月，当日不计',
    '2022年10月1日为国庆节假期，顺延至工作日2022年10月8日',
    '经批准延期1个月，自2022年10月8日起续计',
    '截止2022年11月8日 24:00（北京时间）',
  ])
})

test('more extensions never make a reply due earlier, nor later than the sixth month', () => {
  for (let month = 1; month <= 12; month += 1)
    for (let day = 1; day <= 28; day += 1) {
      const from = `2022-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      const dates = [0, 1, 2, 3, 4, 5].map((extended) => dueOf('proposal.replyDue', from, { extended }).date)
      const limit = new Date(Date.UTC(2022, month + 5, day)).toISOString().slice(0, 10)
      expect({ from, dates }).toEqual({ from, dates: dates.toSorted() })
      expect({ from, most: dates.at(-1)! <= limit }).toEqual({ from, most: true })
    }
})

test('reminders of a reply come before and after its last day, not before its assignment', () => {
  const { due } = dueOf('proposal.replyDue', '2022-07-01')

  expect(reminders(due, { since: '2022-09-10T00:00:00.000Z' })).toEqual([
    { offset: -10, at: '2022-09-28T01:00:00.000Z' },
    { offset: -3, at: '2022-10-05T01:00:00.000Z' },
    { offset: 1, at: '2022-10-09T01:00:00.000Z' },
  ])
})
