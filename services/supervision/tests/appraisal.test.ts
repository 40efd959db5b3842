import { randomUUID } from 'node:crypto'
import { directory, type FileRef, supervision as c } from '@lianxie/contracts'
import { defaultPack } from '@lianxie/policy'
import { account, replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { handOverTotals } from '../src/appraisal-jobs.ts'
import {
  givenHeard,
  givenLetters,
  givenMobilised,
  givenScored,
  givenSurvey,
  onPaper,
  plan,
  totals,
  unitCounts,
} from './appraisal-given.ts'
import { type Committee, day, givenCommittee, idIn, refusalOf, tell, upload } from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const stateOf = async (appraisalId: string) =>
  (await service.ask(c.AppraisalById, { appraisalId }, { as: given.as.office })).state

test('an appraisal goes its whole way, from the plan to the end', async () => {
  const { as, unit } = given
  const appraisalId = await givenLetters(service, given)
  expect(await stateOf(appraisalId)).toBe('RECTIFYING')
  const proof = (await upload(service, as.water, '整改佐证')) as FileRef
  const report = (unitId: string, files: FileRef[] = []) => ({ appraisalId, unitId, report: '已完成改造。', files })

  await service.send(c.ReportAppraisalRectification, report(unit.water, [proof]), { as: as.water })
  await service.send(c.ReportAppraisalRectification, report(unit.traffic), { as: as.trafficLeader })
  const recheck = (unitId: string, result: 'PASSED' | 'AGAIN') =>
    service.send(
      c.RecheckAppraisedUnit,
      { appraisalId, unitId, result, checkedOn: day(service), finding: '现场查看。' },
      { as: as.office },
    )
  await recheck(unit.water, 'PASSED')
  await recheck(unit.traffic, 'AGAIN')
  expect(await stateOf(appraisalId)).toBe('RECTIFYING')
  await service.send(c.ReportAppraisalRectification, report(unit.traffic), { as: as.traffic })
  await recheck(unit.traffic, 'PASSED')
  expect(await stateOf(appraisalId)).toBe('RECHECKED')
  await service.send(c.CloseAppraisal, { appraisalId }, { as: as.office })

  const closed = await service.ask(c.AppraisalById, { appraisalId }, { as: as.office })
  expect(closed).toMatchObject({ state: 'CLOSED', plan: '评议两个部门的作风和实绩。' })
  expect(closed.units[0]).toMatchObject({ letter: 'SENT', recheck: 'PASSED', rectification: '已完成改造。' })
  expect(closed.history.map(({ zh }) => zh)).toContain('评议结果已宣布')
  for (const command of [c.CancelAppraisal, c.CloseAppraisal]) {
    const body = { appraisalId, ...(command === c.CancelAppraisal && { reason: '再试' }) }
    expect(await refusalOf(service.try(command, body, { as: as.office }))).toBe('unit_appraisal.wrong_state')
  }
  const told = JSON.stringify(await service.events(c.OpinionLetterDrafted))
  expect(told).not.toContain('管网')
  const download = async (who: Committee['as']['first']) => {
    return (await service.fetch(`/supervision/files/${proof.sha256}`, { as: who })).status
  }
  expect([await download(as.water), await download(as.traffic), await download(as.chair)]).toEqual([200, 404, 200])
})

test('the declared result shows counts and the score of the rules, to a unit its own alone', async () => {
  const { as, unit } = given
  const appraisalId = await givenHeard(service, given)
  const result = (who: Committee['as']['first']) => service.tryAsk(c.AppraisalResult, { appraisalId }, { as: who })
  await service.send(c.RecordTotals, onPaper(service, given, appraisalId), { as: as.office })
  expect((await result(as.chair)).body.code).toBe('unit_appraisal.not_declared')
  const before = await service.ask(c.HallScreen, { appraisalId }, { as: as.office })
  expect(before).toMatchObject({ vote: { verdict: 'VALID', turnout: { attended: 45 } } })
  expect(before.result).toBeUndefined()
  await service.send(c.DeclareAppraisalResult, { appraisalId }, { as: as.chair })

  const all = await service.ask(c.AppraisalResult, { appraisalId }, { as: as.first })
  const own = await service.ask(c.AppraisalResult, { appraisalId }, { as: as.water })

  // (3000 + 800 + 80) / 42 and (2000 + 1600 + 200) / 45
  expect(all.units.map(({ score }) => score)).toEqual([92.38, 84.44])
  expect(all.units[0]!.items[0]).toMatchObject({ item: 'TEAM', rated: 42, score: 92.38 })
  expect(all.units[0]!.items[0]!.counts).toContainEqual({ option: 'UNKNOWN', count: 3 })
  expect(all.units[0]).not.toHaveProperty('rank')
  expect(own.units.map(({ unitId }) => unitId)).toEqual([unit.water])
  expect((await result(as.housing)).status).toBe(404)
  expect((await service.ask(c.HallScreen, { appraisalId }, { as: as.first })).result?.units).toHaveLength(2)
  expect((await service.tryAsk(c.AppraisalResult, { appraisalId }, { as: account('ANALYST') })).status).toBe(200)
})

test('a vote without quorum, with too many ballots or too few does not stand, and its counts are kept nowhere', async () => {
  const { as, unit } = given
  const appraisalId = await givenHeard(service, given)
  const few = [unitCounts(unit.water, 4), unitCounts(unit.traffic, 3, 1)]
  const invalid = [
    { attended: 30, issued: 30, returned: 30, valid: 30, units: few },
    { attended: 45, issued: 44, returned: 45, valid: 44, units: few },
    { attended: 45, issued: 45, returned: 4, valid: 4, units: few },
  ]
  for (const change of invalid) {
    await service.send(c.RecordTotals, onPaper(service, given, appraisalId, change), { as: as.office })
    expect(await stateOf(appraisalId)).toBe('HEARING')
  }
  expect(await refusalOf(service.try(c.DeclareAppraisalResult, { appraisalId }, { as: as.chair }))).toBe(
    'unit_appraisal.wrong_state',
  )
  await service.send(c.RecordTotals, onPaper(service, given, appraisalId), { as: as.office })

  const { votes } = await service.ask(c.AppraisalById, { appraisalId }, { as: as.office })
  expect(votes.map(({ verdict }) => verdict)).toEqual(['NO_QUORUM', 'OVER_RETURNED', 'TOO_FEW', 'VALID'])
  const told = (await service.events(c.AppraisalTotalsRecorded)).filter((event) => event.appraisalId === appraisalId)
  expect(told.map(({ units }) => units !== undefined)).toEqual([false, false, false, true])
})

test('totals that cannot be are refused, and a recount needs a reason', async () => {
  const { as, unit } = given
  const appraisalId = await givenHeard(service, given)
  const record = (change: object) =>
    refusalOf(service.try(c.RecordTotals, onPaper(service, given, appraisalId, change), { as: as.office }))
  const one = unitCounts(unit.water, 30)
  const lacking = { ...one, items: one.items.slice(1) }

  expect(await record({ attended: 61 })).toBe('unit_appraisal.turnout_unlike')
  expect(await record({ valid: 46 })).toBe('unit_appraisal.turnout_unlike')
  expect(await record({ units: [one] })).toBe('unit_appraisal.counts_unlike')
  expect(await record({ units: [one, one] })).toBe('unit_appraisal.counts_unlike')
  expect(await record({ units: [lacking, unitCounts(unit.traffic, 1)] })).toBe('unit_appraisal.counts_unlike')
  expect(await record({ units: [one, unitCounts(unit.traffic, 40, 6)] })).toBe('unit_appraisal.counts_exceed')
  expect(await record({ heldOn: day(service, 1) })).toBe('supervision.day_in_future')
  expect(await record({})).toBe('done')
  expect(await record({})).toBe('unit_appraisal.recount_reason')
  expect(await record({ reason: '监票人要求复核' })).toBe('done')
})

test('the totals of a secret ballot are taken over once, and not written over by hand', async () => {
  const { as } = given
  const appraisalId = await givenHeard(service, given)
  const [withheldId, ballotId] = [randomUUID(), randomUUID()]
  const votes = async () => (await service.ask(c.AppraisalById, { appraisalId }, { as: as.office })).votes
  const handOver = async (change: { ballotId: string; valid?: number; units?: undefined }) => {
    const { db } = service.running.runtime
    const all = { ...totals(service, given, appraisalId), ...change }
    await db.transaction().execute((tx) => handOverTotals(tx, all, service.clock.now()))
    await service.until(async () => (await votes()).some((vote) => vote.ballotId === change.ballotId), 20_000)
  }
  await handOver({ ballotId: withheldId, valid: 4, units: undefined })
  expect(await stateOf(appraisalId)).toBe('HEARING')
  await handOver({ ballotId })

  expect(await stateOf(appraisalId)).toBe('VOTED')
  expect((await votes()).map(({ verdict }) => verdict)).toEqual(['TOO_FEW', 'VALID'])
  const recount = onPaper(service, given, appraisalId, { reason: '改写' })
  expect(await refusalOf(service.try(c.RecordTotals, recount, { as: as.office }))).toBe('unit_appraisal.of_ballot')
})

test('a hearing waits for the questionnaire, a vote for every unit, a plan for units that there are', async () => {
  const { as, unit } = given
  const propose = (change: object) => refusalOf(service.try(c.ProposeAppraisal, plan(given, change), { as: as.office }))
  expect(await propose({ unitIds: [randomUUID()] })).toBe('supervision.unknown_unit')
  expect(await propose({ planItemId: randomUUID() })).toBe('supervision.unknown_plan_item')
  const item = { code: 'TEAM', zh: '班子', en: 'team', weight: 0.9 }
  expect(await propose({ items: [item] })).toBe('request.invalid')
  const appraisalId = await givenMobilised(service, given)
  const { questionnaireId } = await givenSurvey(service, given, appraisalId)
  const open = { appraisalId, meeting: '常委会会议', heldOn: day(service) }
  expect(await refusalOf(service.try(c.OpenHearing, open, { as: as.office }))).toBe('unit_appraisal.survey_open')
  await service.send(c.EndQuestionnaire, { questionnaireId, reason: '结束' }, { as: as.office })
  await service.send(c.OpenHearing, open, { as: as.office })
  const heard = { appraisalId, unitId: unit.water, report: '报告' }
  await service.send(c.RecordUnitReport, heard, { as: as.office })

  expect(await refusalOf(service.try(c.RecordTotals, onPaper(service, given, appraisalId), { as: as.office }))).toBe(
    'unit_appraisal.unit_not_heard',
  )
  const stranger = { ...heard, unitId: unit.housing }
  expect(await refusalOf(service.try(c.RecordUnitReport, stranger, { as: as.office }))).toBe('unit_appraisal.no_unit')
})

test('a letter is signed by a chair who did not write it, is read when it was sent, and reminds of its day', async () => {
  const { as, unit } = given
  const appraisalId = await givenScored(service, given)
  const letter = { appraisalId, unitId: unit.water, letter: '请加快整改。' }
  const sign = (who: Committee['as']['first']) =>
    refusalOf(service.try(c.CountersignOpinionLetter, { appraisalId, unitId: unit.water }, { as: who }))
  expect(await sign(as.chair)).toBe('unit_appraisal.wrong_state')
  await service.send(c.DraftOpinionLetter, letter, { as: { ...as.office, id: as.chair.id } })
  expect(await sign(as.chair)).toBe('unit_appraisal.own_letter')
  await service.send(c.DraftOpinionLetter, letter, { as: as.office })
  const read = async (who: Committee['as']['first']) =>
    (await service.ask(c.AppraisalById, { appraisalId }, { as: who })).units
  expect((await read(as.water)).map(({ letterText, letter: state }) => [letterText, state])).toEqual([
    [undefined, 'NONE'],
  ])
  const own = { appraisalId, unitId: unit.water, report: '已整改。' }
  expect(await refusalOf(service.try(c.ReportAppraisalRectification, own, { as: as.water }))).toBe('common.not_found')

  expect(await sign(as.chair)).toBe('done')
  const [water] = await read(as.water)
  expect(water).toMatchObject({ letterText: '请加快整改。', signedOn: day(service) })
  expect((await read(as.first))[0]).not.toHaveProperty('letterText')
  const { date } = water!.deadline!
  // Thirty days later is a Wednesday.
  expect(date).toBe('2022-04-06')
  const now = service.clock.now()
  service.clock.set(new Date('2022-04-08T02:00:00.000Z'))
  const reminded = await service.until(async () => {
    const events = (await service.events(c.AppraisalReminded)).filter((event) => event.appraisalId === appraisalId)
    return events.length >= 3 && events
  }, 25_000)
  expect(reminded.every(({ unitId }) => unitId === unit.water)).toBe(true)
  const { items } = await service.ask(c.Appraisals, { unitId: unit.water, limit: 200 }, { as: as.water })
  expect(items.find((row) => row.appraisalId === appraisalId)).toMatchObject({ overdue: 1 })
  await service.send(c.ReportAppraisalRectification, own, { as: as.water })
  const late = (await service.events(c.AppraisalRectificationReported)).at(-1)
  expect(late).toMatchObject({ appraisalId, isLate: true })
  expect(await refusalOf(service.try(c.ReportAppraisalRectification, own, { as: as.traffic }))).toBe('common.not_found')
  service.clock.set(now)
})

test('the result sheet and the letter are printed for who may read them', async () => {
  const { as, unit } = given
  const appraisalId = await givenLetters(service, given)
  const print = (path: string, format: string, who: Committee['as']['first']) =>
    service.fetch(`/supervision/appraisals/${appraisalId}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ format }),
      as: who,
    })

  const page = await (await print('result-sheet', 'html', as.chair)).text()
  expect(page).toContain('92.38')
  expect(page).toContain('满意30，基本满意10，不满意2，不了解3')
  const own = await (await print('result-sheet', 'html', as.water)).text()
  expect(own).toContain('区水务局')
  expect(own).not.toContain('区交通运输局')
  const word = await print(`letters/${unit.water}/form`, 'docx', as.water)
  const parts = unzipSync(new Uint8Array(await word.arrayBuffer()))
  expect(strFromU8(parts['word/document.xml']!)).toContain('加快管网改造')
  expect((await print(`letters/${unit.water}/form`, 'docx', as.traffic)).status).toBe(404)
})

test('the list filters, counts and hides from units what is not agreed to', async () => {
  const { as, unit } = given
  const title = '住房系统专题评议'
  const body = plan(given, { title, unitIds: [unit.housing], year: 2023 })
  const appraisalId = idIn(await service.send(c.ProposeAppraisal, body, { as: as.office }))
  const changed = { ...body, appraisalId, title: `${title}二`, reason: '改名' }
  await service.send(c.ChangeAppraisal, changed, { as: as.office })
  const ids = async (params: object, who = as.office) =>
    (await service.ask(c.Appraisals, params, { as: who })).items.map((row) => row.appraisalId)

  expect(await ids({ text: '专题评议二' })).toEqual([appraisalId])
  expect(await ids({ year: 2023, state: 'PROPOSED' })).toEqual([appraisalId])
  expect(await ids({ unitId: unit.housing })).toEqual([appraisalId])
  expect(await ids({}, as.housing)).toEqual([])
  await service.send(c.CancelAppraisal, { appraisalId, reason: '并入明年' }, { as: as.office })
  const { sentence } = await service.ask(c.Appraisals, { year: 2023 }, { as: as.office })
  expect(sentence.zh).toBe('共有1次民主评议，其中已取消1次。')
})

test('units are ranked only where the local rules say so', async () => {
  const appraisalId = await givenHeard(service, given)
  const pack = defaultPack(service.committee)
  const values = { ...pack.values, 'supervision.appraisalRanked': true }
  await tell(service, [
    directory.PolicyApproved({
      committee: service.committee,
      version: 1,
      effectiveFrom: '2022-01-01',
      pack: { ...pack, version: 1, stage: 'approved', effectiveFrom: '2022-01-01', values } as never,
    }),
  ])
  const { db } = service.running.runtime
  await service.until(async () => (await db.selectFrom('known_policy').select('version').execute()).length === 1)
  const rankedId = await givenScored(service, given)
  const { units } = await service.ask(c.AppraisalResult, { appraisalId: rankedId }, { as: given.as.chair })
  expect(units.map(({ rank }) => rank)).toEqual([1, 2])

  // The other was proposed under other rules, and stays under them.
  await service.send(c.RecordTotals, onPaper(service, given, appraisalId), { as: given.as.office })
  await service.send(c.DeclareAppraisalResult, { appraisalId }, { as: given.as.chair })
  const plain = await service.ask(c.AppraisalResult, { appraisalId }, { as: given.as.chair })
  expect(plain.units[0]).not.toHaveProperty('rank')
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, supervision)
  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
})
