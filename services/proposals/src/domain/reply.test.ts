import { defaultPack } from '@lianxie/policy'
import { describe, expect, test } from 'vitest'
import type { Actor } from './deciding.ts'
import type { HandledCase, Unit } from './handled-case.ts'
import type { Proposal } from './proposal.ts'
import { type Reply, draftReply, signReply } from './reply.ts'
import { leastSolved } from './result-class.ts'
import { sendReply } from './sending.ts'

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const rules = defaultPack('wuxing-cppcc')
const now = new Date('2022-09-01T01:00:00.000Z')
const sha256 = 'a'.repeat(64)
const leader: Actor = { id: 'leader', role: 'UNIT_LEADER', units: [id(2)] }
const context = { now, actor: leader, newId: () => id(9) }

const unit: Unit = {
  unitId: id(2),
  role: 'SOLE',
  state: 'ACCEPTED',
  work: 'REPLY_DRAFTED',
  round: 1,
  contacted: true,
  opinionGiven: false,
  named: true,
  planned: true,
  replyDeadline: {
    due: '2022-09-15T16:00:00.000Z',
    date: '2022-09-15',
    calendarKnown: true,
    unknownYears: [],
    steps: [],
  },
  replyByRule: true,
  extensions: 0,
}
const caseOf = (change: Partial<HandledCase> = {}, ofUnit: Partial<Unit> = {}): HandledCase => ({
  proposal: { id: id(1), state: 'REPLY_DRAFTED' } as Proposal,
  assignedOn: '2022-06-15',
  round: 1,
  isKey: false,
  isImportant: false,
  units: [{ ...unit, ...ofUnit }],
  ...change,
})
const reply: Reply = {
  unitId: id(2),
  round: 1,
  draft: 1,
  sha256,
  resultClass: 'B',
  draftedClass: 'B',
  documentNumber: '吴住建函〔2022〕15号',
  files: [],
  promises: [{ promiseId: id(5), dueOn: '2022-12-31' }],
  countersigned: new Map(),
  signed: false,
  approved: false,
  returned: false,
  sent: false,
}

describe('重点提案', () => {
  const handled = caseOf({ isKey: true })

  test('is signed by the head of the unit alone', () => {
    const sign = (as: 'HEAD' | 'DEPUTY_HEAD') =>
      signReply({ handled, reply, rules }, { proposalId: id(1), unitId: id(2), sha256, as }, context)

    expect(() => sign('DEPUTY_HEAD')).toThrow('reply.head_must_sign')
    expect(sign('HEAD')).toMatchObject([{ type: 'proposals.reply-signed', data: { as: 'HEAD' } }])
  })

  test('has its plan before a reply is written', () => {
    const write = (planned: boolean) =>
      draftReply(
        { handled: caseOf({ isKey: true }, { planned }), reply: undefined, rules, sha256 },
        {
          proposalId: id(1),
          unitId: id(2),
          letter: '现答复如下。',
          resultClass: 'D',
          documentNumber: '15',
          signerPost: '局长',
          contactPerson: '王工',
          contactPhone: '1',
          files: [],
          promises: [],
        },
        context,
      )

    expect(() => write(false)).toThrow('reply.plan_missing')
    expect(write(true)).toHaveLength(1)
  })
})

describe('再办理', () => {
  const originals = [{ proposalId: id(1), lead: { kind: 'MEMBER' as const, id: id(3) }, cosigners: [] }]
  const ready = { ...reply, round: 2, signed: true, approved: true }
  const handled = caseOf({ round: 2 }, { round: 2 })
  const meeting = (round: number) => ({
    id: id(6),
    unitId: id(2),
    round,
    stage: 'BEFORE' as const,
    parties: [{ proposerId: id(3) }],
  })
  const send = (round: number, own = rules) =>
    sendReply(
      {
        handled,
        reply: ready,
        rules: own,
        originals,
        meetings: [meeting(round)],
        disagrees: false,
        otherClasses: ['A', 'C'],
      },
      { proposalId: id(1), unitId: id(2), sha256 },
      context,
    )

  test('a talk of the round before is none of this one', () => {
    expect(() => send(1)).toThrow('reply.no_meeting')
  })

  test('where the committee does not ask for a talk, a reply goes without one', () => {
    const own = { ...rules, values: { ...rules.values, 'proposal.meetingRequired': false } }

    expect(send(1, own)).toHaveLength(2)
  })

  test('the last reply of the round asks for feedback anew, and the case has the class of its least solved part', () => {
    const [sent, requested] = send(2)

    expect(sent!.data).toMatchObject({ round: 2, state: 'REPLIED', caseClass: 'C', late: false })
    expect(requested!.data).toMatchObject({ round: 2, feedbackDeadline: { date: '2022-09-23' } })
  })
})

test('the least solved of several classes stands for the case', () => {
  expect(leastSolved(['A', 'B', 'A'])).toBe('B')
  expect(leastSolved(['D', 'C'])).toBe('D')
  expect(leastSolved(['SOLVED', 'REFERENCE', 'PLANNED'])).toBe('REFERENCE')
})
