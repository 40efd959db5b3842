/** The number by which a spreadsheet knows a calendar day such as 2022-03-01; undefined before March 1900. */
export function daySerial(day: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`expected a calendar day such as 2022-03-01, got ${day.slice(0, 40)}`)
  const serial = at / DAY + EPOCH
  // Excel believes in a 29 February 1900: earlier numbers mean different days in different programs.
  return serial > 60 ? serial : undefined
}

/** The same for an instant, with the time of day in Asia/Shanghai as its fraction, to the minute. */
export function instantSerial(at: Date): number {
  const { year, month, day, hour, minute } = shanghai(at)
  // Rounded up, by less than ten microseconds: programs that cut off would show the minute before.
  return Math.ceil((Date.UTC(year, month - 1, day, hour, minute) / DAY + EPOCH) * 1e10) / 1e10
}

/** The day of an instant in Asia/Shanghai. */
export function shanghaiDay(at: Date): string {
  const { year, month, day } = shanghai(at)
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-')
}

const DAY = 86_400_000
/** 1970-01-01, counted from the spreadsheet's day 0. */
const EPOCH = 25_569

const CLOCK = new Intl.DateTimeFormat('en-u-ca-gregory', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute'

function shanghai(at: Date): Record<Part, number> {
  if (Number.isNaN(at.getTime())) throw new RangeError('expected an instant, got an invalid Date')
  return Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, Number(value)])) as Record<
    Part,
    number
  >
}
