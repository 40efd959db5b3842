import { createHash } from 'node:crypto'
import { escapeXml, fileText } from '../file-text.ts'
import { chineseDay } from '../official/chinese-day.ts'
import type { Block, FormField, OfficialDocument } from '../official/official-document.ts'
import { copiesLine, numberedNames } from '../official/paper.ts'
import { paragraphs } from '../official/paragraphs.ts'
import { signaturePlace } from '../official/signature-place.ts'
import { printStyle } from './print-style.ts'

/** The Content-Security-Policy to send a print form with; the page itself allows no other style than its own. */
export const PRINT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** 打印稿: an official document as a page by itself, to be printed by the browser. It holds no script and loads nothing. */
export function printPage(document: OfficialDocument): string {
  const style = printStyle(document)
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy)}">
<meta name="viewport" content="width=device-width">
<title>${escape(document.title.replaceAll('\n', ''))}</title>
<style>${style}</style>
</head>
<body>
<main>
${[...head(document), ...body(document), ...signed(document), ...closing(document)].join('\n')}
</main>
</body>
</html>
`
}

const escape = (text: string) => escapeXml(fileText(text))
const paragraph = (className: string, text: string) => `<p class="${className}">${escape(text)}</p>`

function head({ head: red, corner, number }: OfficialDocument): string[] {
  const cornerLine = corner === undefined ? [] : [paragraph('corner', corner)]
  const numberLine = (className: string) => (number === undefined ? [] : [paragraph(className, number)])
  switch (red?.form) {
    case undefined:
      return [...cornerLine, ...numberLine('number')]
    case 'letter':
      return [
        paragraph('corner', corner ?? ''),
        paragraph('sender', red.sender),
        '<div class="head double"></div>',
        ...numberLine('number'),
      ]
    case 'document':
      return [...cornerLine, paragraph('sender documented', red.sender), paragraph('number centred', number ?? '')]
  }
}

function body({ title, addressees = [], body: blocks, attachments = [] }: OfficialDocument): string[] {
  const numbered = attachments.length > 1 ? ' numbered' : ''
  return [
    `<h1>${title.split('\n').map(escape).join('<br>')}</h1>`,
    ...(addressees.length > 0 ? [paragraph('flush', `${addressees.join('、')}：`)] : []),
    ...blocks.map(block),
    ...numberedNames(attachments).map((name, at) =>
      paragraph(`attached${numbered}${at === 0 ? ' before' : ''}`, at === 0 ? `附件：${name}` : name),
    ),
  ]
}

function block(content: Block): string {
  switch (content.kind) {
    case 'text':
      return paragraphs(content.text)
        .map((spans) => {
          const heading = spans.length === 1 && spans[0]!.face !== 'body' ? ' class="heading"' : ''
          const pieces = spans.map(({ text, face }) =>
            face === 'body' ? escape(text) : `<span class="${face}">${escape(text)}</span>`,
          )
          return `<p${heading}>${pieces.join('')}</p>`
        })
        .join('\n')
    case 'heading':
      return paragraph('heading first', content.text)
    case 'form':
      return `<table>\n${content.rows.map(row).join('\n')}\n</table>`
  }
}

function row(fields: readonly FormField[]): string {
  const cells = fields.map(({ name, value }) => {
    const wide = fields.length === 1 ? ' colspan="3"' : ''
    const lines = fileText(value).split('\n')
    return `<th scope="row"><p>${escape(name)}</p></th><td${wide}>${lines.map((line) => `<p>${escapeXml(line)}</p>`).join('')}</td>`
  })
  return `<tr${fields.some(({ lines = 1 }) => lines > 1) ? ' class="high"' : ''}>${cells.join('')}</tr>`
}

function signed({ signature, remarks = [] }: OfficialDocument): string[] {
  const remarkLines = remarks.map((remark) => `<p>${escape(`（${remark}）`)}</p>`)
  if (!signature) return remarkLines
  const lines = signaturePlace(signature).lines.map(({ text }) => paragraph('signed', text))
  return [
    `<section class="signature ${signature.sealed ? 'sealed' : 'unsealed'}">`,
    ...lines,
    ...remarkLines,
    '</section>',
  ]
}

function closing({ head: red, copies = [], issued }: OfficialDocument): string[] {
  const letter = red?.form === 'letter'
  const lines = [
    ...(copies.length > 0 ? [paragraph('copies', `抄送：${copiesLine(copies)}`)] : []),
    ...(issued && !letter
      ? [
          `<p class="issued"><span>${escape(issued.by)}</span><span>${escape(`${chineseDay(issued.on)}印发`)}</span></p>`,
        ]
      : []),
  ]
  return lines.length === 0 ? [] : [`<section class="closing${letter ? '' : ' ruled'}">`, ...lines, '</section>']
}
