import {
  AlignmentType,
  BorderStyle,
  type IParagraphOptions,
  OverlapType,
  PageNumber,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { chineseDay } from '../official/chinese-day.ts'
import type { OfficialDocument } from '../official/official-document.ts'
import { CHARACTERS, copiesLine, SIZE } from '../official/paper.ts'
import { CHARACTER, exactLine, fontOf, line, lowLine, pointTwips, run, twips } from './word-text.ts'

/** 版记 at the foot of the last page: who gets a copy, who issued it and when; a letter has neither lines nor issuer. */
export function closingLines({ head, copies = [], issued }: OfficialDocument): (Paragraph | Table)[] {
  const letter = head?.form === 'letter'
  const indent = { left: pointTwips(SIZE.small), right: pointTwips(SIZE.small) }
  const hanging = pointTwips(SIZE.small * 3)
  const texts: Paragraph[] = []
  if (copies.length > 0)
    texts.push(
      closing(`抄送：${copiesLine(copies)}`, {
        indent: { left: indent.left + hanging, right: indent.right, hanging },
      }),
    )
  if (issued && !letter)
    texts.push(
      closing(`${issued.by}\t${chineseDay(issued.on)}印发`, {
        indent,
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH - indent.right }],
      }),
    )
  if (texts.length === 0) return []
  // What floats belongs to the paragraph after it.
  return [floating(texts, letter), lowLine()]
}

const WIDTH = CHARACTERS * CHARACTER

const closing = (text: string, options: IParagraphOptions) =>
  line([run(text, { size: SIZE.small })], { ...options, spacing: exactLine(22) })

function floating(rows: readonly Paragraph[], letter: boolean): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const rule = (size: number) => (letter ? none : { style: BorderStyle.SINGLE, size, color: '000000' })
  return new Table({
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.LEFT,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      overlap: OverlapType.NEVER,
    },
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: [WIDTH],
    borders: {
      top: rule(8),
      bottom: rule(8),
      left: none,
      right: none,
      insideHorizontal: rule(6),
      insideVertical: none,
    },
    margins: { top: twips(1), bottom: twips(1), left: 0, right: 0 },
    rows: rows.map(
      (text) =>
        new TableRow({
          children: [new TableCell({ width: { size: WIDTH, type: WidthType.DXA }, children: [text] })],
        }),
    ),
  })
}

/** The footer ends this far above the lower edge. */
export const FOOTER = 20

/** 页码: — 1 — in 宋体 of size 4, 7 mm below the text; on odd pages to the right, on even ones to the left. */
export const pageNumber = (side: 'odd' | 'even'): Paragraph =>
  new Paragraph({
    alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: { [side === 'odd' ? 'right' : 'left']: pointTwips(SIZE.small) },
    spacing: { before: 0, after: twips(25 - FOOTER), ...exactLine(18) },
    children: [
      new TextRun({
        children: ['— ', PageNumber.CURRENT, ' —'],
        font: fontOf('number'),
        size: SIZE.small * 2,
      }),
    ],
  })
