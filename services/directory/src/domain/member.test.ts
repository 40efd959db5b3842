import { directory as d } from '@lianxie/contracts'
import { describe, expect, test } from 'vitest'
import { deciding, id } from './given.ts'
import { beginTerm, changeSector, closeTerm, endTerm, type Member, registerMember } from './member.ts'
import { appointMember, moveMember, relieveMember } from './post.ts'

const sector = { id: id(50), definedOn: '2022-01-01', retiredOn: null }
const retired = { ...sector, retiredOn: '2022-02-01' }
const body = { id: id(60), formedOn: '2022-01-01', dissolvedOn: null }
const sitting: Member = {
  memberId: id(1),
  terms: [{ termNumber: 16, sectorId: id(51), beganOn: '2022-01-10', endedOn: null }],
  posts: [{ postId: id(70), bodyId: id(60), post: 'DIRECTOR', beganOn: '2022-03-01' }],
}
const left: Member = {
  ...sitting,
  terms: [{ termNumber: 16, sectorId: id(51), beganOn: '2022-01-10', endedOn: '2026-12-31' }],
  posts: [],
}
const reason = '工作需要'

describe('terms', () => {
  const register = { name: '甲', termNumber: 16, sectorId: id(50), beganOn: '2022-01-10' }

  test('a registered member sits from the first day, and no event holds the name', () => {
    const events = registerMember({ sector, known: undefined }, register, deciding())
    expect(events).toEqual([
      d.MemberRegistered({ memberId: id(101) }),
      d.TermBegun({ memberId: id(101), termNumber: 16, sectorId: id(50), beganOn: '2022-01-10' }),
    ])
    expect(JSON.stringify(events)).not.toContain('甲')
  })

  test('nobody begins to sit for a retired sector', () => {
    expect(() => registerMember({ sector: retired, known: undefined }, register, deciding())).toThrow('sector.retired')
  })

  const begin = { memberId: id(1), termNumber: 17, sectorId: id(50), beganOn: '2027-01-10' }

  test('another term follows the one before, in number and in time', () => {
    expect(beginTerm({ member: left, sector }, begin)).toEqual([d.TermBegun(begin)])
    expect(() => beginTerm({ member: sitting, sector }, begin)).toThrow('member.sitting')
    expect(() => beginTerm({ member: left, sector }, { ...begin, termNumber: 16 })).toThrow('member.term_number')
    expect(() => beginTerm({ member: left, sector }, { ...begin, beganOn: '2026-12-30' })).toThrow('date.before_start')
  })

  test('with the term every post ends, before the term does', () => {
    const events = endTerm({ member: sitting }, { memberId: id(1), ending: 'RESIGNED', endedOn: '2023-01-01', reason })
    expect(events.map(({ type }) => type)).toEqual([d.MemberRelieved.type, d.TermEnded.type])
    expect(() =>
      endTerm({ member: left }, { memberId: id(1), ending: 'RESIGNED', endedOn: '2027-01-01', reason }),
    ).toThrow('member.not_sitting')
  })

  test('a term does not end before a post in it began', () => {
    const command = { memberId: id(1), ending: 'RESIGNED', endedOn: '2022-02-01', reason } as const
    expect(() => endTerm({ member: sitting }, command)).toThrow('date.before_start')
  })

  test('a numbered term in which nobody sits cannot be closed', () => {
    expect(() => closeTerm({ members: [] }, { termNumber: 15, endedOn: '2022-01-01' })).toThrow('term.none')
  })

  test('a member moves to another sector within the term, not to the same', () => {
    const command = { memberId: id(1), sectorId: id(50), changedOn: '2022-05-01', reason }
    expect(changeSector({ member: sitting, sector }, command)).toEqual([
      d.SectorChanged({ ...command, termNumber: 16 }),
    ])
    expect(() => changeSector({ member: sitting, sector }, { ...command, sectorId: id(51) })).toThrow(
      'member.same_sector',
    )
  })
})

describe('posts', () => {
  const appoint = { memberId: id(1), bodyId: id(60), post: 'CONVENOR', beganOn: '2022-04-01' } as const

  test('a sitting member takes a post once', () => {
    expect(appointMember({ member: sitting, body }, appoint, deciding())).toEqual([
      d.MemberAppointed({ ...appoint, postId: id(101) }),
    ])
    expect(() => appointMember({ member: sitting, body }, { ...appoint, post: 'DIRECTOR' }, deciding())).toThrow(
      'member.has_post',
    )
    expect(() => appointMember({ member: left, body }, appoint, deciding())).toThrow('member.not_sitting')
  })

  test('nobody takes a post before the term began or the body was formed', () => {
    expect(() => appointMember({ member: sitting, body }, { ...appoint, beganOn: '2022-01-09' }, deciding())).toThrow(
      'date.before_start',
    )
    const young = { ...body, formedOn: '2022-05-01' }
    expect(() => appointMember({ member: sitting, body: young }, appoint, deciding())).toThrow('date.before_start')
  })

  test('a post that is not held cannot be left', () => {
    const command = { memberId: id(1), postId: id(71), endedOn: '2022-06-01', reason }
    expect(() => relieveMember({ member: sitting }, command)).toThrow('member.no_post')
  })

  test('a move leaves the one post and takes the other on the same day', () => {
    const command = {
      memberId: id(1),
      postId: id(70),
      toBodyId: id(61),
      post: 'DIRECTOR',
      movedOn: '2022-06-01',
      reason,
    } as const
    const [relieved, appointed] = moveMember({ member: sitting, body: { ...body, id: id(61) } }, command, deciding())
    expect([relieved!.data, appointed!.data]).toMatchObject([
      { endedOn: '2022-06-01' },
      { beganOn: '2022-06-01', bodyId: id(61) },
    ])
  })
})
