import { type CommandDefinition, directory as d, REFUSALS } from '@lianxie/contracts'
import { account, replayEquality, type TestService } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directory } from '../src/app.ts'
import { chair, infoStaff, memberAffairs, office, reason, start } from './world.ts'

/** Ids that the history has made so far, by kind; a command picks among them, also ended ones. */
type Made = Record<'body' | 'sector' | 'unit' | 'member' | 'post' | 'staff', string[]> & {
  /** Whose a post is, and the latest version of the rules. */
  holders: Map<string, string>
  version: number
}

const pick = (ids: readonly string[], n: number): string =>
  ids[n % Math.max(1, ids.length)] ?? '00000000-0000-4000-8000-000000000000'
const day = (n: number) =>
  `2022-${String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`

const facts = { unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT' }

const held = (made: Made, n: number) => {
  const postId = pick(made.post, n)
  return { memberId: made.holders.get(postId) ?? pick(made.member, n), postId }
}

/** A command of each kind from two numbers; most are allowed, some are refused, all are well formed. */
const steps: readonly ((
  made: Made,
  a: number,
  b: number,
) => { command: CommandDefinition; body: unknown; as?: typeof office })[] = [
  (m, a) => ({
    command: d.RecordCommittee,
    body: { committeeId: `c${a % 3}-cppcc`, name: `会${a}`, fullName: '会', level: 'CITY', district: '区' },
  }),
  (m, a, b) => ({
    command: d.FormBody,
    body: {
      bodyKind: 'MEMBER_GROUP',
      name: `组${a}`,
      ...(b % 2 && m.body.length > 0 && { parentId: pick(m.body, b) }),
      formedOn: day(a % 5),
    },
  }),
  (m, a, b) => ({
    command: d.ChangeBody,
    body: { bodyId: pick(m.body, a), bodyKind: 'OFFICE', name: `组${b}`, effectiveOn: day(b), reason },
  }),
  (m, a, b) => ({ command: d.DissolveBody, body: { bodyId: pick(m.body, a), dissolvedOn: day(b), reason } }),
  (_, a) => ({ command: d.DefineSector, body: { name: `界${a}`, definedOn: day(a % 5) } }),
  (m, a, b) => ({
    command: d.RenameSector,
    body: { sectorId: pick(m.sector, a), name: `界${b}`, effectiveOn: day(b), reason },
  }),
  (m, a, b) => ({ command: d.RetireSector, body: { sectorId: pick(m.sector, a), retiredOn: day(b), reason } }),
  (m, a, b) => ({
    command: d.RegisterUnit,
    body: {
      name: `局${a}`,
      ...facts,
      duties: [`职责${a}`],
      ...(b % 3 === 0 && m.unit.length > 0 && { superiorId: pick(m.unit, b) }),
      registeredOn: day(a % 5),
    },
  }),
  (m, a, b) => ({
    command: d.ChangeUnit,
    body: {
      unitId: pick(m.unit, a),
      name: `局${b}`,
      ...facts,
      duties: [`职责${a}`, `职责${b}`],
      effectiveOn: day(b),
      reason,
    },
  }),
  (m, a, b) => ({
    command: d.MergeUnits,
    body: { intoId: pick(m.unit, a), fromIds: [pick(m.unit, b)], mergedOn: day(b), reason },
  }),
  (m, a, b) => ({ command: d.CloseUnit, body: { unitId: pick(m.unit, a), closedOn: day(b), reason } }),
  (m, a, b) => ({
    command: d.RegisterMember,
    body: { name: `人${a}`, termNumber: 16, sectorId: pick(m.sector, b), beganOn: day(a % 5) },
  }),
  (m, a, b) => ({
    command: d.RegisterMember,
    body: { name: `人${b}`, termNumber: 15, sectorId: pick(m.sector, a), beganOn: day(a % 5) },
  }),
  (m, a, b) => ({
    command: d.BeginTerm,
    body: { memberId: pick(m.member, a), termNumber: 17, sectorId: pick(m.sector, b), beganOn: day(300 + b) },
  }),
  (m, a, b) => ({
    command: d.ChangeSector,
    body: { memberId: pick(m.member, a), sectorId: pick(m.sector, b), changedOn: day(b), reason },
  }),
  (m, a, b) => ({
    command: d.EndTerm,
    body: { memberId: pick(m.member, a), ending: 'RESIGNED', endedOn: day(b), reason },
  }),
  (_, a) => ({ command: d.CloseTerm, body: { termNumber: 15 + (a % 2), endedOn: day(330) } }),
  (m, a, b) => ({
    command: d.AppointMember,
    body: { memberId: pick(m.member, a), bodyId: pick(m.body, b), post: 'BODY_MEMBER', beganOn: day(10 + b) },
  }),
  (m, a, b) => ({
    command: d.AppointMember,
    body: { memberId: pick(m.member, b), bodyId: pick(m.body, a), post: 'DIRECTOR', beganOn: day(10 + a) },
  }),
  (m, a, b) => ({ command: d.RelieveMember, body: { ...held(m, b), endedOn: day(200 + b), reason } }),
  (m, a, b) => ({
    command: d.MoveMember,
    body: { ...held(m, b), toBodyId: pick(m.body, a), post: 'CONVENOR', movedOn: day(200 + b), reason },
  }),
  (m, a, b) => ({
    command: d.RegisterStaff,
    body: {
      name: `员${a}`,
      accountId: `a${a}`,
      employer: b % 2 ? { of: 'BODY', bodyId: pick(m.body, a) } : { of: 'UNIT', unitId: pick(m.unit, a) },
      beganOn: day(a % 5),
    },
  }),
  (m, a, b) => ({ command: d.ReleaseStaff, body: { staffId: pick(m.staff, a), endedOn: day(b), reason } }),
  (m, a, b) => ({
    command: d.CorrectPerson,
    body: { personId: pick(m.member, a), changes: { phone: `1380000${String(b).padStart(4, '0')}` }, reason },
  }),
  (_, a) => ({
    command: d.DraftPolicy,
    body: { changes: { 'info.maxChars': 100 + a }, effectiveFrom: '2099-01-01', reason },
    as: infoStaff,
  }),
  (m) => ({ command: d.ApprovePolicy, body: { version: m.version }, as: chair }),
  (m) => ({ command: d.RejectPolicy, body: { version: m.version }, as: chair }),
]

const clerks = { office, memberAffairs }

async function play(
  service: TestService,
  history: readonly (readonly [number, number, number])[],
): Promise<{ done: Set<string>; refused: number }> {
  const made: Made = { body: [], sector: [], unit: [], member: [], post: [], staff: [], holders: new Map(), version: 0 }
  const done = new Set<string>()
  let refused = 0
  for (const [which, a, b] of history) {
    const { command, body, as = clerks.office } = steps[which % steps.length]!(made, a, b)
    const reply = await service.try(command, body, { as })
    if (reply.status !== 200) {
      expect(Object.keys(REFUSALS)).toContain(reply.body.code)
      refused += 1
      continue
    }
    for (const { data } of reply.body.events) {
      done.add(command.type)
      const { postId, memberId, version, ...ids } = data as Record<string, string> & { version?: number }
      if (postId !== undefined && memberId !== undefined) made.holders.set(postId, memberId)
      if (version !== undefined) made.version = version
      for (const kind of ['body', 'sector', 'unit', 'member', 'post', 'staff'] as const) {
        const id = ({ postId, memberId, ...ids } as Record<string, string | undefined>)[`${kind}Id`]
        if (id !== undefined && !made[kind].includes(id)) made[kind].push(id)
      }
    }
  }
  return { done, refused }
}

test(
  'replaying all events of random histories into empty tables gives the same tables',
  { timeout: 180_000 },
  async () => {
    await using service = await start()
    const done = new Set<string>()
    const number = fc.nat({ max: 40 })
    // Things are made first, so that the rest of the history has something to work on.
    const history = fc
      .tuple(
        fc.array(fc.tuple(fc.constantFrom(1, 4, 7, 11), number, number), { minLength: 15, maxLength: 20 }),
        fc.array(fc.tuple(fc.nat({ max: steps.length - 1 }), number, number), { minLength: 90, maxLength: 110 }),
      )
      .map((parts) => parts.flat())

    await fc.assert(
      fc.asyncProperty(history, async (played) => {
        const { done: kinds } = await play(service, played)
        for (const kind of kinds) done.add(kind)
        const { replayed, differences } = await replayEquality(service, directory)
        expect(differences).toEqual([])
        expect(replayed.events).toBeGreaterThan(20)
      }),
      { seed: 20220310, numRuns: 6, endOnFailure: true },
    )

    // Imports have a test of their own; everything else has really happened.
    const never = directory.handlers
      .map(({ command }) => command.type)
      .filter((type) => !done.has(type) && !type.includes('import'))
    expect(never).toEqual([])
  },
)

test('twelve clerks at the same things lose nothing and invert nothing', { timeout: 120_000 }, async () => {
  await using service = await start()
  const sectors = await Promise.all(
    ['甲', '乙'].map(async (name) => {
      const { events } = await service.send(d.DefineSector, { name, definedOn: '2022-01-01' }, { as: office })
      return (events[0]!.data as { sectorId: string }).sectorId
    }),
  )
  const members = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const body = { name: `众${i}`, termNumber: 16, sectorId: sectors[i % 2]!, beganOn: '2022-01-01' }
      const { events } = await service.send(d.RegisterMember, body, { as: memberAffairs })
      return (events[0]!.data as { memberId: string }).memberId
    }),
  )

  const writers = Array.from({ length: 12 }, async (_, writer) => {
    const as = account('STAFF_MEMBER_AFFAIRS')
    let changed = 0
    for (let i = 0; i < 12; i += 1) {
      const memberId = members[(writer + i) % 4]!
      const { status, body } = await service.try(
        d.ChangeSector,
        { memberId, sectorId: sectors[i % 2]!, changedOn: '2022-05-01', reason },
        { as },
      )
      if (status === 200) changed += 1
      else expect(body.code).toBe('member.same_sector')
    }
    return changed
  })
  const changed = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0)

  const rows = await service.running.runtime.db
    .selectFrom('event')
    .select(['aggregate', 'aggregate_version'])
    .where('type', '=', d.SectorChanged.type)
    .orderBy('id')
    .execute()
  expect(rows).toHaveLength(changed)
  for (const memberId of members) {
    const versions = rows
      .filter(({ aggregate }) => aggregate === `member/${memberId}`)
      .map((row) => row.aggregate_version)
    // Registration and term are versions 1 and 2.
    expect(versions).toEqual(versions.map((_, i) => i + 3))
  }
  expect((await replayEquality(service, directory)).differences).toEqual([])
})
