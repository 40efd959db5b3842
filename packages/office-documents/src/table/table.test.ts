import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { fileTypeFromBuffer } from 'file-type'
import { strFromU8, unzipSync } from 'fflate'
import readExcelFile from 'read-excel-file/node'
import { afterAll, describe, expect, test } from 'vitest'
import { fileText } from '../file-text.ts'
import { officeFiles, XLSX_TYPE } from '../office-files.ts'
import { CUT_MARK, MOST_CHARACTERS } from './cell-xml.ts'
import { sheetName } from './workbook-parts.ts'
import type { Cell, Column, Table } from './table.ts'

const files = officeFiles()
afterAll(() => files[Symbol.asyncDispose]())

const text = (header: string): Column => ({ header, kind: 'text' })
const bytesOf = (table: Partial<Table>) =>
  buffer(files.writeTable({ sheet: '清单', columns: [text('内容')], rows: [], ...table }))

async function readBack(table: Partial<Table>): Promise<unknown[][]> {
  const [sheet] = await readExcelFile(await bytesOf(table), { trim: false })
  return sheet!.data
}

/** What comes back of one cell. */
async function cell(given: Cell, column: Column = text('内容')): Promise<unknown> {
  const [, row] = await readBack({ columns: [text('首列'), column], rows: [['一', given]] })
  return row?.[1]
}

const sheetXml = async (table: Partial<Table>) =>
  strFromU8(unzipSync(await bytesOf(table))['xl/worksheets/sheet1.xml']!)

describe('cells', () => {
  test('a list comes back cell by cell, with empty cells where nothing was given', async () => {
    const columns: Column[] = [
      text('案由'),
      { header: '立案日期', kind: 'date' },
      { header: '答复时间', kind: 'instant' },
      { header: '提案号', kind: 'integer' },
      { header: '满意率', kind: 'number' },
    ]
    const rows: Cell[][] = [
      ['关于停车的建议', '2022-03-01', new Date('2022-05-06T01:30:00Z'), 23, 0.998],
      ['', null, undefined, null, null],
      [null, '1988-07-01', new Date('2022-12-31T16:00:00Z'), 0, -1.5],
    ]

    const read = await readBack({ columns, rows })

    expect(read).toEqual([
      ['案由', '立案日期', '答复时间', '提案号', '满意率'],
      [
        '关于停车的建议',
        new Date('2022-03-01T00:00:00Z'),
        // Spreadsheets know no zone: half past nine in Shanghai.
        new Date('2022-05-06T09:30:00Z'),
        23,
        0.998,
      ],
      [null, null, null, null, null],
      [null, new Date('1988-07-01T00:00:00Z'), new Date('2023-01-01T00:00:00Z'), 0, -1.5],
    ])
  })

  test.each([
    '=HYPERLINK("http://example.org","点我")',
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    "=cmd|' /C calc'!A0",
    '\t=1+1',
    '\n=1+1',
    '＝1+1',
  ])('%j is a text, and stays one when somebody edits the cell', async (injection) => {
    const xml = await sheetXml({ rows: [[injection]] })
    const [style] = /<c r="A2" s="(\d+)" t="inlineStr">/.exec(xml)!.slice(1)
    const styles = strFromU8(unzipSync(await bytesOf({}))['xl/styles.xml']!)
    const formats = styles.slice(styles.indexOf('<cellXfs'), styles.indexOf('</cellXfs>')).match(/<xf [^>]*>/g)!

    expect(await cell(injection)).toBe(injection)
    expect(xml).not.toContain('<f>')
    expect(formats[Number(style)]).toContain('quotePrefix="1"')
    expect(formats[Number(style)]).toContain('numFmtId="49"')
  })

  test.each([
    ['markup', '<b>&amp;</b> "a" \'b\' ]]>'],
    ['emoji', '👍🏽👨‍👩‍👧'],
    ['characters of extension B', '𠮷𪚥𫝑'],
    ['spaces at the ends', '  两端  '],
    ['several lines and a tab', '第一行\n第二行\t表'],
    ['what a spreadsheet would read as a code', '_x0041_ _x000D_ _x_'],
    ['leading zeros', '007'],
  ])('%s comes back as it was', async (_, given) => {
    expect(await cell(given)).toBe(given)
  })

  test('control characters that XML cannot hold are left out, and other line ends become line feeds', async () => {
    const controls = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('')

    expect(await cell(`甲${controls}乙\u007f\u0085\u2028\ufffe\r\n丙\ud842丁`)).toBe('甲\t\n\n\n\n乙\n\n\n丙\ufffd丁')
  })

  test('any text comes back as a file can hold it', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 100, maxLength: 100 })

    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const [, ...read] = await readBack({
          columns: [text('行'), text('内容')],
          rows: given.map((each, at) => [String(at), each]),
        })

        expect(read.map(([, each]) => each ?? '')).toEqual(given.map(fileText))
      }),
      { numRuns: 20 },
    )
  })

  test('a text as long as a cell holds comes back whole, a longer one ends with a mark', async () => {
    const most = '政'.repeat(MOST_CHARACTERS)
    const kept = MOST_CHARACTERS - CUT_MARK.length

    expect(await cell(most)).toBe(most)
    expect(await cell(`${most}协`)).toBe('政'.repeat(kept) + CUT_MARK)
    // The cut does not go through a character of two units.
    expect(await cell(`${'政'.repeat(kept - 1)}𠮷${most}`)).toBe('政'.repeat(kept - 1) + CUT_MARK)
  })

  test('an instant in a column of days is its day in Shanghai, also in a summer with summer time', async () => {
    const date: Column = { header: '日期', kind: 'date' }

    expect(await cell(new Date('2022-02-28T16:00:00Z'), date)).toEqual(new Date('2022-03-01T00:00:00Z'))
    expect(await cell(new Date('2022-02-28T15:59:59Z'), date)).toEqual(new Date('2022-02-28T00:00:00Z'))
    expect(await cell(new Date('1988-06-30T15:00:00Z'), date)).toEqual(new Date('1988-07-01T00:00:00Z'))
  })

  test('a day that spreadsheets disagree about and a number they would round are texts', async () => {
    expect(await cell('1900-02-28', { header: '日期', kind: 'date' })).toBe('1900-02-28')
    expect(await cell('1900-03-01', { header: '日期', kind: 'date' })).toEqual(new Date('1900-03-01T00:00:00Z'))
    expect(await cell(1_234_567_890_123_456, { header: '编号', kind: 'integer' })).toBe('1234567890123456')
  })

  test.each<[Cell, Column['kind']]>([
    ['2022-02-30', 'date'],
    ['2022/3/1', 'date'],
    [44_000, 'date'],
    [new Date(Number.NaN), 'date'],
    ['2022-03-01', 'instant'],
    ['23', 'integer'],
    [1.5, 'integer'],
    [Number.NaN, 'number'],
    [new Date(), 'text'],
  ])('%j is not accepted in a column of the kind %s', async (given, kind) => {
    await expect(bytesOf({ columns: [{ header: '列', kind }], rows: [[given]] })).rejects.toThrow(/^expected/)
  })

  test('a row with another number of cells than there are columns is not accepted', async () => {
    await expect(bytesOf({ rows: [['一', '二']] })).rejects.toThrow('expected 1 cells in row 2, got 2')
  })
})

describe('the sheet', () => {
  test('has a bold heading that stays in place and is printed on each page, and a filter over all rows', async () => {
    const parts = unzipSync(
      await bytesOf({
        sheet: "提案'清单",
        columns: [text('甲'), text('乙')],
        rows: [
          ['1', '2'],
          ['3', '4'],
        ],
      }),
    )
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!)
    const workbook = strFromU8(parts['xl/workbook.xml']!)

    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:B3"/>')
    expect(sheet).toContain('<c r="A1" s="1"')
    expect(strFromU8(parts['xl/styles.xml']!)).toMatch(
      /<cellXfs[^>]*><xf[^>]*fontId="0"[^>]*>.*?<\/xf><xf[^>]*fontId="1"/,
    )
    expect(workbook).toContain('localSheetId="0">&#39;提案&#39;&#39;清单&#39;!$1:$1</definedName>')
    expect(workbook).toContain('&#39;提案&#39;&#39;清单&#39;!$A$1:$B$3</definedName>')
  })

  test('has rows as high as their wrapped text', async () => {
    const xml = await sheetXml({
      columns: [{ ...text('案由'), width: 22, wrap: true }, text('备注')],
      rows: [
        ['二十个字二十个字二十个字二十个字二十个字', '一'],
        ['十个字十个字十个字', '不折行的长文字不折行的长文字不折行的长文字'],
        ['短', '一\n二\n三'],
      ],
    })

    expect(xml.match(/<row [^>]*>/g)).toEqual([
      '<row r="1">',
      '<row r="2" ht="30" customHeight="1">',
      '<row r="3">',
      '<row r="4" ht="45" customHeight="1">',
    ])
  })

  test('without rows is a heading', async () => {
    expect(await readBack({ rows: [] })).toEqual([['内容']])
  })

  test('tells at its foot what it was given, where an ampersand is not a command', async () => {
    const xml = await sheetXml({ footer: '张三 & 李四导出\n2022-05-06' })

    expect(xml).toContain(
      '<oddFooter>&amp;L张三 &amp;&amp; 李四导出 2022-05-06&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter>',
    )
  })

  test('has columns beyond Z', async () => {
    const columns = Array.from({ length: 703 }, (_, at) => text(`列${at}`))
    const row = columns.map((_, at) => String(at))

    expect(await readBack({ columns, rows: [row] })).toEqual([columns.map(({ header }) => header), row])
    expect(await sheetXml({ columns, rows: [row] })).toContain('<c r="AAA2"')
  })

  test.each([
    ['提案[2022]:*?/\\一览', '提案-2022------一览'],
    [
      '「关于加强老旧小区停车管理、缓解居民停车难问题的建议」办理情况清单',
      '「关于加强老旧小区停车管理、缓解居民停车难问题的建议」办理情况',
    ],
    ["'引号'", '引号'],
    ['History', 'Sheet1'],
    ['', 'Sheet1'],
  ])('is called %j as %j', async (wanted, name) => {
    expect(sheetName(wanted)).toBe(name)
    expect(sheetName(wanted).length).toBeLessThanOrEqual(31)
  })

  test('is recognised as a spreadsheet by its bytes', async () => {
    expect((await fileTypeFromBuffer(await bytesOf({ rows: [['一']] })))?.mime).toBe(XLSX_TYPE)
  })

  test('is the same file for the same rows', async () => {
    const [first, second] = [await bytesOf({ rows: [['一']] }), await bytesOf({ rows: [['一']] })]

    expect(second.equals(first)).toBe(true)
  })
})
