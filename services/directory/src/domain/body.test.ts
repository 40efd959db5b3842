import { directory as d } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { type Body, changeBody, dissolveBody, formBody } from './body.ts'
import { deciding, id } from './given.ts'

const body: Body = { id: id(1), formedOn: '2022-01-01', dissolvedOn: null }
const dissolved: Body = { ...body, dissolvedOn: '2022-06-01' }
const free = { nameTaken: false, parent: undefined }
const form = { bodyKind: 'SPECIAL_COMMITTEE', name: '提案委员会', formedOn: '2022-01-01' } as const
const change = {
  bodyId: id(1),
  bodyKind: 'OFFICE',
  name: '办公室',
  effectiveOn: '2022-02-01',
  reason: '机构改革',
} as const

test('a body is formed with what was asked and an id of its own', () => {
  expect(formBody(free, form, deciding())).toEqual([d.BodyFormed({ bodyId: id(101), ...form })])
})

test('a body cannot be formed under one that was dissolved', () => {
  const parent = { body: dissolved, ancestors: [id(1)] }
  expect(() => formBody({ nameTaken: false, parent }, form, deciding())).toThrow('body.dissolved')
})

test('a body cannot become a part of its own part', () => {
  const parent = { body: { ...body, id: id(2) }, ancestors: [id(2), id(1)] }
  expect(() => changeBody({ body, place: { nameTaken: false, parent } }, change)).toThrow('body.circle')
})

test('a body cannot change before it was formed', () => {
  expect(() => changeBody({ body, place: free }, { ...change, effectiveOn: '2021-12-31' })).toThrow('date.before_start')
})

test.each([
  { members: 1, staff: 0, parts: 0 },
  { members: 0, staff: 1, parts: 0 },
  { members: 0, staff: 0, parts: 1 },
])('a body with %j cannot be dissolved', (uses) => {
  const command = { bodyId: id(1), dissolvedOn: '2022-12-01', reason: '撤销' }
  expect(() => dissolveBody({ body, uses }, command)).toThrow('body.in_use')
  expect(dissolveBody({ body, uses: { members: 0, staff: 0, parts: 0 } }, command)).toEqual([d.BodyDissolved(command)])
})
