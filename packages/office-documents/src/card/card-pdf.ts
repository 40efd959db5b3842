import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { encodeQR } from 'qr'
import { fileText } from '../file-text.ts'
import { chineseDay } from '../official/chinese-day.ts'
import { RED } from '../official/paper.ts'
import { type Card, UnprintableText } from './card.ts'
import { cardFont, missingIn } from './card-font.ts'

const MM = 72 / 25.4
/** A6. */
const PAGE = { width: 105 * MM, height: 148 * MM }
const EDGE = 8 * MM
const INNER = PAGE.width - 2 * EDGE
const CODE = 34 * MM
/** The white that scanners want around a code, in its modules. */
const QUIET = 4

/** PDF of cards, one on each page of A6. Throws UnprintableText. */
export async function cardsPdf(cards: readonly Card[]): Promise<Uint8Array> {
  const plain = cards.map(plainCard)
  const missing = missingIn(plain.flatMap(textsOf))
  if (missing !== '') throw new UnprintableText(missing)
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: plain[0]?.title ?? '', Author: plain[0]?.issuer ?? '' },
  })
  const bytes = buffer(document as unknown as AsyncIterable<Uint8Array>)
  document.registerFont('text', cardFont().bytes)
  for (const card of plain) drawCard(document, card)
  document.end()
  return bytes
}

function drawCard(document: PDFKit.PDFDocument, { issuer, title, number, fields, code, issuedOn }: Card): void {
  document.addPage().font('text')
  document
    .rect(EDGE / 2, EDGE / 2, PAGE.width - EDGE, PAGE.height - EDGE)
    .lineWidth(1)
    .stroke(`#${RED}`)
  centred(document, issuer, { y: 11 * MM, size: 12, colour: `#${RED}` })
  centred(document, title, { y: 19 * MM, size: 22, colour: `#${RED}` })
  centred(document, number, { y: 31 * MM, size: 9 })
  let y = 41 * MM
  for (const { name, value } of fields) {
    document
      .fontSize(10)
      .fillColor('#555')
      .text(name, EDGE, y, { width: 20 * MM, lineBreak: false })
    document.fillColor('#000')
    const height = fitted(document, value, { width: INNER - 22 * MM, height: 12 * MM, sizes: [12, 10, 8, 7] })
    document.text(value, EDGE + 22 * MM, y, { width: INNER - 22 * MM })
    y += Math.max(height, 6 * MM) + 1.5 * MM
  }
  drawCode(document, code.content, PAGE.height - EDGE - 12 * MM - CODE)
  centred(document, code.caption, { y: PAGE.height - EDGE - 10 * MM, size: 8 })
  centred(document, `发证日期：${chineseDay(issuedOn)}`, { y: PAGE.height - EDGE - 5 * MM, size: 8 })
}

/** A line in the middle, as large as it fits. */
function centred(
  document: PDFKit.PDFDocument,
  text: string,
  { y, size, colour = '#000' }: { y: number; size: number; colour?: string },
): void {
  const width = document.fontSize(size).widthOfString(text)
  document
    .fontSize(width > INNER ? (size * INNER) / width : size)
    .fillColor(colour)
    .text(text, EDGE, y, { width: INNER, align: 'center', lineBreak: false })
}

/** Takes the largest of these sizes at which a text fits, and says how high it then is; the smallest must do. */
function fitted(
  document: PDFKit.PDFDocument,
  text: string,
  { width, height, sizes }: { width: number; height: number; sizes: readonly number[] },
): number {
  for (const size of sizes) {
    const needed = document.fontSize(size).heightOfString(text, { width })
    if (needed <= height || size === sizes.at(-1)) return needed
  }
  throw new Error('expected a size to fit a text by, got none')
}

/** 二维码: black squares, row by row, so that it is as sharp as the printer. */
function drawCode(document: PDFKit.PDFDocument, content: string, top: number): void {
  const rows = encodeQR(content, 'raw', { ecc: 'medium', border: QUIET })
  const module = CODE / rows.length
  const left = (PAGE.width - CODE) / 2
  rows.forEach((row, at) => {
    let from = 0
    while (from < row.length) {
      let to = from
      while (to < row.length && row[to] === row[from]) to += 1
      if (row[from]) document.rect(left + from * module, top + at * module, (to - from) * module, module)
      from = to
    }
  })
  document.fill('#000')
}

const oneLine = (text: string) => fileText(text).replaceAll(/\s+/gu, ' ').trim()

const plainCard = (card: Card): Card => ({
  issuer: oneLine(card.issuer),
  title: oneLine(card.title),
  number: oneLine(card.number),
  fields: card.fields.map(({ name, value }) => ({ name: oneLine(name), value: oneLine(value) })),
  code: { content: card.code.content, caption: oneLine(card.code.caption) },
  issuedOn: card.issuedOn,
})

const textsOf = ({ issuer, title, number, fields, code }: Card): string[] => [
  issuer,
  title,
  number,
  ...fields.flatMap(({ name, value }) => [name, value]),
  code.caption,
]
