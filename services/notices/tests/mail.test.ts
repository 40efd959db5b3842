import { notices as n } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { by, confirmed, noticesTo, QUICK } from './letters.ts'
import { startMailServer } from './mail-server.ts'
import { cosigning, mailboxOf, member, person, PUBLIC_URL, start, told } from './world.ts'

test('a confirmed address is written to: what it is about, where to read it, and no word of the thing itself', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  await confirmed(service, server, reader, 'member@example.org')

  await service.emit(cosigning([reader.memberId]))
  const [notice] = await told(service, reader)
  const [letter] = await service.until(async () => {
    const letters = noticesTo(server, 'member@example.org')
    return letters.length > 0 && letters
  }, QUICK)

  expect(letter!.headers.get('subject')).toBe('【联协】有提案邀请附议')
  expect(letter!.text).toContain(`${PUBLIC_URL}/m/messages/${notice!.noticeId}`)
  expect(letter!.text).toContain('（截止 2199-01-01）')
  expect(letter!.headers.get('auto-submitted')).toBe('auto-generated')
  expect(letter!.headers.get('list-unsubscribe')).toContain(`<${PUBLIC_URL}/m/messages/choices>`)
  expect(letter!.headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@wujiang\.example>$/)
  expect([letter!.from, letter!.to]).toEqual(['lianxie@wujiang.example', 'member@example.org'])
})

test('nothing is sent to an address before its code was given; codes are few, end, and are no other’s', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const [reader, other] = [await member(service), await member(service)]

  await service.send(n.GiveMail, { email: 'first@example.org' }, { as: reader })
  const [letter] = await service.until(async () => {
    const letters = server.lettersTo('first@example.org')
    return letters.length > 0 && letters
  }, QUICK)
  const code = /验证码：(\w{4} \w{4})/.exec(letter!.text)![1]!
  await service.emit(cosigning([reader.memberId]))
  await told(service, reader)
  const codeOf = async (typed: string, as: TestAccount) =>
    (await service.try(n.ConfirmMail, { code: typed }, { as })).body.code
  const soon = await service.try(n.GiveMail, { email: 'second@example.org' }, { as: reader })

  expect([await codeOf('AAAA2222', reader), await codeOf(code, other)]).toEqual([
    'notices.code_wrong',
    'notices.code_wrong',
  ])
  expect([soon.status, soon.body.code]).toEqual([429, 'notices.code_too_soon'])
  service.clock.advance(31 * 60_000)
  expect(await codeOf(code, reader)).toBe('notices.code_wrong')
  for (let asked = 2; asked <= 5; asked += 1) {
    await service.send(n.GiveMail, { email: `again${asked}@example.org` }, { as: reader })
    service.clock.advance(61_000)
  }
  const often = await service.try(n.GiveMail, { email: 'sixth@example.org' }, { as: reader })
  expect(often.body.code).toBe('notices.code_too_soon')
  expect((await service.ask(n.Choices, {}, { as: reader })).mail).toEqual({
    isOffered: true,
    pending: 'again5@example.org',
  })
  expect(noticesTo(server, 'first@example.org')).toEqual([])
})

test('a mail server that is away for an hour gets everything once when it is back', { timeout: 60_000 }, async () => {
  const first = await startMailServer()
  const { port } = first
  await using service = await start(by(port))
  const readers = []
  for (let one = 0; one < 3; one += 1) {
    const reader = await member(service)
    await confirmed(service, first, reader, `reader${one}@example.org`)
    readers.push(reader)
  }
  await first[Symbol.asyncDispose]()

  await service.emit(cosigning(readers.map(({ memberId }) => memberId)))
  for (const reader of readers) await told(service, reader)
  await service.emit(cosigning([readers[0]!.memberId]))
  await told(service, readers[0]!, 2)
  const operator = await person(service, 'OPS')
  const stand = async () => await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })
  await service.until(async () => (await stand()).items.some(({ error }) => error !== undefined), QUICK)
  for (let minute = 0; minute < 4; minute += 1) {
    service.clock.advance(15 * 60_000)
    await service.until(async () => (await stand()).items.filter(({ error }) => error !== undefined).length === 4)
  }
  const waiting = (await stand()).items
  const gauges = await (await service.fetch('/metrics')).text()
  await using back = await startMailServer({ port })
  await service.until(async () => {
    service.clock.advance(61_000)
    return back.received.length >= 4
  }, QUICK)
  service.clock.advance(3_600_000)
  await service.until(async () => (await stand()).items.length === 0)

  expect(waiting.map(({ error }) => error)).toEqual(Array(4).fill('ESOCKET'))
  // An hour has passed on the clock, however often it was tried meanwhile.
  expect(/^lianxie_letters_due\{way="MAIL".*\} (\d+)$/m.exec(gauges)?.[1]).toBe('4')
  expect(Number(/^lianxie_letters_oldest_due_seconds\{way="MAIL".*\} ([\d.]+)$/m.exec(gauges)?.[1])).toBeGreaterThan(
    3_500,
  )
  const ids = back.received.map(({ headers }) => headers.get('message-id'))
  expect([ids.length, new Set(ids).size]).toEqual([4, 4])
  expect(back.received.map(({ to }) => to).toSorted()).toEqual(
    ['reader0', 'reader0', 'reader1', 'reader2'].map((name) => `${name}@example.org`),
  )
})

test('an address that a server refuses for good is shown to its owner by the code alone, and sent again when asked', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  const stranger = await member(service)
  await confirmed(service, server, reader, 'gone@example.org')
  server.refuse.set('gone@example.org', { code: 550, text: '5.1.1 <gone@example.org> no such user' })

  await service.emit(cosigning([reader.memberId]))
  const [failure] = await service.until(async () => {
    const { failures } = await service.ask(n.Choices, {}, { as: reader })
    return failures.length > 0 && failures
  }, QUICK)
  const theirs = await service.try(n.RequeueDelivery, { deliveryId: failure!.deliveryId }, { as: stranger })
  server.refuse.clear()
  await service.send(n.RequeueDelivery, { deliveryId: failure!.deliveryId }, { as: reader })
  await service.until(async () => noticesTo(server, 'gone@example.org').length === 1, QUICK)
  const twice = await service.try(n.RequeueDelivery, { deliveryId: failure!.deliveryId }, { as: reader })

  expect(failure).toMatchObject({ way: 'MAIL', state: 'REFUSED', kind: 'COSIGN_INVITED', error: '550 5.1.1' })
  expect([theirs.status, twice.body.code]).toEqual([404, 'notices.not_failed'])
})

test('an answer to come again is tried again, and given up after three days', { timeout: 60_000 }, async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  await confirmed(service, server, reader, 'busy@example.org')
  server.refuse.set('busy@example.org', { code: 451, text: '4.7.1 greylisted' })

  await service.emit(cosigning([reader.memberId]))
  const state = async () =>
    (await service.ask(n.Deliveries, {}, { as: operator })).items.find(({ kind }) => kind !== undefined)
  const operator = await person(service, 'OPS')
  await service.until(async () => (await state())?.tries === 1, QUICK)
  const early = await state()
  for (let tries = 2; (await state())?.state === 'WAITING'; tries += 1) {
    service.clock.advance(4 * 3_600_000)
    const seen = tries
    await service.until(async () => {
      const now = await state()
      return (now?.tries ?? 0) >= seen || now?.state !== 'WAITING'
    }, QUICK)
  }

  expect(early).toMatchObject({ state: 'WAITING', error: '451 4.7.1' })
  const last = await state()
  expect(last).toMatchObject({ state: 'GIVEN_UP', error: '451 4.7.1' })
  expect(last!.tries).toBeGreaterThan(10)
  expect(noticesTo(server, 'busy@example.org')).toEqual([])
})

test('the digest gathers a day in one letter, quiet hours hold the rest back, and what is muted stays on the page', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const [daily, quiet, mute] = [await member(service), await member(service), await member(service)]
  await confirmed(service, server, daily, 'daily@example.org')
  await confirmed(service, server, quiet, 'quiet@example.org')
  await confirmed(service, server, mute, 'mute@example.org')
  // 23:00 in Shanghai.
  service.clock.set(new Date('2027-03-01T15:00:00.000Z'))
  await service.send(n.SetChoices, { muted: [], digestAt: 8 }, { as: daily })
  await service.send(n.SetChoices, { muted: [], quiet: { from: 22, until: 7 } }, { as: quiet })
  await service.send(n.SetChoices, { muted: [{ way: 'MAIL', kind: 'COSIGN_INVITED' }] }, { as: mute })

  for (let one = 0; one < 3; one += 1) await service.emit(cosigning([daily.memberId, quiet.memberId, mute.memberId]))
  for (const reader of [daily, quiet, mute]) await told(service, reader, 3)
  const operator = await person(service, 'OPS')
  const waiting = (await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })).items
  service.clock.set(new Date('2027-03-01T23:00:05.000Z'))
  await service.until(async () => noticesTo(server, 'quiet@example.org').length === 3, QUICK)
  const beforeEight = noticesTo(server, 'daily@example.org').length
  service.clock.set(new Date('2027-03-02T00:00:05.000Z'))
  const [digest] = await service.until(async () => {
    const letters = noticesTo(server, 'daily@example.org')
    return letters.length > 0 && letters
  }, QUICK)

  expect(waiting.map(({ nextAt }) => nextAt ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
    ...Array(3).fill('2027-03-01T23:00:00.000Z'),
    ...Array(3).fill('2027-03-02T00:00:00.000Z'),
  ])
  expect(beforeEight).toBe(0)
  expect(digest!.headers.get('subject')).toBe('【联协】3 条通知')
  expect(digest!.text.match(/\/m\/messages\/[0-9a-f]{8}/g)).toHaveLength(3)
  await service.until(async () => (await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })).total === 0)
  expect(noticesTo(server, 'daily@example.org')).toHaveLength(1)
  expect(noticesTo(server, 'mute@example.org')).toEqual([])
})

test('an address that would be more than one, or a line of a header, is refused at its field', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  const odd = [
    'a@example.org\r\nbcc: spy@example.org',
    'a@example.org, spy@example.org',
    '"a@b"@example.org\u0000',
    '<a@example.org>',
    'a',
  ]

  const answers = await Promise.all(odd.map((email) => service.try(n.GiveMail, { email }, { as: reader })))

  expect(answers.map(({ status, body }) => [status, body.code, body.field])).toEqual(
    odd.map(() => [400, 'request.invalid', 'email']),
  )
  expect(server.received).toEqual([])
})

test('without a mail server the page says so, and an address that was removed is written to no more', async () => {
  await using server = await startMailServer()
  await using none = await start()
  await using service = await start(by(server.port))
  const reader = await member(service)
  const without = await member(none)
  await confirmed(service, server, reader, 'leaves@example.org')

  const { body } = await none.try(n.GiveMail, { email: 'a@example.org' }, { as: without })
  await service.send(n.RemoveMail, {}, { as: reader })
  await service.emit(cosigning([reader.memberId]))
  await told(service, reader)

  expect(body.code).toBe('notices.no_mail_server')
  expect((await none.ask(n.Choices, {}, { as: without })).mail).toEqual({ isOffered: false })
  const operator = await person(service, 'OPS')
  expect((await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })).total).toBe(0)
  expect(noticesTo(server, 'leaves@example.org')).toEqual([])
})

test(
  'four hundred who are told at once are two events of two hundred, and a letter to each',
  { timeout: 120_000 },
  async () => {
    await using server = await startMailServer()
    await using service = await start(by(server.port))
    const { db, pool } = service.running.runtime
    const ids = Array.from({ length: 400 }, (_, place) => place)
    // As identity and the members' own choices would have made them, one after the other.
    await pool.query(`insert into known_grant (id, account_id, role, member_id, unit_ids, from_on, until_on)
    select gen_random_uuid(), 'member-' || i, 'MEMBER', ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
      '{}', '2020-01-01', '2199-01-01' from generate_series(0, 399) i`)
    await pool.query(
      `insert into recipient (account_id, mail) select 'member-' || i, 'm' || i || '@example.org' from generate_series(0, 399) i`,
    )
    const events = async () => (await db.selectFrom('event').select('id').execute()).length
    const before = await events()

    await service.emit(
      cosigning(ids.slice(0, 200).map((i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`)),
    )
    await service.emit(cosigning(ids.slice(200).map((i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`)))
    await service.until(async () => server.received.length === 400, 90_000)

    expect((await events()) - before).toBe(2)
    expect(new Set(server.received.map(({ to }) => to)).size).toBe(400)
    expect(await mailboxOf(service, { id: 'member-17', role: 'MEMBER' })).toBe(1)
  },
)

test('a server that takes a letter and never says so gets it three times under one id, and then it is said', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port, { patienceMs: 500 }))
  const reader = await member(service)
  await confirmed(service, server, reader, 'silent@example.org')
  server.slowness.endMs = 60_000

  await service.emit(cosigning([reader.memberId]))
  await told(service, reader)
  const [failure] = await service.until(async () => {
    service.clock.advance(10 * 60_000)
    const { failures } = await service.ask(n.Choices, {}, { as: reader })
    return failures.length > 0 && failures
  }, 30_000)

  expect(failure).toMatchObject({ state: 'GIVEN_UP', tries: 3, error: 'EABORT' })
  const ids = noticesTo(server, 'silent@example.org').map(({ headers }) => headers.get('message-id'))
  expect([ids.length, new Set(ids).size]).toEqual([3, 1])
})

test('what a process held that is gone goes on when its lease is over, and not before', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const { pool } = service.running.runtime
  const reader = await member(service)
  await confirmed(service, server, reader, 'held@example.org')
  await service.send(n.SetChoices, { muted: [], digestAt: 8 }, { as: reader })
  await service.emit(cosigning([reader.memberId]))
  await told(service, reader)
  await pool.query(`update delivery set lease = gen_random_uuid(), leased_until = now() + interval '6 seconds'
    where state = 'WAITING'`)
  const begun = Date.now()

  await service.until(async () => {
    service.clock.advance(3_600_000)
    return noticesTo(server, 'held@example.org').length > 0
  }, 30_000)

  expect(Date.now() - begun).toBeGreaterThan(5_500)
  expect(noticesTo(server, 'held@example.org')).toHaveLength(1)
})

test('a stop in the middle of a letter does not wait for a server that says nothing', async () => {
  await using server = await startMailServer()
  const service = await start(by(server.port))
  const reader = await member(service)
  await confirmed(service, server, reader, 'stop@example.org')
  server.slowness.endMs = 60_000
  await service.emit(cosigning([reader.memberId]))
  await service.until(async () => noticesTo(server, 'stop@example.org').length === 1, QUICK)
  const begun = Date.now()

  await service[Symbol.asyncDispose]()

  expect(Date.now() - begun).toBeLessThan(15_000)
})

test('one part of a digest that is sent again is a letter of its own, and waits for the end of the quiet hours', async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  await confirmed(service, server, reader, 'part@example.org')
  // 23:00 in Shanghai.
  service.clock.set(new Date('2027-03-01T15:00:00.000Z'))
  const quiet = { from: 22, until: 7 }
  await service.send(n.SetChoices, { muted: [], digestAt: 23, quiet }, { as: reader })
  await service.emit(cosigning([reader.memberId]))
  await service.emit(cosigning([reader.memberId]))
  await told(service, reader, 2)
  server.refuse.set('part@example.org', { code: 550, text: '5.7.1 rejected' })
  service.clock.set(new Date('2027-03-02T15:00:05.000Z'))
  const failures = await service.until(async () => {
    const found = (await service.ask(n.Choices, {}, { as: reader })).failures
    return found.length === 2 && found
  }, QUICK)
  const { pool } = service.running.runtime
  const letters = async () =>
    (await pool.query(`select distinct letter_id from delivery where purpose = 'NOTICE'`)).rows
  const before = await letters()
  server.refuse.clear()

  await service.send(n.RequeueDelivery, { deliveryId: failures[0]!.deliveryId }, { as: reader })
  const operator = await person(service, 'OPS')
  const [waiting] = (await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })).items
  service.clock.set(new Date('2027-03-02T23:00:05.000Z'))
  const [again] = await service.until(async () => {
    const found = noticesTo(server, 'part@example.org')
    return found.length > 0 && found
  }, QUICK)

  expect(before).toHaveLength(1)
  expect(waiting).toMatchObject({ deliveryId: failures[0]!.deliveryId, nextAt: '2027-03-02T23:00:00.000Z' })
  expect(again!.headers.get('subject')).toBe('【联协】有提案邀请附议')
  expect(again!.headers.get('message-id')).not.toContain(before[0].letter_id)
})
