import { AlignmentType, type IParagraphOptions, LineRuleType, Paragraph, TextRun } from 'docx'
import { fileText } from '../file-text.ts'
import { FONTS, type FontUse, LINE, SIZE } from '../official/paper.ts'

export const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
export const pointTwips = (points: number): number => points * 20
/** 每行28字: a character of size 3 takes 15.8 points instead of 16, in twips; 28 of them are 156.1 mm. */
export const CHARACTER = 316
export const characters = (count: number): number => Math.round(count * CHARACTER)

export const fontOf = (use: FontUse) => {
  const [name] = FONTS[use]
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name }
}

export interface Look {
  font?: FontUse
  size?: number
  color?: string
}

export const run = (text: string, { font = 'body', size = SIZE.body, color }: Look = {}): TextRun =>
  new TextRun({ text: fileText(text), font: fontOf(font), size: size * 2, ...(color !== undefined && { color }) })

export const exactLine = (points: number) => ({ line: pointTwips(points), lineRule: LineRuleType.EXACT })

/** A paragraph on the lines of the page. */
export const line = (children: IParagraphOptions['children'], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    ...options,
    spacing: { before: 0, after: 0, ...exactLine(LINE), ...options.spacing },
    children: children ?? [],
  })

export const emptyLines = (count: number): Paragraph[] => Array.from({ length: count }, () => line([]))

/** As low as can be, where a paragraph has to follow a table. */
export const lowLine = (): Paragraph => line([], { spacing: exactLine(1) })

export const centred = (text: string, look: Look, options: IParagraphOptions = {}): Paragraph =>
  line([run(text, look)], { alignment: AlignmentType.CENTER, ...options })
