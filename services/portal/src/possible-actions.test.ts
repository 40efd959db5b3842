import { expect, test } from 'vitest'
import type { Facts, Viewer } from '../web/pages/proposal-case/actions/facts.ts'
import { possibleActions } from '../web/pages/proposal-case/actions/possible.ts'
import { bodyOf, initialValues, missingIn, namedWith } from '../web/pages/proposal-case/actions/values.ts'
import { specOf } from '../web/pages/proposal-case/actions/specs.ts'

const UNIT = 'u1'
const OTHER = 'u2'

const file = (state: string, more: object = {}) => ({
  proposalId: 'p',
  state,
  kind: 'INDIVIDUAL',
  lead: { kind: 'MEMBER', id: 'm1' },
  cosignerList: [],
  reviews: [],
  originals: 0,
  suggested: { co: [] },
  advised: { co: [] },
  ...more,
})
const unit = (unitId: string, more: object = {}) => ({
  unitId,
  role: 'LEAD',
  state: 'ACCEPTED',
  work: 'HANDLING',
  round: 1,
  leaderPost: '副局长',
  ...more,
})
const draft = (more: object = {}) => ({
  unitId: UNIT,
  round: 1,
  draft: 1,
  sha256: 'hash',
  resultClass: 'A',
  files: [],
  promises: [],
  countersignatures: [],
  ...more,
})
const handling = (units: object[], more: object = {}) => ({
  caseId: 'p',
  round: 1,
  units,
  meetings: [],
  messages: [],
  disagreements: [],
  extensions: [],
  replies: [],
  deliveries: [],
  ...more,
})
const factsOf = (given: object) => given as unknown as Facts
const viewer = (role: string, more: object = {}) => ({ role, accountId: 'me', unitIds: [UNIT], ...more }) as Viewer
const mainOf = (facts: Facts, who: Viewer) =>
  possibleActions(facts, who)
    .filter(({ main }) => main)
    .map(({ key }) => key)

test.each([
  ['a submitted proposal is taken up', [], undefined, 'SUBMITTED', ['claim']],
  ['whoever took it up looks first', [], 'me', 'UNDER_REVIEW', ['preReview']],
  ['nobody looks twice', [['PRE', 'me', 1]], 'me', 'UNDER_REVIEW', []],
  ['another looks again', [['PRE', 'x', 1]], 'x', 'UNDER_REVIEW', ['secondReview']],
  [
    'after both it is decided',
    [
      ['PRE', 'x', 1],
      ['SECOND', 'me', 2],
    ],
    'x',
    'UNDER_REVIEW',
    ['file'],
  ],
  [
    'a new first look asks for a second again',
    [
      ['SECOND', 'me', 1],
      ['PRE', 'x', 2],
    ],
    'x',
    'UNDER_REVIEW',
    ['secondReview'],
  ],
] as const)('review: %s', (_, looks, reviewer, state, expected) => {
  const reviews = looks.map(([step, by, at]) => ({ step, reviewer: by, verdict: 'FILE', reviewedAt: `2026-01-0${at}` }))

  expect(mainOf(factsOf({ file: file(state, { reviews, reviewer }) }), viewer('STAFF_PROPOSAL'))).toEqual(expected)
})

test('a handler does not sign, and a leader signs a draft that is not signed yet', () => {
  const facts = factsOf({ file: file('REPLY_DRAFTED'), handling: handling([unit(UNIT)], { replies: [draft()] }) })

  expect(possibleActions(facts, viewer('UNIT_HANDLER')).map(({ key }) => key)).not.toContain('sign')
  expect(mainOf(facts, viewer('UNIT_LEADER'))).toContain('sign')
})

test('a reply is sent only when it was signed, reviewed and countersigned by every co-unit', () => {
  const signed = { signedAt: '2026-01-01', approvedAt: '2026-01-02' }
  const co = unit(OTHER, { role: 'CO' })
  const at = (countersignatures: object[]) =>
    factsOf({
      file: file('REPLY_DRAFTED'),
      handling: handling([unit(UNIT), co], { replies: [draft({ ...signed, countersignatures })] }),
    })

  expect(mainOf(at([]), viewer('UNIT_HANDLER'))).not.toContain('send')
  expect(mainOf(at([{ unitId: OTHER, signed: false }]), viewer('UNIT_HANDLER'))).not.toContain('send')
  expect(mainOf(at([{ unitId: OTHER, signed: true }]), viewer('UNIT_HANDLER'))).toContain('send')
})

test('the words of a reply and the version that they are sent with are of one answer', () => {
  const of = (replies: object[]) => {
    const facts = factsOf({
      file: file('REPLY_DRAFTED', { version: 9 }),
      handling: handling([unit(UNIT)], { version: 7, replies }),
    })
    return possibleActions(facts, viewer('UNIT_HANDLER')).find(({ key }) => key === 'draftReply')
  }

  expect(of([draft({ letter: '现答复如下。' })])).toMatchObject({ version: 7, initial: { letter: '现答复如下。' } })
  expect(of([])).toMatchObject({ version: 7 })
})

test('a unit that the case is not with can do nothing', () => {
  const facts = factsOf({ file: file('HANDLING'), handling: handling([unit(OTHER)]) })

  expect(possibleActions(facts, viewer('UNIT_LEADER'))).toEqual([])
})

test('the supervision office reviews a reply once it is signed', () => {
  const at = (more: object) =>
    factsOf({ file: file('REPLY_DRAFTED'), handling: handling([unit(UNIT)], { replies: [draft(more)] }) })

  expect(mainOf(at({}), viewer('SUPERVISION_OFFICE'))).not.toContain('reviewReply')
  expect(mainOf(at({ signedAt: '2026-01-01' }), viewer('SUPERVISION_OFFICE'))).toContain('reviewReply')
})

test('a form says what is missing, and sends only what is shown and filled in', () => {
  const { fields } = specOf('reviewReply')
  const values = initialValues(fields, {}, '2026-01-01')

  expect(missingIn(fields, values)).toBeUndefined()
  expect(missingIn(fields, { ...values, verdict: 'REWORK' })?.name).toBe('reasonCode')
  expect(bodyOf(fields, { ...values, reason: '此前填写的' })).toEqual({ verdict: 'APPROVED' })
})

test('parts of a field and flags become what the command takes', () => {
  const publication = specOf('decidePublication').fields
  const values = initialValues(
    publication,
    { 'subject.text': '案由', 'body.mode': 'NOT', 'body.reason': '涉及隐私' },
    '',
  )

  expect(bodyOf(publication, values)).toEqual({
    subject: { mode: 'WHOLE', text: '案由' },
    body: { mode: 'NOT', reason: '涉及隐私' },
    reply: { mode: 'WHOLE' },
  })
  expect(bodyOf(specOf('answerUpgrade').fields, { granted: 'false', remark: '' })).toEqual({ granted: false })
})

test('naming a handler again begins with those who were named and oneself, and takes nobody’s place', () => {
  const named = unit(UNIT, { handlers: ['zhang.san', 'li.si'] })
  const facts = factsOf({ file: file('HANDLING'), handling: handling([named], { version: 7 }) })
  const again = possibleActions(facts, viewer('UNIT_HANDLER')).find(({ key }) => key === 'nameHandler')
  const { fields } = specOf('nameHandler')
  const begun = (handlers: unknown) =>
    bodyOf(fields, { leaderPost: '副局长', handlers: namedWith(handlers, 'wang.wu') })

  expect(again).toMatchObject({ version: 7 })
  expect(begun(again?.initial?.['handlers'])).toEqual({
    leaderPost: '副局长',
    handlers: ['zhang.san', 'li.si', 'wang.wu'],
  })
  expect(begun('wang.wu\nli.si')).toMatchObject({ handlers: ['wang.wu', 'li.si'] })
  expect(begun(undefined)).toMatchObject({ handlers: ['wang.wu'] })
  expect(bodyOf(fields, { leaderPost: '副局长', handlers: ' zhang.san \n\nli.si\n' })).toMatchObject({
    handlers: ['zhang.san', 'li.si'],
  })
})
