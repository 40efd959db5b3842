import { directory as d } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  auditor,
  idNumber,
  infoStaff,
  made,
  memberAffairs,
  office,
  reason,
  registerMember,
  start,
  world,
} from './world.ts'

let service: TestService
let given: Awaited<ReturnType<typeof world>>

beforeAll(async () => {
  service = await start()
  given = await world(service)
})
afterAll(() => service[Symbol.asyncDispose]())

const as = { as: memberAffairs }

describe('terms and posts', () => {
  test('the end of a term ends every post, and a later term can follow', async () => {
    const memberId = await registerMember(service, given.minge, { name: '吴期满' })
    for (const bodyId of [given.proposals, given.economy]) {
      await service.send(d.AppointMember, { memberId, bodyId, post: 'BODY_MEMBER', beganOn: '2022-02-01' }, as)
    }

    await service.send(d.EndTerm, { memberId, ending: 'TRANSFERRED', endedOn: '2023-05-01', reason }, as)
    const early = await service.try(
      d.BeginTerm,
      { memberId, termNumber: 16, sectorId: given.minge, beganOn: '2027-01-01' },
      as,
    )
    await service.send(d.BeginTerm, { memberId, termNumber: 17, sectorId: given.education, beganOn: '2027-01-01' }, as)

    expect(early.body.code).toBe('member.term_number')
    const member = await service.ask(d.Member, { memberId }, as)
    expect(member.terms.map(({ termNumber, endedOn, ending }) => [termNumber, endedOn, ending])).toEqual([
      [16, '2023-05-01', 'TRANSFERRED'],
      [17, undefined, undefined],
    ])
    expect(member.posts.map(({ endedOn }) => endedOn)).toEqual(['2023-05-01', '2023-05-01'])
    expect(member.sitting).toBe(true)
  })

  test('a member is found where a search fits thousands of people', async () => {
    const memberId = await registerMember(service, given.minge, { name: '众里寻' })
    await service.running.runtime.pool.query(
      `insert into person (id, kind, name, pinyin, search)
       select gen_random_uuid(), 'STAFF', name, pinyin, search from person, generate_series(1, 5001) where id = $1`,
      [memberId],
    )

    const found = await service.ask(d.Members, { search: '众里' }, as)

    expect(found.items).toMatchObject([{ memberId, name: '众里寻' }])
    expect(found.total).toBe(1)
  })

  test('a member moves between bodies on one day', async () => {
    const memberId = await registerMember(service, given.minge, { name: '郑调动' })
    const { events } = await service.send(
      d.AppointMember,
      { memberId, bodyId: given.proposals, post: 'DEPUTY_DIRECTOR', beganOn: '2022-02-01' },
      as,
    )
    const { postId } = events[0]!.data as { postId: string }

    await service.send(
      d.MoveMember,
      { memberId, postId, toBodyId: given.economy, post: 'DIRECTOR', movedOn: '2022-09-01', reason },
      as,
    )

    const { posts } = await service.ask(d.Member, { memberId }, as)
    expect(posts.map(({ bodyName, post, endedOn }) => [bodyName, post, endedOn])).toEqual([
      ['提案委员会', 'DEPUTY_DIRECTOR', '2022-09-01'],
      ['经济科技委员会', 'DIRECTOR', undefined],
    ])
    const { items } = await service.ask(d.Members, { bodyId: given.economy, post: 'DIRECTOR' }, as)
    expect(items.map((item) => item.memberId)).toEqual([memberId])
  })

  test('a new term of the committee ends the old one for everybody who sits in it', async () => {
    const ids = await Promise.all(
      ['王甲', '王乙'].map((name) =>
        registerMember(service, given.minge, { name, termNumber: 12, beganOn: '2012-01-01' }),
      ),
    )

    const { events } = await service.send(d.CloseTerm, { termNumber: 12, endedOn: '2017-01-01' }, as)

    expect(events.map(({ data }) => (data as { memberId: string }).memberId).toSorted()).toEqual(ids.toSorted())
    const again = await service.try(d.CloseTerm, { termNumber: 12, endedOn: '2017-01-01' }, as)
    expect(again.body.code).toBe('term.none')
  })

  test('twelve clerks who appoint one member to one post appoint once', async () => {
    const memberId = await registerMember(service, given.minge, { name: '冯一人' })
    const body = { memberId, bodyId: given.proposals, post: 'CONVENOR', beganOn: '2022-02-01' }

    const replies = await Promise.all(Array.from({ length: 12 }, () => service.try(d.AppointMember, body, as)))

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of replies.filter((reply) => reply.status !== 200)) {
      expect([status, body.code]).toEqual([409, 'member.has_post'])
    }
  })
})

describe('names', () => {
  test('those whom a search fits are paged in every order, each once', async () => {
    for (const [index, name] of ['欧阳安', '欧阳博', '欧阳昌'].entries())
      await registerMember(service, given.minge, { name, beganOn: `2022-03-0${3 - index}` })
    const paged = async (order: object) => {
      const names: string[] = []
      for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
        const page = await service.ask(d.Members, { search: '欧阳', limit: 1, ...order, ...(cursor && { cursor }) }, as)
        expect(page.total).toBe(3)
        names.push(...page.items.map(({ name }) => name))
        cursor = page.next
      }
      return names
    }
    const [an, bo, chang] = ['欧阳安', '欧阳博', '欧阳昌']
    expect(await paged({})).toEqual([an, bo, chang])
    expect(await paged({ direction: 'desc' })).toEqual([chang, bo, an])
    expect(await paged({ sort: 'beganOn' })).toEqual([chang, bo, an])
    expect((await paged({ sort: 'sector', direction: 'desc' })).toSorted()).toEqual([an, bo, chang].toSorted())
  })

  test('a member is found by a part of the name, its pinyin and its initials', async () => {
    const memberId = await registerMember(service, given.minge, { name: '单晓曾' })
    for (const search of ['晓曾', '单', 'shanxiaozeng', 'shanxiao', 'sxz', '單曉曾']) {
      const { items } = await service.ask(d.Members, { search }, as)
      expect([search, items.map((item) => item.memberId)]).toEqual([search, [memberId]])
    }
  })

  test('names sort by their sound, not by their code', async () => {
    const sectorId = await made(
      service.send(d.DefineSector, { name: '排序界', definedOn: '2022-01-01' }, { as: office }),
      'sectorId',
    )
    for (const name of ['赵', '陈', '王', '安']) await registerMember(service, sectorId, { name })
    const { items } = await service.ask(d.Members, { sectorId, sort: 'name' }, as)
    expect(items.map(({ name }) => name)).toEqual(['安', '陈', '王', '赵'])
  })

  test('ids of every kind are resolved in one request, accounts of staff too', async () => {
    const memberId = await registerMember(service, given.minge, { name: '卫解名' })
    await service.send(
      d.RegisterStaff,
      {
        name: '蒋科长',
        accountId: 'wj:office.7',
        employer: { of: 'BODY', bodyId: given.proposals },
        beganOn: '2022-01-01',
      },
      as,
    )
    const ids = [memberId, 'wj:office.7', given.proposals, given.minge, given.water, 'nobody-here']

    const staff = await service.ask(d.Resolve, { ids }, { as: infoStaff })
    const analyst = await service.ask(d.Resolve, { ids }, { as: account('ANALYST') })

    expect(Object.fromEntries(staff.names.map(({ id, of, name }) => [id, `${of} ${name}`]))).toEqual({
      [memberId]: 'MEMBER 卫解名',
      'wj:office.7': 'STAFF 蒋科长',
      [given.proposals]: 'BODY 提案委员会',
      [given.minge]: 'SECTOR 民革',
      [given.water]: 'UNIT 某区水务局',
    })
    expect(staff.unresolved).toEqual(['nobody-here'])
    expect(analyst.names.map(({ of }) => of).toSorted()).toEqual(['BODY', 'SECTOR', 'UNIT'])
    expect(analyst.unresolved).toEqual([memberId, 'wj:office.7', 'nobody-here'])
  })

  test('more than two hundred ids at once are refused', async () => {
    const ids = Array.from({ length: 201 }, (_, i) => `x${i}`)
    expect((await service.tryAsk(d.Resolve, { ids }, as)).body.code).toBe('request.invalid')
  })

  test('no name or contact is in any event', async () => {
    await registerMember(service, given.minge, {
      name: '无痕人',
      phone: '13912345678',
      idNumber: idNumber(77),
      address: '无痕路1号',
    })
    const rows = await service.running.runtime.db.selectFrom('event').select('payload').execute()
    const all = rows.map(({ payload }) => payload.toString('utf8')).join('\n')
    for (const secret of ['无痕人', '13912345678', idNumber(77), '无痕路']) expect(all).not.toContain(secret)
  })
})

describe('contacts', () => {
  const details = {
    phone: '13800001234',
    idNumber: idNumber(1),
    address: '某区某路8号',
    email: 'li@example.cn',
    sex: 'FEMALE',
  } as const

  test('who sees what is settled by role, and every full read is recorded', async () => {
    const memberId = await registerMember(service, given.minge, { name: '李联系', ...details })
    const herself = account('MEMBER', { memberId })

    const own = await service.ask(d.Contact, { personId: memberId }, { as: herself })
    const full = await service.ask(d.Contact, { personId: memberId }, as)
    const masked = await service.ask(d.Contact, { personId: memberId }, { as: infoStaff })
    const other = await service.tryAsk(
      d.Contact,
      { personId: memberId },
      { as: account('MEMBER', { memberId: given.minge }) },
    )
    const chairs = await service.tryAsk(d.Contact, { personId: memberId }, { as: account('CHAIR') })

    expect(own).toMatchObject({ masked: false, ...details })
    expect(full).toEqual(own)
    expect(masked).toEqual({
      personId: memberId,
      name: '李联系',
      masked: true,
      phone: '138******34',
      email: 'l***@example.cn',
      address: '***',
      idNumber: `3****************${details.idNumber.at(-1)}`,
    })
    expect([other.status, other.body.code]).toEqual([404, 'common.not_found'])
    expect([chairs.status, chairs.body.code]).toEqual([403, 'auth.forbidden'])
    const { items } = await service.ask(d.Accesses, { personId: memberId }, { as: auditor })
    expect(items.map(({ actor, action }) => [actor, action])).toEqual([
      [memberAffairs.id, 'contact.read'],
      [herself.id, 'contact.read'],
    ])
  })

  test('a correction leaves who, when, why, and the values before and after', async () => {
    const memberId = await registerMember(service, given.minge, {
      name: '何更正',
      phone: '13800005678',
      employer: '旧单位',
    })

    await service.send(
      d.CorrectPerson,
      {
        personId: memberId,
        changes: { name: '何更政', phone: '13800009999' },
        remove: ['address', 'employer'],
        reason: '户口簿登记有误',
      },
      as,
    )

    expect(await service.events(d.PersonCorrected)).toContainEqual({
      personId: memberId,
      fields: ['name', 'phone', 'employer'],
    })
    const { items } = await service.ask(d.Corrections, { personId: memberId }, { as: auditor })
    expect(
      items.map(({ field, oldValue, newValue, actor, reason }) => ({ field, oldValue, newValue, actor, reason })),
    ).toEqual([
      { field: 'employer', oldValue: '旧单位', newValue: undefined, actor: memberAffairs.id, reason: '户口簿登记有误' },
      {
        field: 'phone',
        oldValue: '13800005678',
        newValue: '13800009999',
        actor: memberAffairs.id,
        reason: '户口簿登记有误',
      },
      { field: 'name', oldValue: '何更正', newValue: '何更政', actor: memberAffairs.id, reason: '户口簿登记有误' },
    ])
    expect((await service.ask(d.Members, { search: '更政' }, as)).items[0]!.memberId).toBe(memberId)
    const nothing = await service.try(d.CorrectPerson, { personId: memberId, changes: { name: '何更政' }, reason }, as)
    expect(nothing.body.code).toBe('person.unchanged')
  })

  test('members correct their own contact, and neither their name nor somebody else', async () => {
    const memberId = await registerMember(service, given.minge, { name: '吕自改' })
    const another = await registerMember(service, given.minge, { name: '施他人' })
    const himself = { as: account('MEMBER', { memberId }) }

    await service.send(
      d.CorrectPerson,
      { personId: memberId, changes: { phone: '13700001111' }, reason: '换号' },
      himself,
    )
    const name = await service.try(d.CorrectPerson, { personId: memberId, changes: { name: '吕新' }, reason }, himself)
    const other = await service.try(
      d.CorrectPerson,
      { personId: another, changes: { phone: '13700002222' }, reason },
      himself,
    )

    expect([name.body.code, name.body.field]).toEqual(['person.not_yours', 'changes.name'])
    expect([other.status, other.body.code]).toEqual([404, 'common.not_found'])
  })

  test('a person is registered once', async () => {
    const memberId = await registerMember(service, given.minge, { name: '张重复', idNumber: idNumber(5) })
    const again = await service.try(
      d.RegisterMember,
      { name: '张重复', idNumber: idNumber(5), termNumber: 16, sectorId: given.minge, beganOn: '2022-01-10' },
      as,
    )
    expect([again.body.code, again.body.detail]).toEqual(['member.exists', { memberId }])
  })
})

test('a contact of a unit is registered and leaves', async () => {
  const staffId = await made(
    service.send(
      d.RegisterStaff,
      { name: '水联络', employer: { of: 'UNIT', unitId: given.water }, beganOn: '2022-01-01' },
      as,
    ),
    'staffId',
  )
  const closing = { unitId: given.water, closedOn: '2022-12-31', reason }
  expect((await service.try(d.CloseUnit, closing, { as: office })).body.code).toBe('unit.in_use')

  await service.send(d.ReleaseStaff, { staffId, endedOn: '2022-12-01', reason }, as)

  const { items } = await service.ask(d.StaffList, { unitId: given.water, state: 'left' }, as)
  expect(items).toEqual([expect.objectContaining({ staffId, employerName: '某区水务局', endedOn: '2022-12-01' })])
  expect((await service.try(d.ReleaseStaff, { staffId, endedOn: '2022-12-01', reason }, as)).body.code).toBe(
    'staff.released',
  )
})
