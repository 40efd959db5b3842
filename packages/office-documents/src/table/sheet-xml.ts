import { escapeXml, fileText } from '../file-text.ts'
import { cellXml, headingXml } from './cell-xml.ts'
import { widthOf } from '../text-width.ts'
import type { Cell, Column, ColumnKind, TableForm } from './table.ts'

/** The sheet up to its heading, which stays in place when the rows are scrolled. */
export function sheetHead({ columns }: TableForm): string {
  const widths = columns.map(
    ({ kind, width = WIDTHS[kind] }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${Math.min(Math.max(width, 1), 255)}" customWidth="1"/>`,
  )
  const heading = columns.map(({ header }, at) => headingXml(`${columnName(at)}1`, header))
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData><row r="1">${heading.join('')}</row>`
}

/** One row; `row` counts from 1, as a spreadsheet shows it. */
export function rowXml(row: number, cells: readonly Cell[], columns: readonly Column[]): string {
  if (cells.length !== columns.length)
    throw new RangeError(`expected ${columns.length} cells in row ${row}, got ${cells.length}`)
  const lines = Math.max(1, ...cells.map((cell, at) => linesOf(cell, columns[at]!)))
  // Not every program finds the height of wrapped text by itself; 409 points is the highest that Excel takes.
  const height = lines === 1 ? '' : ` ht="${Math.min(lines * LINE_HEIGHT, 409)}" customHeight="1"`
  return `<row r="${row}"${height}>${cells.map((cell, at) => cellXml(columnName(at) + row, cell, columns[at]!)).join('')}</row>`
}

const LINE_HEIGHT = 15

function linesOf(cell: Cell, { kind, wrap, width = WIDTHS[kind] }: Column): number {
  if (typeof cell !== 'string' || kind !== 'text') return 1
  if (!wrap && !cell.includes('\n')) return 1
  const across = Math.max((width - 2) / 2, 1)
  return fileText(cell)
    .split('\n')
    .reduce((lines, part) => lines + Math.max(1, Math.ceil(widthOf(part) / across)), 0)
}

/** What follows the last row: the filter, and how the sheet is printed. */
export const sheetTail = ({ columns, footer = '' }: TableForm, lastRow: number): string =>
  `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${lastRow}"/><printOptions horizontalCentered="1" gridLines="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>${escapeXml(pageFooter(footer))}</oddFooter></headerFooter></worksheet>`

/** A, B … Z, AA … XFD. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}

const WIDTHS: Record<ColumnKind, number> = { text: 18, date: 12, instant: 18, integer: 9, number: 12 }

/** The ampersand is a command there, and Excel takes 255 characters in all. */
const pageFooter = (text: string) =>
  `&L${Array.from(fileText(text).replaceAll('\n', ' ')).slice(0, 100).join('').replaceAll('&', '&&')}&R第 &P 页，共 &N 页`
