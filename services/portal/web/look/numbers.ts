const DIGITS = '〇一二三四五六七八九'

/** 十六届一次会议: a number below a hundred as it is read, for terms and sessions. */
export function inChinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  if (tens === 0) return DIGITS[ones]!
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`
}
