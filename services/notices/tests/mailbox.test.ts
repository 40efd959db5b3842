import { randomUUID } from 'node:crypto'
import {
  consultations as c,
  identity as i,
  joint as j,
  notices as n,
  proposals as p,
  supervision as s,
} from '@lianxie/contracts'
import { account } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { cosigning, DUE, mailboxOf, member, person, start, told } from './world.ts'

test('a member is told of what names them, in the role at hand, and reads it once', async () => {
  await using service = await start()
  const invited = await member(service)
  const other = await member(service)
  const proposalId = randomUUID()

  await service.emit(cosigning([invited.memberId], proposalId))
  const [notice, ...more] = await told(service, invited)

  expect(more).toEqual([])
  expect(notice).toMatchObject({
    kind: 'COSIGN_INVITED',
    group: 'PROPOSALS',
    thing: { of: 'PROPOSAL', id: proposalId },
    dueAt: DUE.due,
  })
  expect(await mailboxOf(service, other)).toBe(0)
  const { noticeId } = notice!
  const strange = await service.try(n.MarkRead, { noticeIds: [noticeId] }, { as: other })
  expect([strange.status, strange.body.code, strange.body.field]).toEqual([404, 'common.not_found', 'noticeIds.0'])
  expect((await service.tryAsk(n.NoticeById, { noticeId }, { as: other })).status).toBe(404)

  const read = await service.send(n.MarkRead, { noticeIds: [noticeId] }, { as: invited })
  const again = await service.send(n.MarkRead, { noticeIds: [noticeId] }, { as: invited })

  expect([read.events.length, again.events.length]).toEqual([1, 0])
  expect(await mailboxOf(service, invited)).toBe(0)
  expect((await service.ask(n.NoticeById, { noticeId }, { as: invited })).readAt).toBeDefined()
})

test('offices are told of what another side put up to be signed, and not of their own', async () => {
  await using service = await start()
  const office = await person(service, 'STAFF_OFFICE')
  const compactId = 'c'.repeat(64)
  const [versionId, decisionId, own] = ['a'.repeat(64), 'b'.repeat(64), service.committee]
  const text = { compactId, versionId, name: '三地协商机制' }
  const topic = { compactId, decisionId, versionId, title: '水环境' }

  await service.emit(j.CompactTextProposed({ ...text, proposedBy: 'qingpu-cppcc', signers: [own, 'qingpu-cppcc'] }))
  await service.emit(j.CompactTextProposed({ ...text, proposedBy: 'qingpu-cppcc', signers: ['qingpu-cppcc'] }))
  await service.emit(j.CompactTextProposed({ ...text, proposedBy: own, signers: [own, 'qingpu-cppcc'] }))
  await service.emit(j.TopicProposed({ ...topic, proposedBy: 'qingpu-cppcc' }))
  await service.emit(j.TopicProposed({ ...topic, proposedBy: own }))
  await service.emit(j.CompactAmended({ ...text, name: '四地协商机制', closing: versionId, members: [own] }))

  const notices = await told(service, office)
  expect(notices.map(({ kind, title }) => [kind, title])).toEqual([
    ['JOINT_TO_COUNTERSIGN', '四地协商机制'],
    ['JOINT_TO_COUNTERSIGN', '四地协商机制'],
  ])
})

test('notices of another role of the account are counted apart and not shown', async () => {
  await using service = await start()
  const asMember = await member(service)
  const asOffice = await person(service, 'STAFF_PROPOSAL', { accountId: asMember.id })

  await service.emit(cosigning([asMember.memberId]))
  await told(service, asMember)

  expect(await service.ask(n.Mailbox, {}, { as: asOffice })).toEqual({
    unread: 0,
    elsewhere: [{ role: 'MEMBER', unread: 1 }],
  })
  expect((await service.ask(n.Notices, {}, { as: asOffice })).items).toEqual([])
  await service.send(n.MarkAllRead, {}, { as: asOffice })
  expect(await mailboxOf(service, asMember)).toBe(1)
  await service.send(n.MarkAllRead, {}, { as: asMember })
  expect(await mailboxOf(service, asMember)).toBe(0)
})

test('unread ones stand first, then the newest, page after page', async () => {
  await using service = await start()
  const reader = await member(service)
  for (let one = 0; one < 7; one += 1) await service.emit(cosigning([reader.memberId]))
  const all = await told(service, reader, 7)
  await service.send(n.MarkRead, { noticeIds: [all[0]!.noticeId, all[3]!.noticeId] }, { as: reader })

  const shown: n.NoticeRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await service.ask(n.Notices, { limit: 2, ...(cursor !== undefined && { cursor }) }, { as: reader })
    expect(page.total).toBe(7)
    shown.push(...page.items)
    cursor = page.next
    if (cursor === undefined) break
  }

  const order = [1, 2, 4, 5, 6, 0, 3].map((place) => all[place]!.noticeId)
  expect(shown.map(({ noticeId }) => noticeId)).toEqual(order)
  const unread = await service.ask(n.Notices, { unread: 'true', group: ['PROPOSALS', 'JOINT'] }, { as: reader })
  expect(unread.total).toBe(5)
  expect((await service.ask(n.Notices, { group: 'SUPERVISION' }, { as: reader })).total).toBe(0)
})

test('a case goes from hand to hand, and each is told when it is their turn', async () => {
  await using service = await start()
  const lead = await member(service)
  const cosigner = await member(service)
  const [waterId, roadsId, proposalId] = [randomUUID(), randomUUID(), randomUUID()]
  const water = await person(service, 'UNIT_HANDLER', { units: [waterId] })
  const waterLeader = await person(service, 'UNIT_LEADER', { units: [waterId] })
  const roads = await person(service, 'UNIT_HANDLER', { units: [roadsId] })
  const stranger = await person(service, 'UNIT_HANDLER', { units: [randomUUID()] })
  const office = await person(service, 'STAFF_PROPOSAL')
  const inspectors = await person(service, 'SUPERVISION_OFFICE', { units: [randomUUID()] })
  const sha256 = 'a'.repeat(64)
  const proposer = { kind: 'MEMBER', id: lead.memberId } as const
  await service.emit(
    p.ProposalFiled({
      proposalId,
      termNumber: 15,
      sessionNumber: 1,
      serial: 7,
      period: 'SESSION',
      subject: '关于推进水环境共治的提案',
      category: 'ECOLOGY',
      kind: 'JOINT',
      lead: proposer,
      cosigners: [cosigner.memberId],
      isImportant: false,
      forum: 'DIRECTOR',
      decidedOn: '2026-01-10',
    }),
  )
  const clocks = { windowDeadline: DUE, meetingDeadline: DUE, replyDeadline: DUE, replyByRule: true }
  await service.emit(
    p.ProposalAssigned({
      proposalId,
      mode: 'LEAD_CO',
      units: [
        { unitId: waterId, role: 'LEAD' },
        { unitId: roadsId, role: 'CO' },
      ],
      assignedOn: '2026-03-01',
      ...clocks,
    }),
  )
  const reply = { proposalId, unitId: waterId, round: 1, draft: 1, sha256 }
  const letter = { resultClass: 'A' as const, documentNumber: '吴水复〔2026〕7号', files: [], promises: [] }
  await service.emit(p.ReplyDrafted({ ...reply, ...letter, state: 'REPLY_DRAFTED' }))
  await service.emit(p.ReplySigned({ ...reply, as: 'HEAD' }))
  await service.emit(
    p.ReplySent({
      ...reply,
      ...letter,
      sentOn: '2026-05-01',
      late: false,
      originals: [{ proposalId, lead: proposer, cosigners: [cosigner.memberId] }],
      state: 'REPLIED',
      feedbackDeadline: DUE,
    }),
  )
  await service.emit(p.ProposalReminded({ proposalId, unitId: waterId, about: 'REPLY', due: DUE.due, daysLeft: 10 }))
  await service.emit(p.ProposalReminded({ proposalId, unitId: waterId, about: 'REPLY', due: DUE.due, daysLeft: -1 }))

  const kindsOf = async (as: typeof office, count: number) =>
    (await told(service, as, count)).map(({ kind }) => kind).toSorted()
  expect(await kindsOf(water, 3)).toEqual(['PROPOSAL_ASSIGNED', 'PROPOSAL_DUE', 'PROPOSAL_OVERDUE'])
  expect(await kindsOf(waterLeader, 2)).toEqual(['PROPOSAL_OVERDUE', 'REPLY_TO_SIGN'])
  expect(await kindsOf(roads, 2)).toEqual(['PROPOSAL_ASSIGNED', 'REPLY_TO_COUNTERSIGN'])
  expect(await kindsOf(lead, 2)).toEqual(['PROPOSAL_FILED', 'REPLY_TO_RATE'])
  expect(await kindsOf(cosigner, 2)).toEqual(['PROPOSAL_FILED', 'REPLY_TO_RATE'])
  expect(await kindsOf(inspectors, 2)).toEqual(['PROPOSAL_OVERDUE', 'REPLY_TO_REVIEW'])
  expect(await kindsOf(office, 1)).toEqual(['PROPOSAL_OVERDUE'])
  expect(await mailboxOf(service, stranger)).toBe(0)
  const [rate] = await told(service, lead, 2)
  expect(rate!.title).toBe('关于推进水环境共治的提案')
})

test('the proposers of a merged case are told each of their own proposal', async () => {
  await using service = await start()
  const [first, second] = [await member(service), await member(service)]
  const originals = [first, second].map(({ memberId }) => ({
    proposalId: randomUUID(),
    lead: { kind: 'MEMBER' as const, id: memberId },
    cosigners: [],
  }))

  await service.emit(
    p.ReplySent({
      proposalId: originals[0]!.proposalId,
      unitId: randomUUID(),
      round: 1,
      draft: 1,
      sha256: 'a'.repeat(64),
      resultClass: 'A',
      documentNumber: '吴水复〔2026〕8号',
      files: [],
      promises: [],
      sentOn: '2026-05-01',
      late: false,
      originals,
      state: 'REPLIED',
      feedbackDeadline: DUE,
    }),
  )

  const thingOf = async (as: typeof first) => (await told(service, as)).map(({ thing }) => thing.id)
  expect(await thingOf(first)).toEqual([originals[0]!.proposalId])
  expect(await thingOf(second)).toEqual([originals[1]!.proposalId])
})

test('an office, a unit, a ballot and a partner: each kind of work tells its own people', async () => {
  await using service = await start()
  const voter = await member(service)
  const unitId = randomUUID()
  const unit = await person(service, 'UNIT_HANDLER', { units: [unitId] })
  const office = await person(service, 'STAFF_CONSULTATION')
  const chair = await person(service, 'CHAIR')
  const operator = await person(service, 'OPS')
  const issue = { findingId: randomUUID(), projectId: randomUUID(), unitId }
  await service.emit(
    s.IssueListed({ ...issue, listId: randomUUID(), position: 1, deadline: DUE, disputeDeadline: DUE }),
  )
  await service.emit(s.IssueDisputed({ ...issue, files: [] }))
  await service.emit(
    s.BallotOpened({
      ballotId: randomUUID(),
      title: '民主评议',
      questions: [{ text: '是否同意', options: [{ code: 'AGREE', label: '同意' }] }],
      memberIds: [voter.memberId],
      publicKey: 'AAAA',
      fingerprint: 'b'.repeat(64),
      quorum: 0.5,
      minimum: 5,
    }),
  )
  const compactId = 'c'.repeat(64)
  const draft = { compactId, content: '{}', contentHash: 'd'.repeat(64), audience: null }
  await service.emit(j.DraftPrepared({ draftId: randomUUID(), ...draft, entryKind: 'answer' }))
  await service.emit(j.DraftPrepared({ draftId: randomUUID(), ...draft, entryKind: 'comment' }))
  const alarm = { alarmId: randomUUID(), compactId, what: 'gap', code: 'entry.gap' } as const
  await service.emit(j.AlarmRaised({ ...alarm, blamed: null, as: null, entryId: null }))

  expect((await told(service, unit)).map(({ kind }) => kind)).toEqual(['ISSUE_ASSIGNED'])
  expect((await told(service, office)).map(({ kind }) => kind)).toEqual(['ISSUE_DISPUTED'])
  expect((await told(service, voter)).map(({ kind, title }) => [kind, title])).toEqual([['BALLOT_OPENED', '民主评议']])
  expect((await told(service, chair)).map(({ kind }) => kind)).toEqual(['JOINT_DRAFT_WAITS'])
  expect((await told(service, operator)).map(({ kind }) => kind)).toEqual(['JOINT_ALARM'])
})

test('whoever is invited hears of a session and of its changes once the notice went out, and not before', async () => {
  await using service = await start()
  const [early, late] = [await member(service), await member(service)]
  const sessionId = randomUUID()
  const session = { sessionId, itemId: randomUUID() }
  const when = { startsAt: '2026-06-01T01:00:00.000Z', endsAt: '2026-06-01T03:00:00.000Z', place: '三楼会议室' }
  const deadlines = { noticeDeadline: DUE, materialDeadline: DUE }
  await service.emit(
    c.SessionScheduled({
      ...session,
      form: 'MEETING',
      title: '双月协商座谈会',
      ...when,
      mode: 'ON_SITE',
      chairMemberId: early.memberId,
      agenda: [],
      ...deadlines,
    }),
  )
  const invitees = (memberId: string) => [{ memberId, capacity: 'ATTENDEE' as const }]
  const invited = (memberId: string, supplementary: boolean) =>
    c.SessionInvited({ sessionId, members: invitees(memberId), unitIds: [], supplementary })
  await service.emit(invited(early.memberId, false))
  await service.emit(c.SessionRescheduled({ ...session, ...when, ...deadlines, reason: '场地' }))
  await service.emit(c.SessionNotified({ sessionId, late: false }))
  await service.emit(invited(late.memberId, true))
  await service.emit(c.SessionCancelled({ ...session, reason: '防汛' }))

  const titles = async (as: typeof early) =>
    (await told(service, as, 2)).map(({ kind, title }) => `${kind} ${title}`).toSorted()
  const both = ['SESSION_CANCELLED 双月协商座谈会', 'SESSION_INVITED 双月协商座谈会']
  expect(await titles(early)).toEqual(both)
  expect(await titles(late)).toEqual(both)
})

test.each([
  ['who is not known to have come did not, as all who came are known', 1, ['SESSION_INVITED']],
  ['whoever may have come is asked, as more came than are known', 2, ['MINUTES_TO_ANSWER', 'SESSION_INVITED']],
])('about the minutes: %s', async (_what, present, expected) => {
  await using service = await start()
  const [came, unheard, absent] = [await member(service), await member(service), await member(service)]
  const sessionId = randomUUID()
  const members = [came, unheard, absent].map(({ memberId }) => ({ memberId, capacity: 'ATTENDEE' as const }))
  const entry = (participantId: string, attendance: c.Attendance) => ({ participantId, attendance })
  await service.emit(c.SessionInvited({ sessionId, members, unitIds: [], supplementary: false }))
  await service.emit(c.SessionNotified({ sessionId, late: false }))
  const entries = [entry(came.memberId, 'PRESENT'), entry(absent.memberId, 'ABSENT')]
  await service.emit(c.SessionAttendanceRecorded({ sessionId, by: 'STAFF', entries }))
  await service.emit(
    c.SessionHeld({
      sessionId,
      itemId: randomUUID(),
      form: 'MEETING',
      title: '双月协商座谈会',
      startedAt: '2026-06-01T01:00:00.000Z',
      endedAt: '2026-06-01T03:00:00.000Z',
      counts: { due: 3, present, onLeave: 0, absent: 3 - present, late: 0, leftEarly: 0, observers: 0, units: 0 },
      minutesDeadline: DUE,
    }),
  )

  await service.emit(c.SessionMinutesCirculated({ sessionId, version: 1, answerBy: '2199-01-01' }))
  await told(service, came, 2)

  const kindsOf = async (as: typeof came) => (await told(service, as)).map(({ kind }) => kind).toSorted()
  expect(await kindsOf(unheard)).toEqual(expected)
  expect(await kindsOf(absent)).toEqual(['SESSION_INVITED'])
})

test('another day for answers is told to those who have not answered that version', async () => {
  await using service = await start()
  const [answered, silent] = [await member(service), await member(service)]
  const sessionId = randomUUID()
  const members = [answered, silent].map(({ memberId }) => ({ memberId, capacity: 'ATTENDEE' as const }))
  const entries = [answered, silent].map(({ memberId }) => ({
    participantId: memberId,
    attendance: 'PRESENT' as const,
  }))
  await service.emit(c.SessionInvited({ sessionId, members, unitIds: [], supplementary: false }))
  await service.emit(c.SessionAttendanceRecorded({ sessionId, by: 'STAFF', entries }))
  await service.emit(c.SessionMinutesCirculated({ sessionId, version: 1, answerBy: '2199-01-01' }))
  await told(service, answered, 1)
  await service.emit(
    c.SessionMinutesAnswered({ sessionId, version: 1, participantId: answered.memberId, answer: 'AGREED' }),
  )

  await service.emit(c.SessionMinutesCirculated({ sessionId, version: 1, answerBy: '2199-01-08' }))
  await told(service, silent, 2)
  const before = (await told(service, answered)).length
  await service.emit(c.SessionMinutesCirculated({ sessionId, version: 2, answerBy: '2199-01-08' }))
  await told(service, silent, 3)

  expect(before).toBe(1)
  expect((await told(service, answered, 2)).map(({ kind }) => kind)).toEqual(['MINUTES_TO_ANSWER', 'MINUTES_TO_ANSWER'])
})

test('minutes are asked about of those who came, and whoever is invited no more hears just that', async () => {
  await using service = await start()
  const [came, late, absent, dropped] = [
    await member(service),
    await member(service),
    await member(service),
    await member(service),
  ]
  const [unitId, away] = [randomUUID(), randomUUID()]
  const [unit, other] = [
    await person(service, 'UNIT_HANDLER', { units: [unitId] }),
    await person(service, 'UNIT_HANDLER', { units: [away] }),
  ]
  const sessionId = randomUUID()
  const members = [came, late, absent, dropped].map(({ memberId }) => ({ memberId, capacity: 'ATTENDEE' as const }))
  const attended = (...entries: [string, c.Attendance][]) =>
    c.SessionAttendanceRecorded({
      sessionId,
      by: 'STAFF',
      entries: entries.map(([participantId, attendance]) => ({ participantId, attendance })),
    })
  const schedule = { startsAt: '2026-06-01T01:00:00.000Z', endsAt: '2026-06-01T03:00:00.000Z', place: '三楼会议室' }
  await service.emit(
    c.SessionScheduled({
      sessionId,
      itemId: randomUUID(),
      form: 'MEETING',
      title: '双月协商座谈会',
      ...schedule,
      mode: 'ON_SITE',
      chairMemberId: came.memberId,
      agenda: [],
      noticeDeadline: DUE,
      materialDeadline: DUE,
    }),
  )
  await service.emit(c.SessionInvited({ sessionId, members, unitIds: [unitId, away], supplementary: false }))
  await service.emit(c.SessionNotified({ sessionId, late: false }))
  await service.emit(c.SessionUninvited({ sessionId, participantIds: [dropped.memberId], reason: '名额' }))
  await service.emit(attended([came.memberId, 'PRESENT'], [late.memberId, 'ABSENT'], [absent.memberId, 'PRESENT']))
  await service.emit(attended([late.memberId, 'LATE'], [absent.memberId, 'ABSENT'], [unitId, 'PRESENT']))
  await service.emit(
    c.SessionHeld({
      sessionId,
      itemId: randomUUID(),
      form: 'MEETING',
      title: '双月协商座谈会',
      startedAt: schedule.startsAt,
      endedAt: schedule.endsAt,
      counts: { due: 3, present: 2, onLeave: 0, absent: 1, late: 1, leftEarly: 0, observers: 0, units: 1 },
      minutesDeadline: DUE,
    }),
  )

  await service.emit(c.SessionMinutesCirculated({ sessionId, version: 1, answerBy: '2199-01-01' }))
  const kindsOf = async (as: typeof unit) => (await told(service, as)).map(({ kind }) => kind).toSorted()
  for (const as of [came, late, unit]) await told(service, as, 2)

  const both = ['MINUTES_TO_ANSWER', 'SESSION_INVITED']
  expect([await kindsOf(came), await kindsOf(late), await kindsOf(unit)]).toEqual([both, both, both])
  expect([await kindsOf(absent), await kindsOf(other)]).toEqual([['SESSION_INVITED'], ['SESSION_INVITED']])
  expect(await kindsOf(dropped)).toEqual(['SESSION_INVITED', 'SESSION_UNINVITED'])
})

test('a refused countersignature is told to the unit that wrote the reply', async () => {
  await using service = await start()
  const [unitId, coUnitId] = [randomUUID(), randomUUID()]
  const writer = await person(service, 'UNIT_HANDLER', { units: [unitId] })
  const co = await person(service, 'UNIT_HANDLER', { units: [coUnitId] })
  const reply = { proposalId: randomUUID(), unitId, round: 1, draft: 1, sha256: 'a'.repeat(64) }

  await service.emit(p.CountersignatureRefused({ ...reply, coUnitId }))

  expect((await told(service, writer)).map(({ kind }) => kind)).toEqual(['COUNTERSIGN_REFUSED'])
  expect(await mailboxOf(service, co)).toBe(0)
})

test('a 代表 of a people’s congress is told of nothing that only members have a part in', async () => {
  await using service = await start()
  const memberId = randomUUID()
  const deputy = await person(service, 'DEPUTY', { memberId })
  const both = await person(service, 'MEMBER', { memberId })

  await service.emit(cosigning([memberId]))
  await told(service, both)

  expect(await mailboxOf(service, deputy)).toBe(0)
  expect((await service.ask(n.Choices, {}, { as: deputy })).kinds).toEqual([])
})

test('a joint task that is overdue is told of once for each day that it was due by', async () => {
  await using service = await start()
  const unitId = randomUUID()
  const unit = await person(service, 'UNIT_HANDLER', { units: [unitId] })
  const task = { compactId: 'c'.repeat(64), taskId: 'e'.repeat(64), side: service.committee }
  await service.emit(j.TaskAllocated({ ...task, recordId: 'f'.repeat(64), title: '共治', unitId, due: '2026-01-31' }))

  const kinds = await service.until(async () => {
    service.clock.advance(3_600_000)
    const shown = await told(service, unit)
    return shown.length > 1 && shown.map(({ kind }) => kind)
  }, 20_000)
  service.clock.advance(3 * 3_600_000)
  await service.emit(j.TaskProgressed({ ...task, entryId: 'a'.repeat(64), state: 'IN_PROGRESS', due: '2026-02-28' }))
  await service.until(async () => {
    service.clock.advance(3_600_000)
    return (await mailboxOf(service, unit)) === 3
  }, 20_000)

  expect(kinds.toSorted()).toEqual(['JOINT_TASK_ALLOCATED', 'JOINT_TASK_OVERDUE'])
})

test('a stopped account is told of nothing, nor one whose role has ended, nor whoever did it', async () => {
  await using service = await start()
  const stopped = await member(service)
  const stays = await member(service)
  await service.emit(i.AccountStopped({ accountId: stopped.id, stoppedAt: new Date().toISOString() }))
  await service.until(async () => {
    const rows = await service.running.runtime.db
      .selectFrom('known_stopped' as never)
      .selectAll()
      .execute()
    return rows.length === 1
  })

  await service.emit(cosigning([stopped.memberId, stays.memberId]))
  await told(service, stays)

  expect(await mailboxOf(service, stopped)).toBe(0)
  const [{ recipients } = { recipients: [] }] = await service.events(n.NoticesRaised)
  expect(recipients.map(({ accountId }) => accountId)).toEqual([stays.id])
})

test('notices that were read a year ago are cleared, and unread ones after two', async () => {
  await using service = await start()
  const reader = await member(service)
  await service.emit(cosigning([reader.memberId]))
  await service.emit(cosigning([reader.memberId]))
  const [first] = await told(service, reader, 2)
  await service.send(n.MarkRead, { noticeIds: [first!.noticeId] }, { as: reader })
  const left = async () => (await service.ask(n.Notices, {}, { as: reader })).total

  service.clock.advance(366 * 86_400_000)
  await service.until(async () => (await left()) === 1, 20_000)
  service.clock.advance(366 * 86_400_000)
  await service.until(async () => (await left()) === 0, 20_000)

  const rows = await service.running.runtime.db
    .selectFrom('raising' as never)
    .selectAll()
    .execute()
  expect(rows).toEqual([])
})

test('an account that no notice can be addressed to is refused and never a fault', async () => {
  await using service = await start()
  const odd = account('MEMBER', { id: 'a/b*c' })

  const answers = await Promise.all([
    service.try(n.SetChoices, { muted: [] }, { as: odd }),
    service.try(n.MarkAllRead, {}, { as: odd }),
    service.tryAsk(n.Mailbox, {}, { as: odd }),
  ])

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 200])
})
