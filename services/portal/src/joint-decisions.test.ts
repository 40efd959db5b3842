import { expect, test } from 'vitest'
import { actionsOf, waitsOf } from '../web/pages/joint-decisions/actions.ts'
import { clausesOf } from '../web/pages/joint-decisions/difference.ts'
import { currentOf, foundingOf, numbered, signersOf, standingOf } from '../web/pages/joint-decisions/versions.ts'

const version = (versionId: string, more: object = {}) =>
  ({
    versionId,
    kind: 'record',
    state: 'CIRCULATED',
    issuedAt: `2026-04-0${versionId.length}T00:00:00.000Z`,
    parents: [],
    body: { base: null },
    signers: ['a', 'b', 'c'],
    missing: ['a', 'b', 'c'],
    answers: [],
    convenor: 'a',
    deadline: null,
    filesHere: true,
    ...more,
  }) as never

const decision = { kind: 'record', effective: null, toDo: [] } as never
const asStaff = (own: string) => ({ own, hosts: true, role: 'STAFF_OFFICE' as const })

test('versions are numbered by the longest way from the first, and rivals share a number', () => {
  const first = version('1')
  const ours = version('2a', { parents: ['1'], issuedAt: '2026-04-02T00:00:00.000Z' })
  const theirs = version('2b', { parents: ['1'], issuedAt: '2026-04-03T00:00:00.000Z' })
  const merged = version('3', { parents: ['2a', '2b'] })

  const numbers = numbered([first, theirs, merged, ours]).map(({ version: { versionId }, number, rival }) => [
    versionId,
    number,
    rival,
  ])

  expect(numbers).toEqual([
    ['1', 1, undefined],
    ['2a', 2, 0],
    ['2b', 2, 1],
    ['3', 3, undefined],
  ])
})

test('a version that builds on what is effective follows it', () => {
  const [, second] = numbered([version('1', { state: 'EFFECTIVE' }), version('2', { body: { base: '1' } })])

  expect(second).toMatchObject({ number: 2, before: ['1'] })
})

test('an open version is meant before the effective one, and that before the last', () => {
  const [old, effective, open] = [
    version('1', { state: 'SUPERSEDED' }),
    version('2', { state: 'EFFECTIVE' }),
    version('3'),
  ]

  expect(currentOf({ versions: [effective, open, old], effective: '2' })).toBe(open)
  expect(currentOf({ versions: [effective, old], effective: '2' })).toBe(effective)
  expect(currentOf({ versions: [old], effective: null })).toBe(old)
})

test('a side that is away and has not signed is offline; one that signed before it left is not', () => {
  const side = { committee: 'b', lastHeard: '2026-04-03T02:00:00.000Z', left: false } as never
  const now = new Date('2026-04-03T02:03:00.000Z')
  const signed = version('1', { answers: [{ committee: 'b', answer: 'countersign', counts: true }] })

  expect(standingOf(version('1'), side, 'a', now)).toMatchObject({
    state: 'offline',
    since: '2026-04-03T02:00:00.000Z',
  })
  expect(standingOf(signed, side, 'a', now).state).toBe('signed')
  expect(standingOf(version('1', { state: 'OBJECTED' }), side, 'a', now).state).toBe('waiting')
  expect(standingOf(version('1', { signers: ['a', 'c'] }), side, 'a', now).state).toBe('none')
})

test('an answer that does not count is none', () => {
  const side = { committee: 'b', lastHeard: null, left: false } as never
  const late = version('1', { answers: [{ committee: 'b', answer: 'countersign', counts: false }] })

  expect(standingOf(late, side, 'a').state).toBe('waiting')
})

test('the convenor signs after all others, and may refuse before', () => {
  expect(actionsOf(decision, version('1'), asStaff('a'))).not.toContain('countersignature')
  expect(actionsOf(decision, version('1'), asStaff('a'))).toContain('refusal')
  expect(actionsOf(decision, version('1'), asStaff('b'))).toContain('countersignature')
  expect(actionsOf(decision, version('1', { missing: ['a'] }), asStaff('a'))).toContain('countersignature')
})

test('nobody signs before the files are here', () => {
  expect(actionsOf(decision, version('1', { filesHere: false }), asStaff('b'))).not.toContain('countersignature')
  expect(waitsOf(version('1', { filesHere: false }), 'b')).toBe('files')
})

test('a chair answers and drafts nothing else; an auditor does nothing', () => {
  expect(actionsOf(decision, version('1'), { ...asStaff('b'), role: 'CHAIR' })).toEqual(['countersignature', 'refusal'])
  expect(actionsOf(decision, version('1'), { ...asStaff('b'), role: 'AUDITOR' })).toEqual([])
})

test('what is effective is followed by tasks, and by a new version that builds on it', () => {
  const effective = { kind: 'record', effective: '1', toDo: [] } as never
  const actions = actionsOf(effective, version('1', { state: 'EFFECTIVE', missing: [] }), asStaff('b'))

  expect(actions).toEqual(['amendment', 'comment', 'task', 'outcome', 'follow-up'])
})

test('a joint session is called by the host of the year alone', () => {
  const topic = { kind: 'topic', effective: '1', toDo: [] } as never
  const effective = version('1', { state: 'EFFECTIVE', missing: [] })

  expect(actionsOf(topic, effective, asStaff('b'))).toContain('session')
  expect(actionsOf(topic, effective, { ...asStaff('b'), hosts: false })).not.toContain('session')
})

test('a version lapses by the word of the convenor after its deadline, and by nobody else', () => {
  const late = version('1', { deadline: '2026-04-01T00:00:00.000Z' })
  const toDo = { kind: 'record', effective: null, toDo: ['lapse'] } as never
  const now = new Date('2026-04-02T00:00:00.000Z')

  expect(actionsOf(toDo, late, { ...asStaff('a'), now })).toContain('lapse')
  expect(actionsOf(toDo, late, { ...asStaff('b'), now })).not.toContain('lapse')
  expect(actionsOf(toDo, late, { ...asStaff('a'), now: new Date('2026-03-31T00:00:00.000Z') })).not.toContain('lapse')
})

test('a comparison shows paragraph by paragraph what one side changed, and marks only those', () => {
  const clauses = clausesOf(
    ['一、共识', '三地每季度联合巡河。'],
    ['一、共识', '三地每月联合巡河。', '新增一段。'],
    '吴江修改',
  )

  expect(clauses.map(({ mark }) => mark)).toEqual([undefined, '吴江修改', '吴江修改'])
  const parts = clauses.flatMap((clause) => clause.parts)
  expect(parts.filter(({ change }) => change === 'removed').map(({ text }) => text)).toEqual(['季度'])
  expect(
    parts
      .filter(({ change }) => change !== 'removed')
      .map(({ text }) => text)
      .join(''),
  ).toBe('一、共识三地每月联合巡河。新增一段。')
})

test('beside a text that takes a committee in stands that committee too, and waits to sign', () => {
  const side = (committee: string) => ({ committee, name: committee, left: false, lastHeard: null }) as never
  const compact = { sides: [side('a'), side('b')] }
  const text = { members: [side('a'), side('b'), side('c')] }
  const proposed = version('1', { kind: 'compact-text', body: { base: null, text } })

  const signers = signersOf(compact, proposed)

  expect(signers.map(({ committee }) => committee)).toEqual(['a', 'b', 'c'])
  expect(standingOf(proposed, signers[2]!, 'a').state).toBe('waiting')
  expect(signersOf(compact, version('1'))).toBe(compact.sides)
})

test('the first text that amends a compact is compared with the founding one, as long as that is in force', () => {
  const compact = { compactId: 'c', textVersion: 'c', name: '机制', text: { articles: '一' } } as never
  const proposed = (base: string | null) => version('1', { kind: 'compact-text', body: { base, text: {} } })

  expect(foundingOf(compact, proposed('c'))).toMatchObject({
    versionId: 'c',
    title: '机制',
    body: { text: { articles: '一' } },
  })
  expect(foundingOf(compact, proposed('b'))).toBeUndefined()
  expect(foundingOf({ ...(compact as object), textVersion: 'b' } as never, proposed('c'))).toBeUndefined()
  expect(foundingOf(compact, version('1'))).toBeUndefined()
})
