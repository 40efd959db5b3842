/** 成文日期: 2022-05-06 as 2022年5月6日, without zeros before the digits (GB/T 9704-2012 7.3.5.4). */
export function chineseDay(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match || new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day)
    throw new RangeError(`expected a calendar day such as 2022-03-01, got ${day.slice(0, 40)}`)
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`
}
