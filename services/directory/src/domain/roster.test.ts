import { directory as d } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { deciding, id } from './given.ts'
import { importRoster, judgeRoster, type RosterKnowledge, type RosterRow } from './roster.ts'

const known: RosterKnowledge = {
  sectors: new Map([['民革', { sectorId: id(50), definedOn: '2022-01-01' }]]),
  bodies: new Map([['提案委员会', { bodyId: id(60), formedOn: '2022-01-01' }]]),
  members: new Map([
    [
      'id:X1',
      {
        memberId: id(1),
        sitting: false,
        lastTerm: 15,
        lastDay: '2021-12-31',
        person: { name: '人2', idNumber: 'X1', phone: '1' },
      },
    ],
    [
      'id:X2',
      { memberId: id(2), sitting: true, lastTerm: 16, lastDay: '2022-01-10', person: { name: '人6', idNumber: 'X2' } },
    ],
  ]),
}
const row = (n: number, more: Partial<RosterRow> = {}) => ({
  row: n,
  value: { name: `人${n}`, sector: '民革', bodies: [], ...more },
})
const term = { termNumber: 16, beganOn: '2022-01-10' }

test('a known member begins another term, a new one is registered first', () => {
  const bodies = [{ body: '提案委员会', post: 'DIRECTOR' as const }]
  const events = importRoster({ rows: [row(2, { idNumber: 'X1' }), row(3, { bodies })], known }, term, deciding())
  expect(events.map(({ type, data }) => [type, (data as { memberId: string }).memberId])).toEqual([
    [d.TermBegun.type, id(1)],
    [d.MemberRegistered.type, id(101)],
    [d.TermBegun.type, id(101)],
    [d.MemberAppointed.type, id(101)],
  ])
})

test('what a roster says otherwise of a known member is a correction, and what it leaves out stays', () => {
  const events = importRoster({ rows: [row(2, { idNumber: 'X1', employer: '新单位' })], known }, term, deciding())
  expect(events[0]).toEqual(d.PersonCorrected({ personId: id(1), fields: ['employer'] }))
})

test('two rows that are one known member by different marks are told', () => {
  const members = new Map([...known.members, ['phone:人3:1', known.members.get('id:X1')!]])
  const rows = [row(2, { idNumber: 'X1' }), row(3, { phone: '1' })]
  expect(judgeRoster(rows, { ...known, members }).map(({ row, column }) => [row, column])).toEqual([[3, 'name']])
})

test('rows that name unknown things, repeat a person or name somebody who sits are told one by one', () => {
  const rows = [
    row(2, { idNumber: 'A' }),
    row(3, { sector: '没有' }),
    row(4, { bodies: [{ body: '没有', post: 'DIRECTOR' }] }),
    row(5, { idNumber: 'A' }),
    row(6, { idNumber: 'X2' }),
  ]
  expect(judgeRoster(rows, known).map(({ row, column }) => [row, column])).toEqual([
    [3, 'sector'],
    [4, 'bodies'],
    [5, 'idNumber'],
    [6, 'name'],
  ])
})

test('people of one name without anything else to go by are two people', () => {
  expect(judgeRoster([row(2, { name: '王伟' }), row(3, { name: '王伟' })], known)).toEqual([])
})

test('a row that no longer fits holds back all', () => {
  expect(() => importRoster({ rows: [row(2), row(3, { sector: '没有' })], known }, term, deciding())).toThrow(
    'import.outdated',
  )
})

test('a known member cannot begin a term that is not later than the last', () => {
  const facts = { rows: [row(2, { idNumber: 'X1' })], known }
  expect(() => importRoster(facts, { ...term, termNumber: 15 }, deciding())).toThrow('member.term_number')
  expect(() => importRoster(facts, { ...term, beganOn: '2021-12-30' }, deciding())).toThrow('date.before_start')
})
