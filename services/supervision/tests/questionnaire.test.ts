import { supervision as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import encodeQR from 'qr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { answerSheet, deviceToken, givenMobilised, givenSurvey, sheet, survey } from './appraisal-given.ts'
import { type Committee, givenCommittee, refusalOf } from './given.ts'

let service: TestService
let given: Committee
let appraisalId: string

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
  appraisalId = await givenMobilised(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const end = (questionnaireId: string) =>
  service.send(c.EndQuestionnaire, { questionnaireId, reason: '结束' }, { as: given.as.office })
const resultOf = (questionnaireId: string) =>
  service.ask(c.QuestionnaireResult, { questionnaireId }, { as: given.as.chair })

test('two hundred devices answer side by side, each twice, and each is counted once', async () => {
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  const sheets = Array.from({ length: 200 }, (_, n) =>
    sheet(deviceToken(), n % 4 === 0 ? 'NO' : 'YES', (n % 5) + 1, n % 10 === 0 ? `建议${n}` : undefined),
  )

  const answered = await Promise.all([...sheets, ...sheets].map((one) => answerSheet(service, code, one)))
  expect(answered.filter((reply) => reply !== 'taken')).toEqual([])
  await end(questionnaireId)

  const result = await resultOf(questionnaireId)
  expect(result.answers).toBe(200)
  expect(result.questions.map(({ n }) => n)).toEqual([200, 200, 20])
  expect(result.questions[0]!.counts).toEqual([
    { value: 'YES', count: 150 },
    { value: 'NO', count: 50 },
  ])
  expect(result.questions[1]).toMatchObject({ mean: 3, isWithheld: false })
}, 60_000)

test('a device that answers otherwise a second time is refused, and so is a sheet that does not fit', async () => {
  const { code } = await givenSurvey(service, given, appraisalId)
  const token = deviceToken()
  const send = (one: object) => answerSheet(service, code, one)

  expect(await send(sheet(token))).toBe('taken')
  expect(await send(sheet(token, 'NO'))).toBe('questionnaire.answered')
  expect(await send(sheet(deviceToken(), 'YES', 6))).toBe('questionnaire.unlike')
  expect(await send(sheet(deviceToken(), 'YES', 5, '长'.repeat(101)))).toBe('questionnaire.unlike')
  expect(await send({ token: deviceToken(), answers: [{ code: 'SPEED', step: 1 }] })).toBe('questionnaire.missing')
  expect(await send({ token: deviceToken(), answers: [{ code: 'OTHER', step: 1 }] })).toBe('questionnaire.unlike')
  expect(await send({ token: 'short', answers: [] })).toBe('request.invalid')
  expect(await send({ ...sheet(deviceToken()), name: '张三' })).toBe('request.invalid')
  expect(await answerSheet(service, 'AAAAAAAAAAAAAAAA', sheet(deviceToken()))).toBe('common.not_found')
})

test('it is answered from its opening to its close, and read by everybody who has its address', async () => {
  const at = (hours: number) => new Date(service.clock.now().getTime() + hours * 3_600_000).toISOString()
  const { code, questionnaireId } = await givenSurvey(service, given, appraisalId, { opensAt: at(1), closesAt: at(3) })
  const before = await service.ask(c.OpenQuestionnaire, { code })
  expect(before).toMatchObject({ state: 'AWAITED', questions: [], introduction: '不记名，请如实填写。' })
  expect(await answerSheet(service, code, sheet(deviceToken()))).toBe('questionnaire.awaited')
  const early = service.tryAsk(c.QuestionnaireResult, { questionnaireId }, { as: given.as.office })
  expect((await early).body.code).toBe('questionnaire.open')

  service.clock.advance(2 * 3_600_000)
  const open = await service.ask(c.OpenQuestionnaire, { code })
  expect(open.questions[0]).toMatchObject({ text: '您对区水务局的工作是否满意？' })
  expect(await answerSheet(service, code, sheet(deviceToken()))).toBe('taken')
  service.clock.advance(3_600_000)
  expect(await answerSheet(service, code, sheet(deviceToken()))).toBe('questionnaire.ended')
  const publish = survey(service, given, appraisalId, { opensAt: at(-2), closesAt: at(-1) })
  expect(await refusalOf(service.try(c.PublishQuestionnaire, publish, { as: given.as.office }))).toBe(
    'questionnaire.times',
  )
})

test('results of fewer answers than the minimum are withheld, question by question', async () => {
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  for (let n = 0; n < 5; n += 1) {
    expect(await answerSheet(service, code, sheet(deviceToken(), 'YES', 3, n < 4 ? '快一点' : undefined))).toBe('taken')
  }
  await end(questionnaireId)

  const [choice, , words] = (await resultOf(questionnaireId)).questions
  expect(choice).toMatchObject({ n: 5, isWithheld: false })
  expect(words).toMatchObject({ isWithheld: true })
  expect(words).not.toHaveProperty('n')
  const { questionnaireId: fewId, code: few } = await givenSurvey(service, given, appraisalId)
  for (let n = 0; n < 4; n += 1) await answerSheet(service, few, sheet(deviceToken()))
  await end(fewId)
  const withheld = (await resultOf(fewId)).questions
  expect(withheld.map(({ isWithheld, counts }) => [isWithheld, counts])).toEqual(withheld.map(() => [true, undefined]))
})

test('free words are read by the office alone, and hidden with a reason instead of changed', async () => {
  const { as } = given
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  for (const words of ['河道要常清', '骂人的话'])
    await answerSheet(service, code, sheet(deviceToken(), 'YES', 3, words))
  await end(questionnaireId)
  const list = (params: object = {}) => service.ask(c.AnswerTexts, { questionnaireId, ...params }, { as: as.office })
  const rude = (await list({ question: 'WISHES' })).items.find(({ text }) => text === '骂人的话')!
  const hide = { questionnaireId, textId: rude.textId, reason: '侮辱性言论' }

  await service.send(c.WithholdAnswerText, hide, { as: as.office })
  expect(await refusalOf(service.try(c.WithholdAnswerText, hide, { as: as.office }))).toBe('questionnaire.text_hidden')
  expect((await list({ hidden: 'false' })).items.map(({ text }) => text)).toEqual(['河道要常清'])
  expect((await list({ hidden: 'true' })).items).toMatchObject([{ textId: rude.textId, isHidden: true }])
  expect((await list({ hidden: 'true' })).items[0]).not.toHaveProperty('text')
  const chair = await service.tryAsk(c.AnswerTexts, { questionnaireId }, { as: as.chair })
  expect(chair.body.code).toBe('auth.forbidden')
})

test('nothing that is kept of an answer says which device gave it, or when in the day', async () => {
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  const token = deviceToken()
  await answerSheet(service, code, sheet(token, 'NO', 2, '只此一句'))

  const { db } = service.running.runtime
  const of = (table: 'questionnaire_device' | 'questionnaire_answer' | 'questionnaire_text') =>
    db.selectFrom(table).selectAll().where('questionnaire_id', '=', questionnaireId).execute()
  const [devices, answers, texts] = [
    await of('questionnaire_device'),
    await of('questionnaire_answer'),
    await of('questionnaire_text'),
  ]
  expect(devices.map((row) => Object.keys(row))).toEqual([['questionnaire_id', 'token_hash', 'sheet_hash']])
  expect(JSON.stringify([devices, answers, texts])).not.toContain(token)
  expect(answers.map((row) => Object.keys(row))).toEqual([['id', 'questionnaire_id', 'answered_on', 'choices']])
  expect([answers[0], texts[0]]).toMatchObject([{ answered_on: '2022-03-07' }, { answered_on: '2022-03-07' }])
  const events = await db.selectFrom('event').select('payload').execute()
  expect(events.some(({ payload }) => payload.toString('utf8').includes('只此一句'))).toBe(false)
})

test('one address may send as many sheets as a full hall, and no more in an hour', async () => {
  const { code } = await givenSurvey(service, given, appraisalId)
  const token = deviceToken()
  for (let sent = 0; sent < 400; sent += 40) {
    const replies = await Promise.all(Array.from({ length: 40 }, () => answerSheet(service, code, sheet(token))))
    expect(replies.filter((reply) => reply !== 'taken')).toEqual([])
  }

  expect(await answerSheet(service, code, sheet(token))).toBe('request.too_many')
}, 60_000)

test('the poster leads to the public page of the questionnaire', async () => {
  const { questionnaireId, code } = await givenSurvey(service, given, appraisalId)
  const poster = (page: string) =>
    service.fetch(`/supervision/questionnaire-posters/${questionnaireId}?page=${encodeURIComponent(page)}`, {
      as: given.as.office,
    })

  const drawn = await poster('https://zx.example.cn/wj/')
  expect(drawn.headers.get('content-type')).toContain('image/svg+xml')
  expect(await drawn.text()).toBe(encodeQR(`https://zx.example.cn/wj/${code}`, 'svg', { ecc: 'quartile', border: 4 }))
  expect((await poster('javascript:alert(1)')).status).toBe(400)
})

test('a replay gives the same tables and leaves the answers where they are', async () => {
  const { db } = service.running.runtime
  const count = async () => (await db.selectFrom('questionnaire_answer').select('id').execute()).length
  const before = await count()

  const { differences } = await replayEquality(service, supervision)

  expect(differences).toEqual([])
  expect(await count()).toBe(before)
})
