import { escapeXml, fileText } from '../file-text.ts'
import { FONTS } from '../official/paper.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** Parts that take the place of the library's own ones. */
export const wordParts = (title: string): { path: string; data: string }[] => [
  { path: 'word/fontTable.xml', data: fontTable() },
  { path: 'docProps/core.xml', data: coreProperties(title) },
]

/** Names for each face what stands in for it: Word takes the first that is installed. */
function fontTable(): string {
  const fonts = Object.values(FONTS).map(
    ([name, ...instead]) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead.join(',')}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  )
  return `${DECLARATION}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`
}

/** Without a person and without a time: the same document gives the same properties. */
const coreProperties = (title: string): string =>
  `${DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(fileText(title).replaceAll('\n', ''))}</dc:title></cp:coreProperties>`
