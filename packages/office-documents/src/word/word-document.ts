import { Document, Footer, Header, Packer } from 'docx'
import type { OfficialDocument } from '../official/official-document.ts'
import { CHARACTERS, PAPER, SIZE } from '../official/paper.ts'
import { bodyLines } from './word-body.ts'
import { closingLines, FOOTER, pageNumber } from './word-foot.ts'
import { headLines, LETTER_HEADER, letterFooter, letterHeader } from './word-head.ts'
import { wordParts } from './word-parts.ts'
import { CHARACTER, fontOf, pointTwips, twips } from './word-text.ts'

/** DOCX of an official document in the layout of GB/T 9704-2012. */
export async function wordDocument(document: OfficialDocument): Promise<Uint8Array> {
  const letter = document.head?.form === 'letter'
  const file = new Document({
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            font: fontOf('body'),
            size: SIZE.body * 2,
            characterSpacing: CHARACTER - pointTwips(SIZE.body),
            language: { value: 'zh-CN', eastAsia: 'zh-CN' },
          },
        },
      },
    },
    sections: [
      {
        properties: { ...page(), titlePage: letter },
        headers: letter ? { first: new Header({ children: letterHeader(document) }) } : {},
        footers: {
          default: new Footer({ children: [pageNumber('odd')] }),
          even: new Footer({ children: [pageNumber('even')] }),
          ...(letter && { first: new Footer({ children: [letterFooter()] }) }),
        },
        children: [...headLines(document), ...bodyLines(document), ...closingLines(document)],
      },
    ],
  })
  return await Packer.toBuffer(file, undefined, wordParts(document.title))
}

/** 22 lines come from their exact height and 28 characters from their spacing: programs differ about a grid of the page. */
function page() {
  const { width, height, top, left, textHeight } = PAPER
  return {
    page: {
      size: { width: twips(width), height: twips(height) },
      margin: {
        top: twips(top),
        bottom: twips(height - top - textHeight),
        left: twips(left),
        right: twips(width) - twips(left) - CHARACTERS * CHARACTER,
        header: twips(LETTER_HEADER),
        footer: twips(FOOTER),
      },
    },
  }
}
