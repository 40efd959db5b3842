import { describe, expect, test } from 'vitest'
import { proposersOf, stateOfCase, stateWith, type Unit } from './handled-case.ts'

const unit = (role: Unit['role'], state: Unit['state'], work: Unit['work'] = 'HANDLING', round = 1): Unit => ({
  unitId: `${role}-${state}-${work}`,
  role,
  state,
  work,
  round,
  contacted: false,
  opinionGiven: false,
  named: false,
  planned: false,
  replyByRule: true,
  extensions: 0,
})

describe('where a case stands', () => {
  test.each([
    ['nobody has taken it on', [unit('SOLE', 'ASSIGNED')], 'ASSIGNED'],
    ['the only unit returned it', [unit('SOLE', 'DECLINED')], 'RETURNED_BY_UNIT'],
    ['the only unit was let go', [unit('SOLE', 'RELEASED')], 'RETURNED_BY_UNIT'],
    [
      'the lead returned it, whatever co-units do',
      [unit('LEAD', 'DECLINED'), unit('CO', 'ACCEPTED')],
      'RETURNED_BY_UNIT',
    ],
    ['the lead has not answered, co-units have', [unit('LEAD', 'ASSIGNED'), unit('CO', 'ACCEPTED')], 'ASSIGNED'],
    ['a co-unit returned its part', [unit('LEAD', 'ACCEPTED'), unit('CO', 'DECLINED')], 'HANDLING'],
    ['one of two returned its part', [unit('SEPARATE', 'DECLINED'), unit('SEPARATE', 'ACCEPTED')], 'HANDLING'],
    ['one of two has not answered', [unit('SEPARATE', 'ASSIGNED'), unit('SEPARATE', 'ACCEPTED')], 'HANDLING'],
    [
      'one replied, the other has not answered',
      [unit('SEPARATE', 'ACCEPTED', 'REPLIED'), unit('SEPARATE', 'ASSIGNED')],
      'ASSIGNED',
    ],
    [
      'one replied, the other returned its part',
      [unit('SEPARATE', 'ACCEPTED', 'REPLIED'), unit('SEPARATE', 'DECLINED')],
      'RETURNED_BY_UNIT',
    ],
    [
      'one drafts, the other begins',
      [unit('SEPARATE', 'ACCEPTED', 'REPLY_DRAFTED'), unit('SEPARATE', 'ACCEPTED')],
      'HANDLING',
    ],
    [
      'one drafts, the other does it anew',
      [unit('SEPARATE', 'ACCEPTED', 'REPLY_DRAFTED'), unit('SEPARATE', 'ACCEPTED', 'REWORK')],
      'REWORK',
    ],
    [
      'one asks for time, the other drafts',
      [unit('SEPARATE', 'ACCEPTED', 'EXTENSION_REQUESTED'), unit('SEPARATE', 'ACCEPTED', 'REPLY_DRAFTED')],
      'EXTENSION_REQUESTED',
    ],
    ['all replied', [unit('SEPARATE', 'ACCEPTED', 'REPLIED'), unit('SEPARATE', 'ACCEPTED', 'REPLIED')], 'REPLIED'],
    [
      'the lead replied, a co-unit has no reply of its own',
      [unit('LEAD', 'ACCEPTED', 'REPLIED'), unit('CO', 'ACCEPTED')],
      'REPLIED',
    ],
  ] as const)('%s', (_, units, expected) => {
    expect(stateOfCase(units, 1)).toBe(expected)
  })

  test('in a later round it is a rehandling, by the units of that round alone', () => {
    const units = [unit('SEPARATE', 'ACCEPTED', 'HANDLING', 2), unit('SEPARATE', 'ACCEPTED', 'REPLIED', 1)]

    expect(stateOfCase(units, 2)).toBe('REHANDLING')
    expect(stateOfCase([unit('SOLE', 'ACCEPTED', 'REWORK', 2)], 2)).toBe('REWORK')
  })

  test('one unit that changes moves the case only where it was the slowest', () => {
    const [slow, fast] = [unit('SEPARATE', 'ACCEPTED'), unit('SEPARATE', 'ACCEPTED', 'REPLY_DRAFTED')]
    const handled = { units: [slow, fast], round: 1 } as unknown as Parameters<typeof stateWith>[0]

    expect(stateWith(handled, fast.unitId, { work: 'REPLIED' })).toBe('HANDLING')
    expect(stateWith(handled, slow.unitId, { work: 'REPLIED' })).toBe('REPLY_DRAFTED')
  })
})

test('a member who stands behind two of the originals is one proposer', () => {
  const originals = [
    { proposalId: 'a', lead: { kind: 'MEMBER' as const, id: 'one' }, cosigners: ['two'] },
    { proposalId: 'b', lead: { kind: 'BODY' as const, id: 'league' }, cosigners: [] },
    { proposalId: 'c', lead: { kind: 'MEMBER' as const, id: 'two' }, cosigners: ['three'] },
  ]

  expect(proposersOf(originals).map(({ id }) => id)).toEqual(['one', 'two', 'league', 'three'])
})
