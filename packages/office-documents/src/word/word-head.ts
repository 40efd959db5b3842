import { AlignmentType, BorderStyle, LineRuleType, Paragraph } from 'docx'
import type { OfficialDocument } from '../official/official-document.ts'
import { PAPER, RED, senderSize, SIZE } from '../official/paper.ts'
import { centred, emptyLines, exactLine, line, pointTwips, run, twips } from './word-text.ts'

/** Where the first line of a letter's first page begins, so that the sender's name begins at 30 mm (10.1). */
export const LETTER_HEADER = 15

/** 信函格式: what stands above the text on the first page of a letter. */
export function letterHeader({ head, corner }: OfficialDocument): Paragraph[] {
  if (head?.form !== 'letter') return []
  const aboveSender = 30 - LETTER_HEADER - (28 / 72) * 25.4
  return [
    cornerLine(corner ?? '', twips(aboveSender)),
    sender(head.sender, { before: 0, after: twips(4) }),
    doubleLine('thick-above', pointTwips((SIZE.body * 7) / 8)),
  ]
}

/** What stands on the first page between its upper edge and the title. */
export function headLines({ head, corner, number }: OfficialDocument): Paragraph[] {
  const numberLine = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType]) =>
    number === undefined ? [] : [line([run(number)], { alignment })]
  const cornerLines = corner === undefined ? [] : [cornerLine(corner, 0)]
  switch (head?.form) {
    case undefined:
      return [...cornerLines, ...numberLine(AlignmentType.RIGHT), ...emptyLines((corner ?? number) ? 1 : 0)]
    case 'letter':
      return [...numberLine(AlignmentType.RIGHT), ...emptyLines(2)]
    case 'document':
      return [
        ...cornerLines,
        sender(head.sender, { before: twips(35) - (corner === undefined ? 0 : pointTwips(28)), after: 0 }),
        ...emptyLines(2),
        centred(number ?? '', {}, { border: { bottom: { ...solid(12), space: 11 } } }),
        ...emptyLines(2),
      ]
  }
}

/** The red line at the foot of a letter's first page, thin above thick. */
export const letterFooter = (): Paragraph => doubleLine('thin-above', 0)

const cornerLine = (text: string, after: number) =>
  line([run(text, { font: 'first' })], { alignment: AlignmentType.RIGHT, spacing: { ...exactLine(28), after } })

const sender = (name: string, { before, after }: { before: number; after: number }) =>
  centred(
    name,
    { font: 'title', size: senderSize(name), color: RED },
    { spacing: { before, after, line: 240, lineRule: LineRuleType.AUTO } },
  )

const solid = (size: number) => ({ style: BorderStyle.SINGLE, size, color: RED, space: 0 })

/** 170 mm wide in the middle of the page: two borders of a paragraph that is as high as what lies between them. */
function doubleLine(order: 'thick-above' | 'thin-above', after: number): Paragraph {
  const [thick, thin] = [solid(18), solid(6)]
  const sides = (PAPER.width - 170) / 2
  const right = PAPER.width - PAPER.left - PAPER.textWidth
  return new Paragraph({
    border: order === 'thick-above' ? { top: thick, bottom: thin } : { top: thin, bottom: thick },
    indent: { left: twips(sides - PAPER.left), right: twips(sides - right) },
    spacing: { before: 0, after, ...exactLine(1.5) },
    children: [run('', { size: 1 })],
  })
}
