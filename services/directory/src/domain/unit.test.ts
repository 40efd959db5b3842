import { directory as d } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { id } from './given.ts'
import { changeUnit, closeUnit, mergeUnits, type Unit } from './unit.ts'

const unit = (n: number, duties: string[], more: Partial<Unit> = {}): Unit => ({
  facts: { unitId: id(n), name: `单位${n}`, unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT', duties },
  formerNames: [],
  registeredOn: '2022-01-01',
  state: 'active',
  ...more,
})
const unused = { units: 0, contacts: 0 }
const merge = (fromIds: string[]) => ({ intoId: id(1), fromIds, mergedOn: '2022-06-01', reason: '机构改革' })

test('the remaining unit keeps its name and takes over every duty once', () => {
  const into = unit(1, ['甲', '乙'])
  const from = [
    { unit: unit(2, ['乙', '丙']), uses: unused },
    { unit: unit(3, ['丁']), uses: unused },
  ]

  const events = mergeUnits({ into, from }, merge([id(2), id(3)]))

  expect(events.map(({ type }) => type)).toEqual([d.UnitMerged.type, d.UnitMerged.type, d.UnitChanged.type])
  expect(events[2]!.data).toMatchObject({ unitId: id(1), name: '单位1', duties: ['甲', '乙', '丙', '丁'] })
})

test('a change tells all former names, each once', () => {
  const formerNames = [{ name: '旧名', until: '2020-01-01' }]
  const former = (name: string, effectiveOn: string) => {
    const before = unit(1, [], { formerNames })
    const command = { ...before.facts, name, effectiveOn, reason: '更名' }
    return changeUnit({ unit: before, place: { nameTaken: false, superior: undefined } }, command)[0]!.data.formerNames
  }

  expect(former('单位1', '2022-06-01')).toEqual(formerNames)
  expect(former('新名', '2022-06-01')).toEqual([...formerNames, { name: '单位1', until: '2022-06-01' }])
})

test('a merger that brings no new duty changes nothing in the remaining unit', () => {
  const events = mergeUnits({ into: unit(1, ['甲']), from: [{ unit: unit(2, ['甲']), uses: unused }] }, merge([id(2)]))
  expect(events.map(({ type }) => type)).toEqual([d.UnitMerged.type])
})

test('a unit is not merged into itself, and none is named twice', () => {
  const into = unit(1, [])
  const from = [{ unit: into, uses: unused }]
  expect(() => mergeUnits({ into, from }, merge([id(1)]))).toThrow('unit.same')
  const twice = [unit(2, []), unit(2, [])].map((unit) => ({ unit, uses: unused }))
  expect(() => mergeUnits({ into, from: twice }, merge([id(2), id(2)]))).toThrow('request.invalid')
})

test('an ended unit is neither merged nor closed', () => {
  const ended = unit(2, [], { state: 'closed' })
  expect(() => mergeUnits({ into: unit(1, []), from: [{ unit: ended, uses: unused }] }, merge([id(2)]))).toThrow(
    'unit.ended',
  )
  const command = { unitId: id(2), closedOn: '2022-06-01', reason: '撤销' }
  expect(() => closeUnit({ unit: ended, uses: unused }, command)).toThrow('unit.ended')
})

test('a unit with contact persons is closed only after they have left', () => {
  const command = { unitId: id(2), closedOn: '2022-06-01', reason: '撤销' }
  expect(() => closeUnit({ unit: unit(2, []), uses: { units: 0, contacts: 1 } }, command)).toThrow('unit.in_use')
  expect(closeUnit({ unit: unit(2, []), uses: unused }, command)).toEqual([d.UnitClosed(command)])
})
