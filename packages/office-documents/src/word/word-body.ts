import { AlignmentType, type Paragraph, type Table } from 'docx'
import type { Block, OfficialDocument } from '../official/official-document.ts'
import { numberedNames, SIZE, TITLE_LINE } from '../official/paper.ts'
import { paragraphs } from '../official/paragraphs.ts'
import { signaturePlace } from '../official/signature-place.ts'
import { formTable } from './word-form.ts'
import { centred, characters, emptyLines, exactLine, line, lowLine, run } from './word-text.ts'

/** From the title to the remarks below the date. */
export const bodyLines = (document: OfficialDocument): (Paragraph | Table)[] => [
  ...title(document.title),
  ...addressees(document.addressees ?? []),
  ...document.body.flatMap((content, at) => block(content, at, document.body.length)),
  ...attachments(document.attachments ?? []),
  ...signature(document.signature, document.remarks ?? []),
]

const title = (text: string) => [
  ...text
    .split('\n')
    .map((part) =>
      centred(part, { font: 'title', size: SIZE.title }, { keepNext: true, spacing: exactLine(TITLE_LINE) }),
    ),
  ...emptyLines(1),
]

const addressees = (names: readonly string[]) => (names.length === 0 ? [] : [line([run(`${names.join('、')}：`)])])

function block(content: Block, at: number, count: number): (Paragraph | Table)[] {
  switch (content.kind) {
    case 'text':
      return paragraphs(content.text).map((spans) =>
        indented(
          spans.map(({ text, face }) => run(text, { font: face })),
          // A heading by itself stays with what follows it.
          spans.length === 1 && spans[0]!.face !== 'body',
        ),
      )
    case 'heading':
      return [indented([run(content.text, { font: 'first' })], true)]
    case 'form':
      return [
        ...emptyLines(at === 0 ? 0 : 1),
        formTable(content.rows),
        ...(at === count - 1 ? [lowLine()] : emptyLines(1)),
      ]
  }
}

const indented = (runs: ReturnType<typeof run>[], keepNext = false) =>
  line(runs, { alignment: AlignmentType.BOTH, indent: { firstLine: characters(2), firstLineChars: 200 }, keepNext })

/** Names that go over a line continue under their first character. */
function attachments(names: readonly string[]): Paragraph[] {
  if (names.length === 0) return []
  const number = names.length === 1 ? 0 : 1
  const lines = numberedNames(names).map((name, at) =>
    line([run(at === 0 ? `附件：${name}` : name)], {
      indent: { left: characters(5 + number), hanging: characters(at === 0 ? 3 + number : number) },
    }),
  )
  return [...emptyLines(1), ...lines]
}

/** Signature and remarks stay on one page. */
function signature(signed: OfficialDocument['signature'], remarks: readonly string[]): Paragraph[] {
  const remarkLines = remarks.map((remark) => indented([run(`（${remark}）`)]))
  if (!signed) return remarkLines
  const { above, lines } = signaturePlace(signed)
  return [
    ...Array.from({ length: above }, () => line([], { keepNext: true })),
    ...lines.map(({ text, right }, at) =>
      line([run(text)], {
        alignment: AlignmentType.RIGHT,
        indent: { right: characters(right) },
        keepNext: at < lines.length - 1 || remarks.length > 0,
      }),
    ),
    ...remarkLines,
  ]
}
