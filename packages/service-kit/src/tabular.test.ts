import { Refusal } from '@lianxie/contracts'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { type Column, readTable, TABLE_LIMITS, type Table } from './tabular.ts'

const columns: Column[] = [
  { name: 'name', zh: '姓名', en: 'Name', aliases: ['委员姓名'], required: true },
  { name: 'phone', zh: '手机', en: 'Phone' },
  { name: 'joined', zh: '任职日期', en: 'Joined' },
]

const csv = (text: string) => new TextEncoder().encode(text)
// 姓名,手机\n张三,1 in GBK.
const gbk = Uint8Array.from([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xca, 0xd6, 0xbb, 0xfa, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x31,
])
const xlsx = async (rows: unknown[][]) => new Uint8Array(await writeExcelFile(rows as never).toBuffer())

const cellsOf = ({ rows }: Table) => rows.map(({ row, cells }) => ({ row, ...cells }))
const refusal = async (reading: Promise<unknown>): Promise<Refusal> => {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  return error as Refusal
}

describe('encodings', () => {
  test.each([
    ['UTF-8', csv('姓名,手机\n张三,1')],
    ['UTF-8 with a byte order mark', csv('\uFEFF姓名,手机\n张三,1')],
    ['GBK', gbk],
    ['UTF-16 as spreadsheets save it', new Uint8Array(Buffer.from('\uFEFF姓名\t手机\r\n张三\t1', 'utf16le'))],
  ])('a CSV file in %s is read', async (_, bytes) => {
    expect(cellsOf(await readTable(bytes, 'csv', columns))).toEqual([{ row: 2, name: '张三', phone: '1' }])
  })

  test('bytes that are no text are refused', async () => {
    expect((await refusal(readTable(Uint8Array.from([0xff, 0xff, 0x00, 0x81]), 'csv', columns))).code).toBe(
      'import.unreadable',
    )
  })
})

describe('headings', () => {
  test('a title above the heading and empty rows are passed over, and row numbers stay those of the file', async () => {
    const table = await readTable(
      csv('某区政协委员名册,,\n,,\n序号,委员姓名（必填）, Phone *\n1,张三,1\n,,\n2,李四,2\n'),
      'csv',
      columns,
    )

    expect(cellsOf(table)).toEqual([
      { row: 4, name: '张三', phone: '1' },
      { row: 6, name: '李四', phone: '2' },
    ])
    expect(table.ignored).toEqual(['序号'])
  })

  test('a required column that is missing is named in both languages', async () => {
    expect((await refusal(readTable(csv('手机\n1'), 'csv', columns))).detail).toEqual({
      field: 'name',
      missing: [{ name: 'name', zh: '姓名', en: 'Name' }],
    })
  })

  test('a column that occurs twice is refused', async () => {
    const { code, detail } = await refusal(readTable(csv('姓名,手机,Name\n张三,1,x'), 'csv', columns))
    expect([code, detail.field]).toEqual(['import.header_twice', 'name'])
  })

  test('a quoted cell may hold commas, quotes and line breaks', async () => {
    const table = await readTable(csv('姓名,手机\n"张三, ""小张""\n二行",1'), 'csv', columns)
    expect(table.rows[0]!.cells['name']).toBe('张三, "小张"\n二行')
  })

  test('a quote that never ends is refused with its place', async () => {
    const { code } = await refusal(readTable(csv('姓名,手机\n"张三,1\n李四,2'), 'csv', columns))
    expect(code).toBe('import.unreadable')
  })
})

describe('spreadsheets', () => {
  test('texts, numbers and dates become text', async () => {
    const bytes = await xlsx([
      ['姓名', '手机', '任职日期'].map((value) => ({ value })),
      [
        { value: '张三' },
        { value: 13800000000 },
        { value: new Date('2022-01-05T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' },
      ],
    ])
    expect(cellsOf(await readTable(bytes, 'xlsx', columns))).toEqual([
      { row: 2, name: '张三', phone: '13800000000', joined: '2022-01-05' },
    ])
  })

  test('a number too long for a spreadsheet to keep exactly is an error of its row', async () => {
    const bytes = await xlsx([['姓名', '手机'].map((value) => ({ value })), [{ value: '张三' }, { value: 2 ** 58 }]])
    const { rows } = await readTable(bytes, 'xlsx', columns)
    expect(rows[0]!.errors).toEqual([expect.objectContaining({ column: 'phone' })])
  })

  test.each([
    ['no archive', strToU8('PK\u0003\u0004 nonsense')],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('a') })],
    ['a damaged sheet', zipSync({ '[Content_Types].xml': strToU8('<Types'), 'xl/workbook.xml': strToU8('<workbook') })],
  ])('%s is refused', async (_, bytes) => {
    expect((await refusal(readTable(bytes, 'xlsx', columns))).code).toMatch(
      /^import\.(unreadable|empty|header_missing)$/,
    )
  })

  test('a small archive that unpacks to a huge one is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(100 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect((await refusal(readTable(bomb, 'xlsx', columns))).code).toBe('import.too_large')
  })

  test('a sheet that claims a billion cells is refused', async () => {
    const { unzipSync } = await import('fflate')
    const parts = unzipSync(await xlsx([[{ value: '姓名' }], [{ value: '张三' }]]))
    const name = Object.keys(parts).find((part) => part.startsWith('xl/worksheets/sheet'))!
    const sheet = Buffer.from(parts[name]!).toString('utf8')
    const far = sheet.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    expect(far).not.toBe(sheet)

    const { code } = await refusal(readTable(zipSync({ ...parts, [name]: strToU8(far) }), 'xlsx', columns))

    expect(code).toMatch(/^import\./)
  }, 40_000)
})

describe('JSON', () => {
  test('an array of objects is read, a list of texts as one cell', async () => {
    const bytes = csv(
      JSON.stringify([
        { 姓名: '张三', phone: 1 },
        { name: '李四', phone: ['1', '2'], extra: true },
      ]),
    )
    const table = await readTable(bytes, 'json', columns)
    expect(cellsOf(table)).toEqual([
      { row: 1, name: '张三', phone: '1' },
      { row: 2, name: '李四', phone: '1、2' },
    ])
    expect(table.ignored).toEqual(['extra'])
  })

  test('an object in a cell is an error of its row', async () => {
    const { rows } = await readTable(csv(JSON.stringify([{ name: '张三', phone: { a: 1 } }])), 'json', columns)
    expect(rows[0]!.errors).toEqual([expect.objectContaining({ column: 'phone' })])
  })

  test.each(['{', '{"name":"张三"}', '[1]', '[null]'])('%s is refused', async (text) => {
    expect((await refusal(readTable(csv(text), 'json', columns))).code).toBe('import.unreadable')
  })
})

describe('limits', () => {
  test('a table with more rows than allowed is refused in every format', async () => {
    const limits = { ...TABLE_LIMITS, rows: 2 }
    const names = ['张三', '李四', '王五']
    const json = csv(JSON.stringify(names.map((name) => ({ name }))))
    const text = csv(`姓名\n${names.join('\n')}`)
    for (const reading of [readTable(text, 'csv', columns, limits), readTable(json, 'json', columns, limits)]) {
      expect((await refusal(reading)).code).toBe('import.too_many_rows')
    }
    expect((await readTable(csv('姓名\n张三\n李四'), 'csv', columns, limits)).rows).toHaveLength(2)
  })

  test('a cell longer than allowed is an error of its row', async () => {
    const { rows } = await readTable(csv(`姓名\n${'张'.repeat(11)}`), 'csv', columns, {
      ...TABLE_LIMITS,
      cellLength: 10,
    })
    expect(rows[0]!.errors).toEqual([expect.objectContaining({ column: 'name', zh: '超过10个字' })])
  })

  test.each(['', '\n\n', '姓名,手机\n,\n'])('a file without any row is refused', async (text) => {
    expect((await refusal(readTable(csv(text), 'csv', columns))).code).toMatch(/^import\.(empty|header_missing)$/)
  })
})
