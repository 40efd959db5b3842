import { proposals as c } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import type { HistoryBook } from './history-case.ts'
import { type CaseFact, importFact } from './import-fact.ts'

const region = 'wuxing-cppcc'
const now = new Date('2024-01-01T00:00:00Z')

const emptyBook = (more: Partial<HistoryBook> = {}): HistoryBook => ({
  cases: new Map(),
  facts: new Map(),
  liveRefs: new Set(),
  liveNumbers: new Set(),
  numbers: new Map(),
  actors: new Map(),
  ...more,
})

let ids = 0
const context = {
  region,
  now,
  newId: () => `017f4200-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  session: { termNumber: 5, sessionNumber: 1 },
}

/** A fact on a day of 2022; what is read of a file, with the defaults of its shape. */
const fact = (name: string, day: string, more: object = {}): CaseFact =>
  c.HistoryFact.parse({
    at: `2022-${day}T09:00:00+08:00`,
    fact: `proposal-${name}`,
    region,
    id: 'p1',
    ...more,
  }) as CaseFact

const submitted = (more: object = {}) =>
  fact('submitted', '01-10', {
    title: '关于停车的建议',
    area: '城建',
    collective: false,
    proposers: ['m1', 'm2'],
    atPlenary: true,
    ...more,
  })
const filed = (more: object = {}) => fact('reviewed', '01-17', { outcome: 'filed', number: 112, ...more })
const assigned = (more: object = {}) =>
  fact('assigned', '02-09', { lead: '公安局', assist: ['交通局'], due: '2022-05-09', ...more })
const replied = (more: object = {}) => fact('replied', '03-09', { class: 'B', ...more })

/** Another text has another one. */
const digestOf = (text: string) =>
  Array.from(text)
    .reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 2 ** 40, 7)
    .toString(16)
    .padStart(64, '0')

let lines = 0
const take = (book: HistoryBook, one: CaseFact) => {
  lines += 1
  const name = `${one.fact}/${one.id}/${one.at}`
  const digest = digestOf(JSON.stringify(one))
  return importFact(book, { fact: one, source: { sha256: 'a'.repeat(64), line: lines, fact: name, digest } }, context)
}
const takeAll = (book: HistoryBook, facts: readonly CaseFact[]) => facts.map((one) => take(book, one))
const typesOf = (results: ReturnType<typeof takeAll>) =>
  results.flatMap((one): unknown[] => (one.outcome === 'IMPORTED' ? one.events.map(({ type }) => type) : [one]))

test('a year of one proposal becomes its events, and actors that nobody knows are named first', () => {
  const book = emptyBook()

  const results = takeAll(book, [
    submitted(),
    filed(),
    fact('selected-key', '01-20', { supervisor: '政府分管领导' }),
    assigned(),
    fact('assignment-returned', '02-14', { by: '公安局', reason: '不属于本单位职责' }),
    fact('assigned', '02-18', { lead: '交通局' }),
    fact('consulted', '02-25', { form: '电话沟通' }),
    replied(),
    fact('supervised', '03-13', { form: '评议督办' }),
    fact('appraised', '03-20', { satisfaction: '不满意' }),
    fact('replied', '04-01', { class: 'A', round: 2 }),
    fact('appraised', '04-08', { satisfaction: '理解', round: 2 }),
  ])

  expect(typesOf(results)).toEqual(
    [
      'actor-named',
      'actor-named',
      'proposal-received',
      'proposal-filed',
      'key-designated',
      'actor-named',
      'actor-named',
      'proposal-assigned',
      'unit-returned',
      'proposal-assigned',
      'proposer-consulted',
      'proposal-replied',
      'supervision-held',
      'reply-rated',
      'proposal-replied',
      'reply-rated',
    ].map((name) => `proposals.history-${name}`),
  )
  const filing = results[1]!.outcome === 'IMPORTED' ? results[1]!.events[0]!.data : undefined
  expect(filing).toMatchObject({
    printedNumber: 112,
    subject: '关于停车的建议',
    kind: 'JOINT',
    termNumber: 5,
    sessionNumber: 1,
    occurredAt: '2022-01-17T01:00:00.000Z',
    occurredOn: '2022-01-17',
  })
})

test('no event says what a member is called or what a unit wrote', () => {
  const events = takeAll(emptyBook(), [
    submitted({ proposers: ['张某某'] }),
    filed(),
    assigned(),
    fact('assignment-returned', '02-14', { by: '公安局', reason: '不属于本单位职责' }),
  ])

  expect(JSON.stringify(events)).not.toMatch(/张某某|不属于/)
})

test('the same fact again is known, and with other content it is turned down', () => {
  const book = emptyBook()
  const first = submitted()
  take(book, first)

  expect(take(book, first)).toEqual({ outcome: 'KNOWN' })
  expect(take(book, submitted({ title: '另一个案由' }))).toEqual({ outcome: 'WRONG', code: 'history.changed' })
})

test.each<[string, CaseFact[], string]>([
  ['a fact about a proposal that was never submitted', [filed()], 'history.unknown_case'],
  ['a second submission', [submitted(), { ...submitted(), at: '2022-01-11T09:00:00+08:00' }], 'history.already'],
  [
    'a review before the submission',
    [submitted(), fact('reviewed', '01-09', { outcome: 'returned' })],
    'history.order',
  ],
  ['a second review', [submitted(), filed(), fact('reviewed', '01-18', { outcome: 'returned' })], 'history.already'],
  ['an assignment of what was not filed', [submitted(), assigned()], 'history.not_filed'],
  [
    'an assignment of what has a unit',
    [submitted(), filed(), assigned(), fact('assigned', '02-10', { lead: '公安局' })],
    'history.already',
  ],
  ['a term before the assignment', [submitted(), filed(), assigned({ due: '2022-02-01' })], 'history.order'],
  [
    'a return of what nobody has',
    [submitted(), filed(), fact('assignment-returned', '02-10', { by: '公安局' })],
    'history.not_assigned',
  ],
  ['a reply without an assignment', [submitted(), filed(), replied()], 'history.not_assigned'],
  ['a second round before the first', [submitted(), filed(), assigned(), replied({ round: 2 })], 'history.round'],
  [
    'a rating before the reply',
    [submitted(), filed(), assigned(), fact('appraised', '03-20', { satisfaction: '满意' })],
    'history.not_replied',
  ],
  ['a merger with itself', [submitted(), filed(), fact('merged', '01-24', { into: 'p1' })], 'history.merge_self'],
  ['a merger into nothing', [submitted(), filed(), fact('merged', '01-24', { into: 'p9' })], 'history.merge_target'],
  ['a day to come', [{ ...submitted(), at: '2024-02-01T00:00:00+08:00' }], 'history.future'],
])('%s is turned down', (_, facts, code) => {
  expect(takeAll(emptyBook(), facts).at(-1)).toMatchObject({ outcome: 'WRONG', code })
})

test('a line that names a live proposal by its id or its number is turned down', () => {
  const live = '017f4200-0000-7000-8000-00000000ffff'
  const book = emptyBook({ liveRefs: new Set([live]), liveNumbers: new Set(['5-1#112', '2022#112']) })

  expect(take(book, submitted({ id: live }))).toMatchObject({ code: 'history.live_case', field: 'id' })
  expect(takeAll(book, [submitted(), filed()])[1]).toMatchObject({ code: 'history.number_live' })
  expect(takeAll(book, [filed({ number: 113 }), fact('merged', '01-24', { into: live })])[1]).toMatchObject({
    code: 'history.live_case',
    field: 'into',
  })
})

test('a case that was handled here since is a live one', () => {
  const book = emptyBook()
  takeAll(book, [submitted(), filed(), submitted({ id: 'p2' }), filed({ id: 'p2', number: 2 })])
  book.cases.set('p1', { ...book.cases.get('p1')!, isContinued: true })

  expect(take(book, assigned())).toMatchObject({ code: 'history.live_case', field: 'id' })
  expect(take(book, fact('merged', '01-24', { id: 'p2', into: 'p1' }))).toMatchObject({
    code: 'history.live_case',
    field: 'into',
  })
})

test('two imported proposals of a session cannot have one number; those of two sessions can', () => {
  const other = { id: 'p2', termNumber: 5, sessionNumber: 2 }
  const book = emptyBook()
  takeAll(book, [submitted(), filed()])

  expect(takeAll(book, [submitted({ id: 'p3' }), filed({ id: 'p3' })])[1]).toMatchObject({
    code: 'history.number_used',
  })
  expect(takeAll(book, [submitted(other), filed({ id: 'p2' })])[1]).toMatchObject({ outcome: 'IMPORTED' })
})

test('a merger goes one level deep, and the case counts its originals', () => {
  const book = emptyBook()
  takeAll(
    book,
    [1, 2, 3].flatMap((n) => [submitted({ id: `p${n}` }), filed({ id: `p${n}`, number: n })]),
  )
  const merge = (id: string, into: string) => take(book, fact('merged', '01-24', { id, into }))

  expect(merge('p2', 'p1')).toMatchObject({ events: [{ data: { originals: 1 } }] })
  expect(merge('p3', 'p2')).toMatchObject({ code: 'history.merge_chain' })
  expect(merge('p1', 'p3')).toMatchObject({ code: 'history.merge_chain' })
  expect(merge('p3', 'p1')).toMatchObject({ events: [{ data: { originals: 2 } }] })
})

test('a wrong line changes nothing: what follows is judged as if it were not there', () => {
  const book = emptyBook()
  takeAll(book, [submitted(), filed(), assigned({ due: '2022-02-01' })])

  expect(take(book, fact('assigned', '02-10', { lead: '公安局' }))).toMatchObject({
    outcome: 'IMPORTED',
    events: [{}, { data: { round: 1 } }],
  })
})
