import { AlignmentType, HeightRule, Paragraph, Table, TableCell, TableRow, VerticalAlignTable, WidthType } from 'docx'
import { fileText } from '../file-text.ts'
import type { FormField } from '../official/official-document.ts'
import { PAPER, SIZE } from '../official/paper.ts'
import { exactLine, pointTwips, run, twips } from './word-text.ts'

/** Lines within a form are closer than those of the body. */
const FORM_LINE = 22
const NAME_WIDTH = twips(30)
const WHOLE = twips(PAPER.textWidth)
const VALUE_WIDTH = Math.round((WHOLE - 2 * NAME_WIDTH) / 2)

/** 表格: names in 黑体, values in 仿宋, of size 4. Its rows stay on one page where they fit. */
export const formTable = (rows: readonly (readonly FormField[])[]): Table =>
  new Table({
    width: { size: WHOLE, type: WidthType.DXA },
    columnWidths: [NAME_WIDTH, VALUE_WIDTH, NAME_WIDTH, VALUE_WIDTH],
    rows: rows.map(
      (fields, at) =>
        new TableRow({
          height: { value: pointTwips(heightOf(fields)), rule: HeightRule.ATLEAST },
          children: fields.flatMap(({ name, value }) => [
            cell(NAME_WIDTH, 1, [paragraph(name, 'first', at < rows.length - 1)]),
            cell(
              fields.length === 1 ? WHOLE - NAME_WIDTH : VALUE_WIDTH,
              fields.length === 1 ? 3 : 1,
              fileText(value)
                .split('\n')
                .map((text) => paragraph(text, 'body', at < rows.length - 1)),
            ),
          ]),
        }),
    ),
  })

const heightOf = (fields: readonly FormField[]) => FORM_LINE * Math.max(...fields.map(({ lines = 1 }) => lines)) + 10

const cell = (width: number, columnSpan: number, children: Paragraph[]) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: twips(2), right: twips(2) },
    children,
  })

const paragraph = (text: string, font: 'first' | 'body', keepNext: boolean) =>
  new Paragraph({
    alignment: font === 'first' ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: { before: 0, after: 0, ...exactLine(FORM_LINE) },
    keepNext,
    children: [run(text, { font, size: SIZE.small })],
  })
