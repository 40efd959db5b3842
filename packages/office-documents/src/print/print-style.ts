import type { OfficialDocument } from '../official/official-document.ts'
import { copiesLine, FONTS, type FontUse, LINE, PAPER, RED, senderSize, SIZE, TITLE_LINE } from '../official/paper.ts'
import { signaturePlace } from '../official/signature-place.ts'
import { widthOf } from '../text-width.ts'

/** The style of a document: the layout of the standard, and the few figures that depend on its texts. */
export function printStyle(document: OfficialDocument): string {
  const letter = document.head?.form === 'letter'
  return [PAGE, letter ? LETTER_PAGE : '', SHEET, letter ? LETTER_SHEET : '', ...figures(document)].join('')
}

const family = (use: FontUse, generic: 'serif' | 'sans-serif' = 'serif') =>
  `${FONTS[use].map((name) => `"${name}"`).join(',')},${generic}`

const bottom = PAPER.height - PAPER.top - PAPER.textHeight
const right = PAPER.width - PAPER.left - PAPER.textWidth
/** 页码: 7 mm below the text, a character away from its outer edge. */
const pageNumber = (inset: number) =>
  `content:"— " counter(page) " —";font:${SIZE.small}pt ${family('number')};vertical-align:top;padding:4.5mm calc(${inset}mm + ${SIZE.small}pt) 0`

const PAGE = `
@page{size:A4;margin:${PAPER.top}mm ${right}mm ${bottom}mm ${PAPER.left}mm}
@page :right{@bottom-right{${pageNumber(0)}}}
@page :left{@bottom-left{${pageNumber(0)}}}`

/**
 * 信函格式: the name begins at 30 mm, a double line lies at 20 mm from the foot, and the first page has no number. The
 * lines are 170 mm wide, and nothing is printed outside of the page's area, so that is 170 mm wide too.
 */
const SIDE = (PAPER.width - 170) / 2
const LETTER_PAGE = `
@page{margin-left:${SIDE}mm;margin-right:${SIDE}mm}
@page :right{@bottom-right{${pageNumber(right - SIDE)}}}
@page :left{@bottom-left{${pageNumber(PAPER.left - SIDE)}}}
@page :first{margin-top:15mm;@bottom-right{content:none}@bottom-center{content:"";width:100%;height:4.5pt;box-sizing:border-box;margin:${bottom - 20}mm 0 auto;border-top:.75pt solid #${RED};border-bottom:2.25pt solid #${RED}}}`

const SHEET = `
*{box-sizing:border-box;margin:0;padding:0}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font:${SIZE.body}pt/${LINE}pt ${family('body')};color:#000;line-break:strict;overflow-wrap:anywhere}
main{position:relative;min-height:${PAPER.textHeight - 1}mm;letter-spacing:calc(${PAPER.textWidth}mm/28 - ${SIZE.body}.005pt)}
p{text-align:justify;text-indent:2em;orphans:2;widows:2;white-space:pre-wrap}
.flush,.corner,.number,.sender,.signed,.attached,.copies,.issued,td p,th p{text-indent:0}
.corner,.number,.signed{text-align:right}
.first,.corner,th{font-family:${family('first', 'sans-serif')};font-weight:normal}
.second{font-family:${family('second')}}
.heading{break-after:avoid}
.sender{color:#${RED};font-family:${family('title')};line-height:1.25;text-align:center;letter-spacing:0;white-space:nowrap}
.documented{margin-top:35mm}
.corner+.documented{margin-top:calc(35mm - ${LINE}pt)}
.number.centred{text-align:center;margin-top:${2 * LINE}pt;padding-bottom:4mm;border-bottom:1.5pt solid #${RED}}
h1{font:normal ${SIZE.title}pt/${TITLE_LINE}pt ${family('title')};letter-spacing:0;text-align:center;text-wrap:balance;margin:${LINE}pt 0;break-after:avoid}
h1:first-child{margin-top:0}
.head+h1,.number+h1{margin-top:${2 * LINE}pt}
table{break-inside:avoid;width:calc(100% - 1pt);border-collapse:collapse;margin:0 0 ${LINE}pt;font-size:${SIZE.small}pt;line-height:22pt;letter-spacing:0}
p+table{margin-top:${LINE}pt}
th,td{border:.75pt solid #000;padding:1.5mm 2mm;vertical-align:middle}
th{width:30mm;text-align:center}
tr.high>*{height:66pt}
tr{break-inside:avoid}
td p{text-align:left}
th p{text-align:center}
.attached{padding-left:5em;text-indent:-3em}
.attached.numbered{padding-left:6em;text-indent:-4em}
.attached.numbered+.attached.numbered{text-indent:-1em}
.before{margin-top:${LINE}pt}
.signature{break-inside:avoid;break-before:avoid}
.sealed{padding-top:${2 * LINE}pt}
.unsealed{padding-top:${LINE}pt}
.closing{position:absolute;bottom:0;left:0;right:0;font-size:${SIZE.small}pt;letter-spacing:0;line-height:22pt;break-inside:avoid}
.closing>p{padding:1mm 1em}
.closing>.copies{padding-left:4em;text-indent:-3em}
.issued{display:flex;justify-content:space-between}
.ruled{border:solid #000;border-width:1pt 0}
.ruled>p+p{border-top:.7pt solid #000}
@media screen{
html{background:#e4e4e4}
body{padding:10mm 0}
main{background:#fff;box-shadow:0 0 3mm #999;box-sizing:content-box;margin:auto;width:${PAPER.textWidth}mm;padding:${PAPER.top}mm ${right}mm ${bottom}mm ${PAPER.left}mm}
.closing{position:static;margin-top:${LINE}pt}
}`

const LETTER_SHEET = `
main{min-height:${PAPER.height - 15 - bottom - 1}mm}
.corner{height:15mm}
.double{border-top:2.25pt solid #${RED};border-bottom:.75pt solid #${RED};height:4.5pt;margin:4mm ${SIDE - right}mm ${(SIZE.body * 7) / 8}pt ${SIDE - PAPER.left}mm}
@media print{
main{padding-left:${PAPER.left - SIDE}mm;padding-right:${right - SIDE}mm}
.closing{left:${PAPER.left - SIDE}mm;right:${right - SIDE}mm}
}
@media screen{main{padding-top:15mm}}`

function figures({ head, signature, copies = [], issued }: OfficialDocument): string[] {
  // Room for what stands at the foot: 25 characters of size 4 in a line behind its name.
  const closing = (copies.length === 0 ? 0 : Math.ceil(widthOf(copiesLine(copies)) / 25)) + (issued ? 1 : 0)
  return [
    head ? `\n.sender{font-size:${senderSize(head.sender)}pt}` : '',
    ...(signature ? signaturePlace(signature).lines : []).map(
      ({ right: end }, at) => `\n.signed:nth-child(${at + 1}){padding-right:${end}em}`,
    ),
    `\n@media print{main{padding-bottom:${closing === 0 ? 0 : closing * 22 + LINE}pt}}`,
  ]
}
