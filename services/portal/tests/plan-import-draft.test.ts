import { expect, test } from 'vitest'
import { countMended, type ImportRow, mendedRows, NOTHING } from '../web/pages/consultations-plan/import-draft.ts'

const row = (number: number, cells: Record<string, string>): ImportRow => ({ row: number, cells, errors: [] })

test('what was typed replaces what was read, emptied cells are left away and rows left out are not sent', () => {
  const rows = [
    row(2, { form: '专题协商', topic: '水体联保共治' }),
    row(3, { form: '座谈', topic: '停车', months: '13月' }),
    row(4, { form: '专题协商', topic: '水体联保共治' }),
  ]
  const mended = { cells: { 3: { form: '专题协商', months: ' ' } }, left: [4] }

  expect(mendedRows(rows, mended)).toEqual([
    { form: '专题协商', topic: '水体联保共治' },
    { form: '专题协商', topic: '停车' },
  ])
  expect(countMended(mended)).toBe(2)
  expect(mendedRows(rows, NOTHING)).toEqual(rows.map(({ cells }) => cells))
})
