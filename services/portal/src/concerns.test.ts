import { expect, test } from 'vitest'
import { concerns, isOfOneThing } from '../web/data/concerns.ts'

const hint = { context: 'proposals', aggregate: 'proposal', id: 'p1' }

test.each([
  ['the very thing', ['proposals', 'case-file', { proposalId: 'p1' }], true],
  ['another thing of the kind', ['proposals', 'case-file', { proposalId: 'p2' }], false],
  ['a list', ['proposals', 'docket', { state: 'FILED' }, 'list', 100], true],
  ['a thing of another kind', ['proposals', 'appraisal', { appraisalId: 'a1' }], true],
  ['what is asked without conditions', ['proposals', 'intakes', {}], true],
  ['what another service says', ['supervision', 'project', { proposalId: 'p1' }], false],
  ['the session', ['session'], false],
])('a change of a proposal concerns %s: %j', (_, key, expected) => {
  expect(concerns(hint, key)).toBe(expected)
})

test('an answer about one thing is told from a list', () => {
  expect(isOfOneThing(['proposals', 'case-file', { proposalId: 'p1' }])).toBe(true)
  expect(isOfOneThing(['proposals', 'docket', { state: 'FILED', unitId: ['u1'] }])).toBe(false)
})
