import { proposals as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { countTerms, isOutgrown } from '../src/store/likeness-counting.ts'
import { dropLikeness, keepLikeness, reindexLikeness } from '../src/store/likeness.ts'
import { similarTo } from '../src/store/similar.ts'
import { type Committee, givenCommittee, givenFiled, givenIntake, givenSubmitted, idIn } from './given.ts'
import { type Earlier, earlierTexts, writeEarlier } from './similar-texts.ts'

let service: TestService
let given: Committee
let earlier: Earlier[]
let ids: string[]
const db = () => service.running.runtime.db as never as Parameters<typeof similarTo>[0]

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
  earlier = earlierTexts(600)
  ids = await writeEarlier(service, earlier)
  await reindexLikeness(db())
})
afterAll(() => service?.[Symbol.asyncDispose]())

const draft = async (text: Partial<Earlier> & { subject: string }, as = given.as.first) =>
  idIn(await service.send(c.DraftProposal, { kind: 'INDIVIDUAL', suggestions: [], ...text }, { as }))
const similarTo_ = async (proposalId: string, as = given.as.first) =>
  (await service.ask(c.SimilarProposals, { proposalId }, { as })).items
const found = async (text: Partial<Earlier> & { subject: string }) =>
  similarTo(db(), { suggestions: [], ...text }, { limit: 10 })

test('a text that repeats an earlier one in any of the planted ways finds it among the first', async () => {
  let [first, among] = [0, 0]
  const samples = Array.from({ length: 30 }, (_, n) => 20 * n)
  const repeated: ((text: Earlier, other: Earlier) => Partial<Earlier> & { subject: string })[] = [
    // Another title.
    (text) => ({ ...text, subject: '建议统筹解决群众身边的这一问题' }),
    // A paragraph of it in a text about something else.
    (text, other) => ({ ...other, problem: `${other.problem}${text.problem.slice(24)}` }),
    // Its beginning with the end of another year's.
    (text, other) => ({ subject: text.subject, problem: text.problem, suggestions: other.suggestions }),
    // Other words for most of it, in another order.
    (text) => ({
      subject: text.subject.replace('加强', '改善'),
      problem: text.suggestions.join('').replaceAll('建议', '提议').replaceAll('试点', '先试'),
      suggestions: [text.problem.replace('近年来我区高度重视', '一直以来全区上下关注').replace('涉及', '关系到')],
    }),
  ]

  for (const sample of samples) {
    for (const repeat of repeated) {
      const similar = await found(repeat(earlier[sample]!, earlier[(sample + 321) % 600]!))
      const at = similar.findIndex(({ proposalId }) => proposalId === ids[sample])
      // The text that gave more of its words may come before it.
      if (at === 0 || at === 1) first += 1
      if (at >= 0) among += 1
    }
  }

  expect(among).toBeGreaterThanOrEqual(118)
  expect(first).toBeGreaterThanOrEqual(116)
})

test('what has nothing in common but the words of all proposals is not shown', async () => {
  const similar = await found({
    subject: '关于筹建航空科普馆的建议',
    problem: '近年来我区高度重视相关工作，取得了阶段性成效。青少年缺少接触飞行器原理的场所。',
    suggestions: ['与群众期盼相比仍有差距，建议有关部门统筹研究。征集退役飞机作为展品。'],
  })

  expect(similar).toEqual([])
})

test.each([
  {
    text: 'of common words alone',
    subject: '关于加强工作的建议',
    problem: '近年来我区高度重视相关工作，取得了阶段性成效。',
  },
  { text: 'of one character', subject: '路' },
  { text: 'of punctuation', subject: '……' },
])('a text $text does not find everything', async ({ subject, ...rest }) => {
  expect((await found({ subject, ...rest })).length).toBeLessThan(3)
})

test('a subject alone, in traditional characters, finds subjects about the same', async () => {
  const similar = await found({ subject: '完善居家養老服務的幾點建議' })

  expect(similar.length).toBeGreaterThan(0)
  for (const { proposalId, terms, passages } of similar) {
    expect(earlier[ids.indexOf(proposalId)]!.subject).toContain('社区居家养老')
    expect(terms.length + passages.length).toBeGreaterThan(0)
  }
})

test('a body of nine thousand characters is compared as a whole', async () => {
  const long = earlierTexts(400)
    .map(({ suggestions }) => suggestions.join(''))
    .join('')
    .slice(0, 8_800)
  const text = earlier[77]!
  const similar = await found({
    subject: text.subject,
    problem: `${long}${text.problem}`,
    suggestions: text.suggestions,
  })

  expect(similar.map(({ proposalId }) => proposalId)).toContain(ids[77])
})

test('the writer of a draft sees what it repeats, with the passages of both', async () => {
  const text = earlier[40]!
  const proposalId = await draft({
    subject: '关于另一件事的建议',
    problem: `我们走访得知：${text.problem}`,
    suggestions: [],
  })

  const [first] = await similarTo_(proposalId)

  expect(first).toMatchObject({ proposal: { proposalId: ids[40], subject: text.subject, year: 2019, state: 'CLOSED' } })
  expect(first!.score).toBeGreaterThan(0.5)
  const whole = first!.passages.find((passage) => passage.text === text.problem.slice(0, -1))
  expect(whole).toMatchObject({
    here: { field: 'problem', start: 7 },
    there: { field: 'problem', start: 0, length: text.problem.length - 1 },
  })
})

test('a proposal is found from the moment in which it is submitted, and by whom may see it', async () => {
  const { as } = given
  const subject = '关于在芦苇荡设置候鸟观测栈道的建议'
  const submitted = await givenSubmitted(service, given, { subject })
  const again = await draft({ subject: '关于芦苇荡候鸟观测栈道的几点建议' }, as.second)
  const other = await givenSubmitted(service, given, { subject: '关于芦苇荡候鸟观测栈道建设的建议', by: as.third })

  const ofOther = (items: c.SimilarProposal[]) => items.map(({ proposal }) => proposal.proposalId)

  // The office finds what is not filed, and nobody's draft; another member does not.
  expect(ofOther(await similarTo_(other, as.office))).toContain(submitted)
  expect(ofOther(await similarTo_(other, as.office))).not.toContain(again)
  expect(ofOther(await similarTo_(again, as.second))).not.toContain(submitted)
  expect(ofOther(await similarTo_(submitted, as.first))).not.toContain(submitted)
  const filed = await givenFiled(service, given, { subject: '关于芦苇荡设置候鸟观测栈道和望远镜的建议', by: as.third })
  expect(ofOther(await similarTo_(again, as.second))).toContain(filed)
})

test('nobody learns by a comparison what stands in a text that they may not read', async () => {
  const text: Earlier = {
    subject: '关于湿地苔藓标本的建议',
    problem: '苔藓标本馆藏品受潮霉变，无人养护。',
    suggestions: ['设立恒湿库房。'],
  }
  const [id] = await writeEarlier(service, [text], { publishConsent: false, year: 2018 })
  await keepLikeness(db(), [{ proposalId: id!, textVersion: 1, subject: text.subject, body: text.problem }])
  const proposalId = await draft(text)

  const [first] = await similarTo_(proposalId)

  expect(first).toMatchObject({ proposal: { proposalId: id }, terms: [], passages: [] })
  await dropLikeness(db(), id!)
  expect((await similarTo_(proposalId)).map(({ proposal }) => proposal.proposalId)).not.toContain(id)
})

test('only writers ask about a draft, and handling units, analysts and the public not at all', async () => {
  const { as } = given
  const own = await draft({ subject: earlier[1]!.subject })

  const answers: [string, number, string][] = []
  for (const other of [as.second, as.office, as.chair, as.clerk, as.housing, as.supervision, as.analyst, as.auditor]) {
    const { status, body } = await service.tryAsk(c.SimilarProposals, { proposalId: own }, { as: other })
    answers.push([other.role, status, body.code])
  }
  const nobody = await service.tryAsk(c.SimilarProposals, { proposalId: own })
  // A filed proposal of others is not asked about by members either: what is open of it, they read.
  const filed = await service.tryAsk(c.SimilarProposals, { proposalId: ids[0]! }, { as: as.first })

  expect(answers.slice(0, 4).map(([, status, code]) => [status, code])).toEqual(
    Array(4).fill([404, 'common.not_found']),
  )
  expect(answers.slice(4).map(([, status, code]) => [status, code])).toEqual(Array(4).fill([403, 'auth.forbidden']))
  expect([nobody.status, nobody.body.code]).toEqual([401, 'auth.missing'])
  expect(filed.status).toBe(404)
})

test('only proposals of the year that is asked for and later ones are shown', async () => {
  const text: Earlier = { subject: '关于古桥石栏修缮的建议', problem: '古桥石栏断裂。', suggestions: ['以旧修旧。'] }
  const [old] = await writeEarlier(service, [text], { year: 2011 })
  const [late] = await writeEarlier(service, [text], { year: 2021 })
  for (const proposalId of [old!, late!]) {
    await keepLikeness(db(), [{ proposalId, textVersion: 1, subject: text.subject, body: text.problem }])
  }

  const years = async (fromYear?: number) =>
    (await similarTo(db(), text, { limit: 10, fromYear })).map(({ proposalId }) => proposalId)

  expect(new Set((await years()).slice(0, 2))).toEqual(new Set([old, late]))
  expect(await years(2012)).toEqual([late])
})

test('a revised text takes the place of the earlier one, and an earlier one read meanwhile does not come back', async () => {
  const keep = (textVersion: number, subject: string) =>
    keepLikeness(db(), [{ proposalId: ids[5]!, textVersion, subject, body: '' }])
  const kept = () =>
    service.running.runtime.db
      .selectFrom('likeness' as never)
      .select('terms' as never)
      .where('proposal_id' as never, '=', ids[5]! as never)
      .executeTakeFirstOrThrow()
  await keep(2, '关于渔港码头疏浚的建议')
  const revised = await kept()

  await keep(1, earlier[5]!.subject)

  expect(await kept()).toEqual(revised)
})

test('terms are counted again when there are twice as many proposals', async () => {
  await countTerms(db())
  expect(await isOutgrown(db())).toBe(false)

  await writeEarlier(service, earlierTexts(700), { year: 2017 })

  expect(await isOutgrown(db())).toBe(true)
})
