import { Refusal } from '@lianxie/contracts'

// Digits may be written apart, as people write numbers: one blank, dot, bracket or dash between two of them.
const GAP = '[\\s.·\\-‐-―－_()（）]?'
const digits = (pattern: string) => new RegExp(`(?<!\\d)${pattern}(?!\\d)`, 'u')
const times = (n: number) => `(?:\\d${GAP}){${n - 1}}\\d`

const PERSONAL = [
  // 手机号码, with or without the country's code.
  digits(`(?:(?:\\+|00)?86${GAP})?1${GAP}[3-9]${GAP}${times(9)}`),
  // 固定电话: an area code, then seven or eight digits.
  new RegExp(`(?<![\\d.])0\\d{2,3}${GAP}${GAP}[2-9]\\d{2,3}${GAP}\\d{4}(?!\\d)`, 'u'),
  // 居民身份证号码, of eighteen digits and of fifteen, with a day of birth in it.
  digits(
    `${times(6)}${GAP}(?:1${GAP}[89]|2${GAP}0)${GAP}\\d${GAP}\\d${GAP}(?:0${GAP}[1-9]|1${GAP}[0-2])${GAP}` +
      `(?:0${GAP}[1-9]|[12]${GAP}\\d|3${GAP}[01])${GAP}${times(3)}${GAP}[\\dXx]`,
  ),
  digits(
    `${times(6)}${GAP}\\d${GAP}\\d${GAP}(?:0${GAP}[1-9]|1${GAP}[0-2])${GAP}` +
      `(?:0${GAP}[1-9]|[12]${GAP}\\d|3${GAP}[01])${GAP}${times(3)}`,
  ),
  // 电子邮箱.
  /[\w.+-]+\s?@\s?[\w-]+\.[\w.-]+/u,
]

const HAN_DIGITS = '零一二三四五六七八九'

/** Refuses public text that still holds a phone number, an identity number or an e-mail address. */
export function refusePersonalData(texts: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (text !== undefined && hasPersonalData(text)) throw new Refusal('publication.personal_data', { field })
  }
}

/** True for text with a number by which a person is reached or identified, however its digits are written. */
export function hasPersonalData(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    // Characters that are not seen hide nothing.
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replaceAll('〇', '零')
    .replaceAll('幺', '一')
    .replaceAll(/[零一二三四五六七八九]/gu, (digit) => String(HAN_DIGITS.indexOf(digit)))
  return PERSONAL.some((pattern) => pattern.test(plain))
}
