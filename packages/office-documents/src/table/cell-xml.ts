import { escapeXml, fileText } from '../file-text.ts'
import { daySerial, instantSerial, shanghaiDay } from './sheet-day.ts'
import { HEADING_STYLE, styleOf } from './styles.ts'
import type { Cell, Column } from './table.ts'

/** The XML of one cell; nothing for an empty one. */
export function cellXml(reference: string, cell: Cell, column: Column): string {
  if (cell === null || cell === undefined || cell === '') return ''
  switch (column.kind) {
    case 'text':
      return textXml(reference, textOf(cell, column), column)
    case 'date': {
      const day = cell instanceof Date ? shanghaiDay(cell) : stringIn(cell, column)
      const serial = daySerial(day)
      return serial === undefined ? textXml(reference, day, column) : numberXml(reference, serial, column)
    }
    case 'instant':
      if (!(cell instanceof Date)) throw unexpected(cell, column)
      return numberXml(reference, instantSerial(cell), column)
    case 'integer':
      if (!Number.isInteger(cell)) throw unexpected(cell, column)
      return exactXml(reference, cell as number, column)
    case 'number':
      if (!Number.isFinite(cell)) throw unexpected(cell, column)
      return exactXml(reference, cell as number, column)
  }
}

/** Excel's limit of characters in a cell, counted as UTF-16 does. */
export const MOST_CHARACTERS = 32_767
/** 截断标记: what stands at the end of a text that was longer than a cell holds. */
export const CUT_MARK = '……〔原文过长，此处截断〕'

function textXml(reference: string, text: string, { wrap }: Column): string {
  const held = cut(fileText(text))
  if (held === '') return ''
  return inlineText(
    reference,
    held,
    styleOf('text', { wrap: wrap || held.includes('\n'), guarded: FORMULA.test(held) }),
  )
}

/** The XML of a cell of the heading. */
export const headingXml = (reference: string, header: string): string =>
  inlineText(reference, cut(fileText(header)), HEADING_STYLE)

const inlineText = (reference: string, text: string, style: number) =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeCodes(text))}</t></is></c>`

/** What a program could take for a formula when the cell is edited or the list is saved as CSV. */
const FORMULA = /^[=+\-@\t\n＝＋－＠]/u

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  const head = text.slice(0, MOST_CHARACTERS - CUT_MARK.length)
  return (head.isWellFormed() ? head : head.slice(0, -1)) + CUT_MARK
}

/** Spreadsheets read _x0041_ as the letter A, so an underscore that would begin such a code is written as a code itself. */
const escapeCodes = (text: string) => text.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')

const numberXml = (reference: string, value: number, column: Column) =>
  `<c r="${reference}" s="${styleOf(column.kind, {})}"><v>${value}</v></c>`

/** A spreadsheet keeps fifteen digits; a longer whole number would lose its last ones, and is written as text. */
const exactXml = (reference: string, value: number, column: Column) =>
  Number.isInteger(value) && Math.abs(value) >= 1e15
    ? textXml(reference, BigInt(value).toString(), column)
    : numberXml(reference, value, column)

function textOf(cell: string | number | Date, column: Column): string {
  if (cell instanceof Date) throw unexpected(cell, column)
  return String(cell)
}

function stringIn(cell: string | number, column: Column): string {
  if (typeof cell !== 'string') throw unexpected(cell, column)
  return cell
}

const unexpected = (cell: unknown, { header, kind }: Column) =>
  new TypeError(`expected ${kind} in the column ${header}, got ${cell instanceof Date ? 'a Date' : typeof cell}`)
