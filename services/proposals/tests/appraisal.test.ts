import { randomUUID } from 'node:crypto'
import { directory, proposals as c } from '@lianxie/contracts'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { type Committee, day, givenCommittee, idIn, tell, refusalOf } from './given.ts'

let service: TestService
let given: Committee
const appraisers = Array.from({ length: 6 }, () => {
  const memberId = randomUUID()
  return account('MEMBER', { memberId })
})
const appraiserIds = appraisers.map(({ memberId }) => memberId!)

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await tell(
    service,
    appraiserIds.map((memberId) => directory.MemberRegistered({ memberId })),
  )
  const { db } = service.running.runtime
  await service.until(
    async () =>
      (await db.selectFrom('known_member').select('id').where('id', 'in', appraiserIds).execute()).length === 6,
  )
})
afterAll(() => service?.[Symbol.asyncDispose]())

const CODES = c.APPRAISAL_ITEMS.map(({ code }) => code)
const scored = (...points: number[]) => CODES.map((code, i) => ({ code, score: points[i] ?? points[0]! }))
let year = 2000

/** An appraisal at which the appraisers can score. */
async function givenScoring(): Promise<string> {
  const { as, unit } = given
  year += 1
  const opened = await service.send(c.OpenAppraisal, { unitId: unit.water, year, appraiserIds }, { as: as.office })
  const appraisalId = idIn(opened)
  await service.send(c.SubmitSelfAssessment, { appraisalId, scores: scored(95), text: '自评报告。' }, { as: as.water })
  await service.send(c.OpenScoring, { appraisalId, heldOn: day(service) }, { as: as.office })
  return appraisalId
}
const score = (appraisalId: string, as: (typeof appraisers)[number], scores = scored(90)) =>
  service.try(c.ScoreUnit, { appraisalId, scores, nonce: randomUUID() }, { as })

describe('办理评议', () => {
  test('what is appraised is data, with weights that make a hundred', async () => {
    const { as, unit } = given
    const open = (items: { code: string; weight: number }[], unitId = unit.parks) =>
      refusalOf(service.try(c.OpenAppraisal, { unitId, year: 1999, items, appraiserIds }, { as: as.office }))

    expect(await open([{ code: 'EFFECT', weight: 90 }])).toBe('appraisal.weights')
    expect(
      await open([
        { code: 'EFFECT', weight: 50 },
        { code: 'EFFECT', weight: 50 },
      ]),
    ).toBe('appraisal.weights')
    expect(await open([{ code: 'EFFECT', weight: 100 }], randomUUID())).toBe('proposal.unknown_unit')
    expect(await open([{ code: 'EFFECT', weight: 100 }])).toBe('done')
    expect(await open([{ code: 'EFFECT', weight: 100 }])).toBe('appraisal.exists')
  })

  test('a unit assesses itself, and no other', async () => {
    const { as, unit } = given
    year += 1
    const appraisalId = idIn(
      await service.send(c.OpenAppraisal, { unitId: unit.water, year, appraiserIds }, { as: as.office }),
    )
    const assess = (by = as.water, scores = scored(80)) =>
      refusalOf(service.try(c.SubmitSelfAssessment, { appraisalId, scores, text: '自评。' }, { as: by }))

    expect(await assess(as.traffic)).toBe('common.not_found')
    expect(await assess(as.water, scored(80).slice(1))).toBe('appraisal.items')
    expect(await assess()).toBe('done')
    // One that has not assessed itself does not hold the appraisal up.
    year += 1
    const silent = await service.send(c.OpenAppraisal, { unitId: unit.parks, year, appraiserIds }, { as: as.office })
    const scoring = { appraisalId: idIn(silent), heldOn: day(service) }
    expect(await refusalOf(service.try(c.OpenScoring, scoring, { as: as.office }))).toBe('done')
  })

  test('each appraiser scores once; nothing that is kept says who gave which score', async () => {
    const { as } = given
    const appraisalId = await givenScoring()
    const points = [61, 72, 83, 94, 55, 66]
    for (const [i, appraiser] of appraisers.entries()) {
      expect(await refusalOf(score(appraisalId, appraiser, scored(points[i]!)))).toBe('done')
    }
    expect(await refusalOf(score(appraisalId, appraisers[0]!))).toBe('appraisal.scored')
    expect(await refusalOf(score(appraisalId, as.first))).toBe('appraisal.not_appraiser')
    expect(await refusalOf(score(appraisalId, as.water as never))).toBe('auth.forbidden')

    const { db } = service.running.runtime
    const told = (
      await db
        .selectFrom('event')
        .select('payload')
        .where('aggregate', '=', `appraisal/${appraisalId}`)
        .orderBy('id')
        .execute()
    )
      .map(({ payload }) => JSON.parse(payload.toString('utf8')))
      .filter(({ type }) => type === c.UnitScored.wireType)
      .map(({ data }) => data)
    expect(told).toEqual(appraiserIds.map((appraiserId) => ({ appraisalId, appraiserId })))
    const kept = await db.selectFrom('idempotency').select('response').where('command', '=', c.ScoreUnit.type).execute()
    expect(JSON.stringify(kept)).not.toMatch(/"score"/)
    const { rows: columns } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = 'appraisal_tally' order by 1`.execute(db)
    expect(columns.map(({ name }) => name)).toEqual(['appraisal_id', 'given', 'item', 'score'])

    await service.send(c.CloseScoring, { appraisalId }, { as: as.office })
    const [closed] = (await service.events(c.ScoringClosed)).filter((event) => event.appraisalId === appraisalId)
    expect(closed).toMatchObject({ entitled: 6, ballots: 6, result: { total: 71.83 } })
    expect(await refusalOf(score(appraisalId, appraisers[1]!))).toBe('appraisal.wrong_state')
  })

  test('with fewer than five scores the result is withheld', async () => {
    const { as } = given
    const appraisalId = await givenScoring()
    for (const appraiser of appraisers.slice(0, 4)) await score(appraisalId, appraiser)
    await service.send(c.CloseScoring, { appraisalId }, { as: as.office })

    const [closed] = (await service.events(c.ScoringClosed)).filter((event) => event.appraisalId === appraisalId)
    expect(closed).toEqual({ appraisalId, entitled: 6, ballots: 4 })
  })

  test('what is to be mended is looked back at before the appraisal ends', async () => {
    const { as } = given
    const appraisalId = await givenScoring()
    for (const appraiser of appraisers) await score(appraisalId, appraiser)
    await service.send(c.CloseScoring, { appraisalId }, { as: as.office })
    const order = (dueOn: string) =>
      refusalOf(
        service.try(c.OrderRectification, { appraisalId, text: '加强与提案人沟通。', dueOn }, { as: as.office }),
      )
    const conclude = () =>
      refusalOf(service.try(c.ConcludeAppraisal, { appraisalId, result: 'GOOD' }, { as: as.chair }))

    expect(await order(day(service, -1))).toBe('proposal.day_in_past')
    expect(await order(day(service, 30))).toBe('done')
    expect(await conclude()).toBe('appraisal.wrong_state')
    expect(
      await refusalOf(service.try(c.ReportRectification, { appraisalId, text: '已整改。' }, { as: as.traffic })),
    ).toBe('common.not_found')
    await service.send(c.ReportRectification, { appraisalId, text: '已整改。' }, { as: as.waterLeader })
    const lookBack = { appraisalId, heldOn: day(service), isMended: true, text: '整改到位。' }
    await service.send(c.HoldAppraisalLookBack, lookBack, { as: as.office })
    expect(await conclude()).toBe('done')
    expect(await conclude()).toBe('appraisal.wrong_state')
  })
})

test('replaying the events into empty tables gives the same tables, and leaves the tally alone', async () => {
  const { db } = service.running.runtime
  const tally = () =>
    db.selectFrom('appraisal_tally').selectAll().orderBy('appraisal_id').orderBy('item').orderBy('score').execute()
  const before = await tally()
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(30)
  expect(before.length).toBeGreaterThan(0)
  expect(await tally()).toEqual(before)
})
