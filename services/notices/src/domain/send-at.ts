import { addDays, atHour, shanghaiDate } from '@lianxie/policy'

export interface SendingTimes {
  digestAt: number | null
  quietFrom: number | null
  quietUntil: number | null
}

/**
 * 发送时间: at once, at the hour of the digest, or when the quiet hours end. The digest keeps to its hour also when that is
 * quiet: it was chosen for itself.
 */
export function sendAt(now: Date, { digestAt, quietFrom, quietUntil }: SendingTimes): { at: Date; isDigest: boolean } {
  if (digestAt !== null) return { at: nextHour(now, digestAt), isDigest: true }
  if (quietFrom === null || quietUntil === null || !isQuiet(hourOf(now), quietFrom, quietUntil))
    return { at: now, isDigest: false }
  return { at: nextHour(now, quietUntil), isDigest: false }
}

/** From an hour until another, over midnight too; the same hour twice is never. */
const isQuiet = (hour: number, from: number, until: number): boolean =>
  from <= until ? hour >= from && hour < until : hour >= from || hour < until

const HOUR_MS = 3_600_000
/** Asia/Shanghai is eight hours ahead, all year. */
const hourOf = (now: Date): number => new Date(now.getTime() + 8 * HOUR_MS).getUTCHours()

/** The next time that the clock strikes this hour. */
function nextHour(now: Date, hour: number): Date {
  const day = shanghaiDate(now)
  const today = new Date(atHour(day, hour))
  return today > now ? today : new Date(atHour(addDays(day, 1), hour))
}
