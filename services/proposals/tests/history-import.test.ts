import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { proposals as c } from '@lianxie/contracts'
import { publishedHistory, wuxingHistory, wuxingHistoryPacked } from '@lianxie/sample-data'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { givenCommittee, givenFiled, givenIntake } from './given.ts'
import { importFile, importOf, linesOf, office, runImport, tryUpload, upload } from './history-given.ts'

const REGION = 'wuxing-cppcc'
const query = { region: REGION, termNumber: 5, sessionNumber: 1 }

type LiveRow = { serial: number; term_number: number; session_number: number }

const rowsOf = async (service: TestService) => {
  const { rows } = await sql<{ proposals: number; facts: number; steps: number; events: number }>`
    select (select count(*)::int from proposal) as proposals, (select count(*)::int from history_fact) as facts,
      (select count(*)::int from history_step) as steps, (select count(*)::int from event where type like 'proposals.history-%'
        and type not like 'proposals.history-import-%' and type not like 'proposals.history-chunk-%') as events`.execute(
    service.running.runtime.db,
  )
  return rows[0]!
}

/** Facts of one proposal, with a number of its own. */
const proposal = (id: string, number: number, more: object = {}) => [
  {
    at: '2022-01-10T09:00:00+08:00',
    fact: 'proposal-submitted',
    id,
    title: `关于第${number}件事的建议`,
    area: '民生',
    collective: false,
    proposers: ['m1'],
    atPlenary: true,
    ...more,
  },
  { at: '2022-01-17T09:00:00+08:00', fact: 'proposal-reviewed', id, outcome: 'filed', number },
]

describe('the year of 吴兴', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService(proposals)
  })
  afterAll(() => service?.[Symbol.asyncDispose]())

  test('is previewed, imported completely, and nothing is new when it comes again', async () => {
    const preview = await upload(service, wuxingHistoryPacked(), { query, type: 'application/gzip' })
    expect(preview).toMatchObject({
      state: 'PREVIEW',
      lines: 934,
      byStatus: { READY: 662, KNOWN: 0, WRONG: 0, OTHER: 272 },
      creates: 113,
      completes: 0,
    })
    expect(preview.byFact).toMatchObject({ 'proposal-submitted': 113, 'proposal-assigned': 102, 'member-joined': 271 })
    expect((await rowsOf(service)).proposals).toBe(0)

    const done = await runImport(service, preview.importId)
    expect(done.progress).toEqual({ imported: 662, known: 0, wrong: 0, left: 0 })
    const before = await rowsOf(service)
    expect(before).toMatchObject({ proposals: 113, facts: 662 })

    // The same facts in another file: not packed, in another order, and half of them alone.
    const lines = wuxingHistory().trimEnd().split('\n')
    const again = await upload(service, lines.toReversed().join('\n'), { query })
    expect(again).toMatchObject({ byStatus: { READY: 0, KNOWN: 662, WRONG: 0 }, creates: 0, completes: 0 })
    const { body } = await service.try(c.StartHistoryImport, { importId: again.importId }, { as: office })
    expect(body.code).toBe('history.nothing_ready')
    expect(await rowsOf(service)).toEqual(before)
  })

  test('is recorded as imported, with the times at which it happened and those at which it was written', async () => {
    const { rows } = await sql<{ payload: Buffer }>`
      select payload from event where type = 'proposals.history-proposal-filed' order by id`.execute(
      service.running.runtime.db,
    )
    const envelopes = rows.map(({ payload }) => JSON.parse(payload.toString()))

    expect(envelopes).toHaveLength(98)
    expect(envelopes.every(({ provenance, time }) => provenance === 'imported' && time.startsWith('2022-'))).toBe(true)
    expect(envelopes.every(({ time, data }) => time === data.occurredAt)).toBe(true)
    const now = service.clock.now().getTime()
    expect(envelopes.every(({ recordedtime }) => Math.abs(Date.parse(recordedtime) - now) < 600_000)).toBe(true)
    expect(envelopes[0].data).toMatchObject({ source: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  })

  test('equals a replay of its events, and no event tells a name, a reason or the subject of what was not filed', async () => {
    const { replayed, differences } = await replayEquality(service, proposals)
    const { rows } = await sql<{ text: string }>`
      select convert_from(payload, 'UTF8') as text from event`.execute(service.running.runtime.db)
    const told = rows.map(({ text }) => text).join('\n')
    const facts = wuxingHistory()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const filed = new Set(facts.filter(({ outcome }) => outcome === 'filed').map(({ id }) => id))
    const unfiled = facts.filter(({ fact, id }) => fact === 'proposal-submitted' && !filed.has(id))

    expect(replayed.events).toBeGreaterThan(662)
    expect(differences).toEqual([])
    expect(unfiled).toHaveLength(15)
    const filedTitles = new Set(
      facts.filter(({ fact, id }) => fact === 'proposal-submitted' && filed.has(id)).map(({ title }) => title),
    )
    expect(unfiled.filter(({ title }) => !filedTitles.has(title) && told.includes(title))).toEqual([])
    expect(facts.filter(({ fact, name }) => fact === 'member-joined' && told.includes(`"${name}"`))).toEqual([])
    expect(told).not.toContain('不属于本单位职责')
  })

  test('keeps names of members, reasons and subjects beside the events', async () => {
    const { db } = service.running.runtime
    const people = await db.selectFrom('history_actor').selectAll().where('kind', '=', 'MEMBER').execute()
    const words = await db.selectFrom('words').selectAll().execute()

    expect(people.length).toBeGreaterThan(50)
    expect(people.every(({ ref, person, name }) => /:m:\d{4}$/.test(ref) && person && name === null)).toBe(true)
    expect(words.map(({ text }) => text)).toEqual(Array.from({ length: 4 }, () => '不属于本单位职责'))
    const waiting = await db
      .selectFrom('history_line')
      .innerJoin('history_import', 'history_import.id', 'history_line.import_id')
      .select('seq')
      .where('fact', 'is not', null)
      .execute()
    expect(waiting).toEqual([])
  })

  test('is read like any other proposal: the docket finds it by its printed number, the case file tells its way', async () => {
    const { items } = await service.ask(c.Docket, { serial: 1, year: 2022 }, { as: office })
    expect(items).toMatchObject([{ printedNumber: 1, origin: 'IMPORTED', state: 'CLOSED', termNumber: 5 }])
    expect(items[0]!.serial).toBeUndefined()

    const found = await service.ask(c.CaseFile, { proposalId: items[0]!.proposalId }, { as: office })
    expect(found.history.map(({ type }) => type)).toEqual(
      ['received', 'filed']
        .map((step) => `proposals.history-proposal-${step}`)
        .concat([
          'proposals.history-key-designated',
          'proposals.history-proposal-assigned',
          'proposals.history-proposer-consulted',
          'proposals.history-proposal-replied',
          'proposals.history-supervision-held',
          'proposals.history-reply-rated',
        ]),
    )
    expect((await service.ask(c.Docket, { text: '高能级科创平台' }, { as: office })).total).toBeGreaterThan(0)
  })

  test('a later file completes what an earlier one began', async () => {
    const begun = proposal('later', 900)
    await importFile(service, linesOf(begun), { query })
    const rest = [
      { at: '2022-02-10T09:00:00+08:00', fact: 'proposal-assigned', id: 'later', lead: '区公安局', due: '2022-05-10' },
      { at: '2022-03-10T09:00:00+08:00', fact: 'proposal-replied', id: 'later', class: 'A' },
    ]

    const preview = await upload(service, linesOf([...begun, ...rest]), { query })
    expect(preview).toMatchObject({ byStatus: { READY: 2, KNOWN: 2, WRONG: 0 }, creates: 0, completes: 1 })
    await runImport(service, preview.importId)

    const { items } = await service.ask(c.Docket, { serial: 900 }, { as: office })
    expect(items).toMatchObject([{ state: 'REPLIED' }])
    expect(items).toHaveLength(1)
  })
})

describe('a file with wrong lines', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService(proposals)
  })
  afterAll(() => service?.[Symbol.asyncDispose]())

  const file = [
    linesOf(proposal('p1', 1)),
    'no json at all',
    '["a list"]',
    '',
    linesOf([
      { at: 'yesterday', fact: 'proposal-submitted', id: 'p2', collective: 'no', proposers: [], atPlenary: true },
    ]),
    linesOf([{ at: '2022-02-10T09:00:00+08:00', fact: 'proposal-replied', id: 'p1', class: 'A' }]),
    linesOf([{ at: '2022-02-10T09:00:00+08:00', fact: 'proposal-consulted', id: 'p9', form: '上门面商' }]),
    linesOf([{ at: '2022-02-10T09:00:00+08:00', fact: 'opinion-collected', id: 'o1' }]),
    JSON.stringify({
      region: 'wujiang-cppcc',
      at: '2022-02-10T09:00:00+08:00',
      fact: 'proposal-consulted',
      id: 'p1',
      form: '座谈',
    }),
    linesOf([{ at: '2022-01-10T09:00:00+08:00', fact: 'proposal-submitted', id: 'x', title: '字'.repeat(70_000) }]),
  ].join('\n')

  test('says at each line what is wrong, in both languages, a page at a time', async () => {
    const { importId, byStatus } = await upload(service, file, { query })
    const { items, total } = await importOf(service, importId, { only: 'WRONG' })

    expect(byStatus).toEqual({ READY: 2, KNOWN: 0, WRONG: 6, OTHER: 2, DONE: 0 })
    expect(items.map(({ line, errors }) => [line, ...errors.map(({ code, field }) => [code, field])])).toEqual([
      [3, ['history.not_json', undefined]],
      [4, ['history.not_json', undefined]],
      [
        6,
        ['history.invalid', 'at'],
        ['history.invalid', 'title'],
        ['history.invalid', 'collective'],
        ['history.invalid', 'proposers'],
      ],
      [7, ['history.not_assigned', 'fact']],
      [8, ['history.unknown_case', 'id']],
      [11, ['history.line_too_long', undefined]],
    ])
    expect(
      items.every(({ errors }) => errors.every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && /[a-z]/.test(en))),
    ).toBe(true)
    const first = await importOf(service, importId, { only: 'WRONG', limit: 2 })
    expect([first.items.length, first.total, total, first.next !== undefined]).toEqual([2, 6, 6, true])
  })

  test('is held back as a whole unless the wrong lines are to be left out', async () => {
    const { importId } = await upload(service, file, { query })

    const { body } = await service.try(c.StartHistoryImport, { importId }, { as: office })
    expect([body.code, body.detail]).toEqual(['history.has_wrong', { wrong: 6 }])
    const done = await runImport(service, importId, true)
    expect(done.progress).toEqual({ imported: 2, known: 0, wrong: 0, left: 0 })
    expect((await importOf(service, importId, { only: 'DONE' })).items.map(({ line }) => line)).toEqual([1, 2])
  })

  test('a damaged archive and an empty file are refused and leave nothing behind', async () => {
    const broken = gzipSync(file).subarray(0, 60)
    const flipped = Uint8Array.from(broken)
    flipped.fill(0xff, 20)

    expect((await tryUpload(service, flipped, { query })).body.code).toBe('history.not_gzip')
    expect((await tryUpload(service, broken, { query })).body.code).toBe('history.not_gzip')
    expect((await tryUpload(service, '\n\n', { query })).body.code).toBe('history.empty')
    expect((await tryUpload(service, 'a,b', { query, type: 'text/plain' })).body.code).toBe('request.media_type')
    const open = await service.running.runtime.db
      .selectFrom('history_file')
      .select('import_id')
      .where('sha256', 'is', null)
      .execute()
    expect(open).toEqual([])
  })

  test('only the offices upload, and half a session is none', async () => {
    for (const role of ['MEMBER', 'UNIT_HANDLER', 'CHAIR', 'STAFF_INFO', 'ANALYST'] as const)
      expect((await tryUpload(service, file, { query, as: account(role) })).body.code).toBe('auth.forbidden')
    expect((await tryUpload(service, file, { query: { region: REGION, termNumber: 5 } })).body.code).toBe(
      'request.invalid',
    )
  })
})

describe('what is handled here', () => {
  test('is never touched: a line that names a live proposal by id, number or merger is wrong', async () => {
    await using service = await startTestService(proposals)
    const given = await givenCommittee(service)
    await givenIntake(service, given)
    const liveId = await givenFiled(service, given)
    const { db } = service.running.runtime
    const read = (): Promise<LiveRow> =>
      db.selectFrom('proposal').selectAll().where('id', '=', liveId).executeTakeFirstOrThrow() as Promise<LiveRow>
    const live = await read()
    const session = { termNumber: live.term_number, sessionNumber: live.session_number }
    const file = linesOf([
      ...proposal(liveId, 77),
      ...proposal('a', live.serial),
      ...proposal('b', live.serial + 1),
      { at: '2022-01-20T09:00:00+08:00', fact: 'proposal-merged', id: 'b', into: liveId },
      { at: '2022-02-20T09:00:00+08:00', fact: 'proposal-assigned', id: liveId, lead: '区公安局' },
    ])

    const { importId } = await upload(service, file, { query: { region: REGION, ...session } })
    const wrong = (await importOf(service, importId, { only: 'WRONG' })).items
    await runImport(service, importId, true)

    expect(wrong.map(({ line, errors }) => [line, errors[0]!.code])).toEqual([
      [1, 'history.live_case'],
      [2, 'history.live_case'],
      [4, 'history.number_live'],
      [7, 'history.live_case'],
      [8, 'history.live_case'],
    ])
    expect(await read()).toEqual(live)
    // The next live number follows the last live one, whatever was printed.
    const next = await givenFiled(service, given)
    const { serial } = await db.selectFrom('proposal').select('serial').where('id', '=', next).executeTakeFirstOrThrow()
    expect(serial).toBe(live.serial + 1)
    expect((await replayEquality(service, proposals)).differences).toEqual([])
  })
})

test('what was imported is read and counted, and no command handles it', async () => {
  await using service = await startTestService(proposals)
  const given = await givenCommittee(service)
  await importFile(service, linesOf([...proposal('p1', 1), ...proposal('p2', 2)]), { query })
  const { items } = await service.ask(c.Docket, { year: 2022 }, { as: office })
  const [proposalId, other] = items.map((item) => item.proposalId) as [string, string]
  const assignment = { mode: 'SOLE', unitId: given.unit.housing } as const

  const replies = [
    await service.try(c.ChangeCategory, { proposalId, category: 'SOCIETY', reason: '归类' }, { as: office }),
    await service.try(c.MergeProposals, { intoId: proposalId, fromIds: [other], reason: '同题' }, { as: office }),
    await service.try(c.AssignProposal, { proposalId, assignment }, { as: given.as.supervision }),
    await service.try(c.WithdrawProposal, { proposalId, reason: '撤回' }, { as: given.as.first }),
  ]

  expect(replies.map(({ body }) => body.code)).toEqual(Array.from({ length: 4 }, () => 'proposal.imported'))
})

describe('an import that is interrupted', () => {
  // Two years of 吴江, so that there are several parts.
  const file = (() => {
    const text = publishedHistory('wujiang-cppcc')
    return text + text.replaceAll('2022-', '2021-').replaceAll(':p:', ':q:')
  })()
  const facts = file.trimEnd().split('\n').length - 2
  const region = { region: 'wujiang-cppcc' }
  const reached = async (service: TestService, importId: string) => {
    const run = await service.running.runtime.db
      .selectFrom('history_import')
      .select(['through', 'state'])
      .where('id', '=', importId)
      .executeTakeFirst()
    return run && run.through > 0 ? run : undefined
  }
  const finished = (service: TestService, importId: string) =>
    service.until(async () => {
      // A question may meet a connection that was cut.
      const { status, body } = await service.tryAsk(c.HistoryImport, { importId }, { as: office })
      return status === 200 && body.state === 'FINISHED' && (body as c.HistoryImportSummary)
    }, 25_000)

  test('goes on after a restart, and every fact is in exactly once', async () => {
    await using service = await startTestService(proposals)
    const { importId } = await upload(service, file, { query: region })
    await service.send(c.StartHistoryImport, { importId }, { as: office })

    await service.until(() => reached(service, importId))
    await service.restart()
    const before = await reached(service, importId)
    const done = await finished(service, importId)

    expect(before!.through).toBeLessThan(facts)
    expect(done.progress).toEqual({ imported: facts, known: 0, wrong: 0, left: 0 })
    expect(await rowsOf(service)).toMatchObject({ proposals: 590, facts })
    expect((await replayEquality(service, proposals)).differences).toEqual([])
  })

  test('goes on after its connections were cut in the midst of a part', async () => {
    await using service = await startTestService(proposals)
    const { importId } = await upload(service, file, { query: region })
    await service.send(c.StartHistoryImport, { importId }, { as: office })

    await service.until(() => reached(service, importId))
    const cut = await cutConnections(service)
    const done = await finished(service, importId)

    expect(cut).toBeGreaterThan(0)
    expect(done.progress).toEqual({ imported: facts, known: 0, wrong: 0, left: 0 })
    expect(await rowsOf(service)).toMatchObject({ proposals: 590, facts })
  })

  test('stops before its next part when it is cancelled, and another import takes up what is left', async () => {
    await using service = await startTestService(proposals)
    const { importId } = await upload(service, file, { query: region })
    const other = await upload(service, file, { query: region })
    await service.send(c.StartHistoryImport, { importId }, { as: office })
    const running = await service.try(c.StartHistoryImport, { importId: other.importId }, { as: office })

    await service.until(() => reached(service, importId))
    await service.send(c.CancelHistoryImport, { importId }, { as: office })
    const stopped = await importOf(service, importId)
    const again = await service.try(c.CancelHistoryImport, { importId }, { as: office })
    const rest = await runImport(service, other.importId)

    expect(running.body.code).toBe('history.running')
    expect([stopped.state, stopped.progress!.left > 0]).toEqual(['CANCELLED', true])
    expect(again.body.code).toBe('history.state')
    expect(rest.progress).toEqual({
      imported: stopped.progress!.left,
      known: stopped.progress!.imported,
      wrong: 0,
      left: 0,
    })
    expect(await rowsOf(service)).toMatchObject({ proposals: 590, facts })
  })

  test('a part that was done is not done again', async () => {
    await using service = await startTestService(proposals)
    const { importId } = await upload(service, linesOf(proposal('p1', 1)), { query })
    await runImport(service, importId)
    const before = await rowsOf(service)

    await service.running.runtime.db
      .insertInto('scheduled_job')
      .values({
        id: randomUUID(),
        job: 'proposals.import-history',
        key: importId,
        payload: JSON.stringify({ importId, after: 0 }),
        due_at: new Date(0),
        repeat_every: null,
      })
      .execute()
    await service.until(async () => {
      const left = await service.running.runtime.db
        .selectFrom('scheduled_job')
        .select('id')
        .where('key', '=', importId)
        .execute()
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from proposals_jobs.job where state in ('created', 'active', 'retry')`.execute(
        service.running.runtime.db,
      )
      return left.length === 0 && rows[0]!.n === 0
    })

    expect(await rowsOf(service)).toEqual(before)
  })
})

/** Cuts every other connection to the service's database. */
async function cutConnections(service: TestService): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`.execute(
    service.running.runtime.db,
  )
  return rows[0]!.n
}
