import { z } from 'zod'

/** A cell that must name one of the given choices, by its code or by one of its titles: `choiceCell({ male: ['男'] })`. */
export function choiceCell<const K extends string>(choices: Readonly<Record<K, readonly [string, ...string[]]>>) {
  const codes = Object.keys(choices) as K[]
  const codeOf = new Map(
    codes.flatMap((code) => [code, ...choices[code]].map((title) => [plain(title), code] as const)),
  )
  const titles = codes.map((code) => choices[code][0]) as [string, ...string[]]
  return z
    .preprocess((cell) => {
      const code = typeof cell === 'string' ? codeOf.get(plain(cell)) : undefined
      return code === undefined ? cell : choices[code][0]
      // The titles, so that a refusal lists them in the words of the form.
    }, z.enum(titles))
    .transform((title) => codes[titles.indexOf(title)]!)
}

const plain = (title: string) => title.normalize('NFKC').trim().toLowerCase()

/** A cell that lists several values, apart by 、 comma, semicolon or line break. */
export const listCell = <S extends z.ZodType>(item: S, max: number) =>
  z.preprocess(
    (cell) =>
      typeof cell === 'string'
        ? cell
            .split(/[、,，;；\n]/u)
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : cell,
    z.array(item).max(max),
  )

/** A cell with a calendar day as people write it: 2022-01-05, 2022/1/5, 2022.1.5, 2022年1月5日, 20220105. */
export const dateCell = () =>
  z.preprocess((cell) => {
    if (typeof cell !== 'string') return cell
    const match =
      /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(cell) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(cell)
    return match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : cell
  }, z.iso.date())

/** A cell with a whole number, also written with 月, 届, 次 or 第. */
export const integerCell = (min: number, max: number) =>
  z.preprocess((cell) => {
    const digits = typeof cell === 'string' ? /^第?(\d{1,9})[月届次年]?$/u.exec(cell.normalize('NFKC'))?.[1] : undefined
    return digits === undefined ? cell : Number(digits)
  }, z.number().int().min(min).max(max))

/** A cell with yes or no. */
export const yesNoCell = () =>
  z.preprocess((cell) => {
    if (typeof cell !== 'string') return cell
    if (/^(是|y|yes|true|1|√)$/i.test(cell)) return true
    return /^(否|n|no|false|0)$/i.test(cell) ? false : cell
  }, z.boolean())
