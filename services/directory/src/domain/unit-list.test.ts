import { expect, test } from 'vitest'
import { deciding, id } from './given.ts'
import { importUnits, judgeUnits, type UnitRow } from './unit-list.ts'

const row = (n: number, name: string, superior?: string) => ({
  row: n,
  value: { name, unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT', duties: [], superior } satisfies UnitRow,
})
const known = new Map([['区政府', id(1)]])

test('a superior may be known already or stand in an earlier row', () => {
  const rows = [row(2, '甲局', '区政府'), row(3, '甲局一科', '甲局')]
  const events = importUnits({ rows, known }, { registeredOn: '2022-01-01' }, deciding())
  expect(events.map(({ data }) => [data.unitId, data.superiorId])).toEqual([
    [id(101), id(1)],
    [id(102), id(101)],
  ])
})

test('a name that is taken, a double, and a superior that comes later or fails itself are told', () => {
  const rows = [row(2, '区政府'), row(3, '乙局', '丙局'), row(4, '丙局'), row(5, '丙局'), row(6, '丁科', '乙局')]
  expect(judgeUnits(rows, known).map(({ row, column }) => [row, column])).toEqual([
    [2, 'name'],
    [3, 'superior'],
    [5, 'name'],
    [6, 'superior'],
  ])
})
