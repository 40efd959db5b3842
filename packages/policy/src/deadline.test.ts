import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deadline, type DeadlineInput } from './deadline.ts'
import { addDays, daysBetween, endOfDay, shanghaiDate } from './shanghai-date.ts'
import { days, months, workingDays } from './term.ts'
import { isWorkingDay } from './working-calendar.ts'

type Options = Omit<DeadlineInput, 'anchor' | 'term'>
type Case = readonly [
  rule: string,
  anchor: string,
  term: DeadlineInput['term'],
  date: string,
  codes?: string[],
  options?: Options,
]

const keep = <T extends object>(term: T) => ({ ...term, dayOff: 'keep' as const })

// Counted by hand on the calendars printed with the notices.
const CASES: readonly Case[] = [
  ['an ordinary week counts Monday to Friday', '2022-03-07', workingDays(3), '2022-03-10', []],
  ['a weekend is not counted', '2022-03-10', workingDays(3), '2022-03-15', ['weekends-skipped']],
  ['a period that begins on a Sunday counts from Monday', '2022-03-13', workingDays(1), '2022-03-14', []],
  [
    '春节 2022: both make-up days before it count',
    '2022-01-26',
    workingDays(7),
    '2022-02-09',
    ['make-up-counted', 'holiday-skipped'],
  ],
  [
    '春节 2022: fifteen days of notice afterwards',
    '2022-01-24',
    workingDays(15),
    '2022-02-17',
    ['make-up-counted', 'holiday-skipped'],
  ],
  [
    '春节 2023: the make-up weekend after it counts',
    '2023-01-19',
    workingDays(3),
    '2023-01-29',
    ['holiday-skipped', 'make-up-counted'],
  ],
  ['春节 2024: 除夕 is worked', '2024-02-08', workingDays(2), '2024-02-18', ['holiday-skipped', 'make-up-counted']],
  ['春节 2025: 除夕 is off', '2025-01-26', workingDays(2), '2025-02-05', ['holiday-skipped']],
  [
    '春节 2026: nine days off and two make-up Saturdays',
    '2026-02-13',
    workingDays(6),
    '2026-02-28',
    ['make-up-counted', 'holiday-skipped'],
  ],
  [
    '国庆 2021: make-up on the Sunday before and the Saturday after',
    '2021-09-24',
    workingDays(7),
    '2021-10-09',
    ['make-up-counted', 'holiday-skipped'],
  ],
  [
    '国庆 2022: the weekend after is worked',
    '2022-09-29',
    workingDays(3),
    '2022-10-09',
    ['holiday-skipped', 'make-up-counted'],
  ],
  ['国庆 2023 joined with 中秋', '2023-09-28', workingDays(2), '2023-10-08', ['holiday-skipped', 'make-up-counted']],
  [
    '国庆 2024: one make-up Saturday after',
    '2024-09-30',
    workingDays(5),
    '2024-10-12',
    ['holiday-skipped', 'make-up-counted'],
  ],
  ['国庆 2025: eight days off', '2025-09-30', workingDays(3), '2025-10-11', ['holiday-skipped', 'make-up-counted']],
  [
    '清明 2022: make-up on Saturday 2 April',
    '2022-04-01',
    workingDays(2),
    '2022-04-06',
    ['make-up-counted', 'holiday-skipped'],
  ],
  ['清明 2023: a single Wednesday off', '2023-04-04', workingDays(1), '2023-04-06', ['holiday-skipped']],
  [
    '劳动节 2022: make-up Sunday before and Saturday after',
    '2022-04-22',
    workingDays(9),
    '2022-05-07',
    ['make-up-counted', 'holiday-skipped'],
  ],
  [
    '端午 2023: the Sunday after is worked',
    '2023-06-21',
    workingDays(1),
    '2023-06-25',
    ['holiday-skipped', 'make-up-counted'],
  ],
  [
    '中秋 2024: the Saturday before is worked',
    '2024-09-13',
    workingDays(2),
    '2024-09-18',
    ['make-up-counted', 'holiday-skipped'],
  ],
  ['元旦 2023 reaches back into 2022', '2022-12-30', workingDays(1), '2023-01-03', ['holiday-skipped']],
  ['an instant counts as its day in Shanghai: 23:59', '2022-03-07T15:59:59.999Z', workingDays(1), '2022-03-08', []],
  ['an instant counts as its day in Shanghai: 00:00', '2022-03-07T16:00:00.000Z', workingDays(1), '2022-03-09', []],
  ['30 days end on a weekday', '2022-03-01', days(30), '2022-03-31', []],
  ['days that end in 清明 move past it', '2022-03-04', days(30), '2022-04-06', ['moved']],
  ['30 days that end on a make-up Saturday stay', '2022-03-03', days(30), '2022-04-02', []],
  ['days that end in 国庆 move to the make-up Saturday after it', '2022-09-05', days(30), '2022-10-08', ['moved']],
  ['three months end on the same day of the month', '2022-03-01', months(3), '2022-06-01', []],
  ['a month from 31 January ends on 28 February', '2022-01-31', months(1), '2022-02-28', ['clamped']],
  ['a month from 31 January of a leap year ends on 29 February', '2024-01-31', months(1), '2024-02-29', ['clamped']],
  ['three months from 30 November end at the end of February', '2021-11-30', months(3), '2022-02-28', ['clamped']],
  ['twelve months from a leap day end on 28 February', '2024-02-29', months(12), '2025-02-28', ['clamped']],
  [
    'a month from 31 August ends on 30 September, the day before 国庆',
    '2021-08-31',
    months(1),
    '2021-09-30',
    ['clamped'],
  ],
  ['months that end on a day off move to the next working day', '2022-07-01', months(3), '2022-10-08', ['moved']],
  ['a limit that keeps its day does not move', '2022-04-01', keep(months(6)), '2022-10-01', []],
  [
    'an unknown year is counted by weekends and flagged',
    '2026-12-20',
    workingDays(15),
    '2027-01-08',
    ['weekends-skipped', 'year-not-announced'],
  ],
  [
    'an unknown year matters for a month that ends there',
    '2026-11-20',
    months(3),
    '2027-02-22',
    ['moved', 'year-not-announced'],
  ],
  [
    'notice 15 working days before a session',
    '2022-06-30',
    workingDays(15),
    '2022-06-09',
    ['weekends-skipped'],
    { direction: 'before' },
  ],
  [
    'material 10 working days before, across 国庆',
    '2022-10-12',
    workingDays(10),
    '2022-09-23',
    ['make-up-counted', 'holiday-skipped'],
    { direction: 'before' },
  ],
  [
    'three months before opening, moved back from a day off',
    '2022-05-01',
    months(3),
    '2022-01-30',
    ['moved'],
    { direction: 'before' },
  ],
  [
    'an extension counts from the date reached',
    '2022-03-01',
    months(3),
    '2022-07-01',
    ['extended'],
    { extensions: [months(1)] },
  ],
  [
    'extensions stop at the limit',
    '2022-03-01',
    months(3),
    '2022-09-01',
    ['extended', 'capped'],
    { extensions: [months(6)], max: keep(months(6)) },
  ],
  [
    'a limit on a day off stays there',
    '2022-04-01',
    months(3),
    '2022-10-01',
    ['capped'],
    { extensions: [months(6)], max: months(6) },
  ],
  [
    'a day off moves nothing beyond the limit',
    '2022-04-01',
    months(3),
    '2022-10-01',
    ['extended', 'moved', 'capped'],
    { extensions: [months(3)], max: keep(months(6)) },
  ],
  [
    'working days of a pause are not counted',
    '2022-03-07',
    workingDays(3),
    '2022-03-16',
    ['paused'],
    { pauses: [{ from: '2022-03-08', to: '2022-03-14' }] },
  ],
  [
    'a pause moves months by its calendar days',
    '2022-03-01',
    months(3),
    '2022-06-13',
    ['paused', 'moved'],
    { pauses: [{ from: '2022-04-11', to: '2022-04-21' }] },
  ],
  [
    'overlapping pauses count once',
    '2022-03-01',
    days(10),
    '2022-03-18',
    ['paused'],
    {
      pauses: [
        { from: '2022-03-03', to: '2022-03-08' },
        { from: '2022-03-05', to: '2022-03-10' },
      ],
    },
  ],
  [
    'a pause after the last day changes nothing',
    '2022-03-01',
    days(10),
    '2022-03-11',
    [],
    { pauses: [{ from: '2022-03-11', to: '2022-03-20' }] },
  ],
]

const TABLE = CASES.map(([rule, anchor, term, date, codes = [], options = {}]) => ({
  rule,
  anchor,
  term,
  date,
  codes,
  options,
}))

test.each(TABLE)('$rule', ({ anchor, term, date, codes, options }) => {
  const result = deadline({ anchor, term, ...options })

  expect(result.date).toBe(date)
  expect(result.due).toBe(endOfDay(date))
  const told = new Set(
    result.steps.map(({ code }) => code).filter((code) => !['anchor', 'counted', 'due'].includes(code)),
  )
  expect([...told].toSorted()).toEqual(expect.arrayContaining(codes.toSorted()))
  if (codes.length === 0) expect([...told]).toEqual([])
  expect(result.calendarKnown).toBe(!codes.includes('year-not-announced'))
})

test('the table holds at least 30 dated cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(30)
})

test('every step is told in Chinese and in English, and the notice is named', () => {
  const { steps } = deadline({ anchor: '2022-09-29', term: workingDays(3) })

  expect(steps.map(({ zh }) => zh)).toEqual([
    '自2022年9月29日起计3个工作日，当日不计',
    '2022年10月1日至2022年10月7日国庆节放假不计（国办发明电〔2021〕11号）',
    '2022年10月8日（星期六）为国庆节调休上班，计入（国办发明电〔2021〕11号）',
    '2022年10月9日（星期日）为国庆节调休上班，计入（国办发明电〔2021〕11号）',
    '第3个工作日为2022年10月9日',
    '截止2022年10月9日 24:00（北京时间）',
  ])
  expect(steps[2]?.en).toBe(
    '2022-10-08 (Saturday) counted: a make-up workday for National Day (国办发明电〔2021〕11号)',
  )
})

test('the day ends at 24:00 in Shanghai', () => {
  expect(deadline({ anchor: '2022-03-01', term: months(3) }).due).toBe('2022-06-01T16:00:00.000Z')
})

test('unknown years are listed', () => {
  expect(deadline({ anchor: '2026-12-20', term: workingDays(15) }).unknownYears).toEqual([2027])
})

test.each([
  ['an extension', { extensions: [months(1)] }],
  ['a pause', { pauses: [{ from: '2022-03-01', to: '2022-03-02' }] }],
  ['a limit', { max: months(6) }],
])('%s of a period that is counted backwards is refused', (_what, options) => {
  expect(() => deadline({ anchor: '2022-06-30', term: workingDays(15), direction: 'before', ...options })).toThrow(
    RangeError,
  )
})

test.each(['2022-02-29', '2022-13-01', 'tomorrow', '2022-03-01T09:00'])('%s is no anchor', (anchor) => {
  expect(() => deadline({ anchor, term: days(1) })).toThrow()
})

const anyDay = fc.integer({ min: 0, max: 365 * 7 }).map((offset) => addDays('2020-06-01', offset))
const anyTerm = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('working-day' as const, 'day' as const, 'month' as const),
})

test('a deadline counted forwards ends on a working day after its anchor', () => {
  fc.assert(
    fc.property(anyDay, anyTerm, (anchor, term) => {
      const { date } = deadline({ anchor, term })
      expect(date > anchor && isWorkingDay(date).working).toBe(true)
    }),
  )
})

test('a deadline counted backwards ends on a working day before its anchor', () => {
  fc.assert(
    fc.property(anyDay, anyTerm, (anchor, term) => {
      const { date } = deadline({ anchor, term, direction: 'before' })
      expect(date < anchor && isWorkingDay(date).working).toBe(true)
    }),
  )
})

test('a later anchor, a longer term and an extension never end earlier', () => {
  fc.assert(
    fc.property(
      anyDay,
      anyTerm,
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 9 }),
      (anchor, term, later, more) => {
        const { date } = deadline({ anchor, term })
        expect(deadline({ anchor: addDays(anchor, later), term }).date >= date).toBe(true)
        expect(deadline({ anchor, term: { ...term, amount: term.amount + more } }).date >= date).toBe(true)
        expect(deadline({ anchor, term, extensions: [term] }).date >= date).toBe(true)
      },
    ),
  )
})

test('a pause within the period gives its days back, and none of them counts', () => {
  fc.assert(
    fc.property(
      anyDay,
      anyTerm,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      (anchor, term, after, length) => {
        const pause = { from: addDays(anchor, after), to: addDays(anchor, after + length) }
        const plain = deadline({ anchor, term: { ...term, dayOff: 'keep' } })
        const paused = deadline({ anchor, term: { ...term, dayOff: 'keep' }, pauses: [pause] })
        if (pause.from >= plain.date) expect(paused.date).toBe(plain.date)
        else if (term.unit === 'working-day')
          expect(paused.date >= plain.date && (length === 0 || paused.date > pause.to)).toBe(true)
        else expect(daysBetween(plain.date, paused.date)).toBe(length)
      },
    ),
  )
})

test('a limit is never exceeded', () => {
  fc.assert(
    fc.property(anyDay, anyTerm, anyTerm, anyTerm, (anchor, term, extension, limit) => {
      const max = { ...limit, dayOff: 'keep' as const }
      const end = deadline({ anchor, term: max }).date
      const { date, steps } = deadline({
        anchor,
        term: { ...term, dayOff: 'keep' },
        extensions: [{ ...extension, dayOff: 'keep' }],
        max,
      })
      expect(date <= end).toBe(true)
      expect(deadline({ anchor, term, extensions: [extension], max }).date <= end).toBe(true)
      expect(steps.some(({ code }) => code === 'capped')).toBe(
        date <
          deadline({ anchor, term: { ...term, dayOff: 'keep' }, extensions: [{ ...extension, dayOff: 'keep' }] }).date,
      )
    }),
  )
})

test('the day in Shanghai does not depend on the machine: its last instant is one millisecond before `due`', () => {
  fc.assert(
    fc.property(anyDay, (date) => {
      const due = Date.parse(endOfDay(date))
      expect(shanghaiDate(new Date(due - 1))).toBe(date)
      expect(shanghaiDate(new Date(due))).toBe(addDays(date, 1))
    }),
  )
})
