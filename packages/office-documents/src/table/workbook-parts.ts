import { escapeXml, fileText } from '../file-text.ts'
import { columnName } from './sheet-xml.ts'
import { stylesXml } from './styles.ts'
import type { TableForm } from './table.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const SHEET_PATH = 'xl/worksheets/sheet1.xml'

/** The parts that do not depend on the rows; what a file is, is told by the first one. */
export const partsBefore = (): [path: string, xml: string][] => [
  [
    '[Content_Types].xml',
    `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/${SHEET_PATH}" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  ],
  ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
  [
    'xl/_rels/workbook.xml.rels',
    relationships([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
  ],
  ['xl/styles.xml', DECLARATION + stylesXml()],
]

/** `xl/workbook.xml`, written last, because its names say how far the rows go. */
export function workbookPart({ sheet, columns }: TableForm, lastRow: number): [path: string, xml: string] {
  const name = sheetName(sheet)
  const quoted = escapeXml(`'${name.replaceAll("'", "''")}'`)
  const filtered = `${quoted}!$A$1:$${columnName(columns.length - 1)}$${lastRow}`
  return [
    'xl/workbook.xml',
    `${DECLARATION}<workbook xmlns="${SPREADSHEET}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${filtered}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">${quoted}!$1:$1</definedName></definedNames></workbook>`,
  ]
}

export const xmlDeclaration = DECLARATION

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  )
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

/** A name that Excel opens: 31 UTF-16 units, none of []:*?/\, no apostrophe at its ends, and not its reserved word. */
export function sheetName(wanted: string): string {
  let name = ''
  for (const character of fileText(wanted).replaceAll(/[[\]:*?/\\\t\n]/g, '-')) {
    if (name.length + character.length <= 31) name += character
  }
  name = name.trim().replaceAll(/^'+|'+$/g, '')
  return name === '' || name.toLowerCase() === 'history' ? 'Sheet1' : name
}
