import { randomInt } from 'node:crypto'
import { Writable } from 'node:stream'
import { createLog } from '@lianxie/service-kit'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Evidence, flat, guesses, leaking, readTables, type Target } from './ballot-adversary.ts'
import { chanceOf, type Deal, dealOf } from './ballot-chance.ts'
import {
  begin,
  cast,
  close,
  givenMembers,
  openBallot,
  questions,
  takeTokens,
  type Voter,
  OPTIONS as APPRAISAL_OPTIONS,
} from './given-ballot.ts'

/*
 * The adversary is an operator who comes after the vote with every table, log line, span, measure and event.
 *
 * 零假设: what is left of a ballot says how often each choice was made and nothing of who made it, so that every way to deal out
 * the choices of a question to its voters is as probable as any other. The voters here choose at random and apart from each
 * other, in each question and election; under the hypothesis the number of right guesses of a strategy is therefore that of
 * 28 independent deals of 40 choices, whose distribution is known exactly (`ballot-chance.ts`). About 27 in 100 are right.
 *
 * 误报率: every strategy is held against FALSE_ALARM divided by the number of strategies that were tried. Whatever they have to do
 * with each other, together they accuse a secret ballot at most once in a million runs.
 *
 * 检出力: a strategy is caught at about 390 right guesses of 1,120, where 300 are expected. One voter in five whose choices can be
 * read off makes about 465: the second half of the test puts such a leak into the same rows and sees it found.
 */
const ELECTIONS = 4
const VOTERS = 40
const QUESTIONS = 7
const OPTIONS = 4
const FALSE_ALARM = 1e-6

type SpanProcessor = NonNullable<NodeSDKConfiguration['spanProcessors']>[number]
let spans: Record<string, unknown>[] = []
let lines: Record<string, unknown>[] = []
const collector: SpanProcessor = {
  onStart: () => {},
  onEnd: (span) => {
    const { name, attributes, startTime, endTime, status, events } = span
    spans.push(flat({ name, attributes, startTime, endTime, context: span.spanContext(), status, events }))
  },
  forceFlush: async () => {},
  shutdown: async () => {},
}
const sdk = new NodeSDK({
  spanProcessors: [collector],
  metricReaders: [],
  logRecordProcessors: [],
  instrumentations: [],
})
const logged = new Writable({
  write(chunk: Buffer, _encoding, done) {
    for (const line of chunk.toString('utf8').split('\n')) if (line) lines.push(flat(JSON.parse(line)))
    done()
  },
})
let service: TestService

beforeAll(async () => {
  sdk.start()
  service = await startTestService(supervision, { log: createLog({ level: 'trace' }, logged) })
})
afterAll(async () => {
  await service?.[Symbol.asyncDispose]()
  await sdk.shutdown()
})

interface Election {
  target: Target
  /** What each voter chose; the adversary does not have it. */
  secret: string[]
  during: Evidence[]
  after: Evidence[]
}

/** The worst case: everybody votes in the order in which they took their tokens, one after the other. */
async function hold(): Promise<Election> {
  ;[spans, lines] = [[], []]
  const memberIds = await givenMembers(service, VOTERS)
  const ballotId = await openBallot(service, memberIds, questions(QUESTIONS))
  const voters = await takeTokens(service, ballotId, memberIds)
  await begin(service, ballotId)
  const secret = voters.map(() => Array.from({ length: QUESTIONS }, () => randomInt(OPTIONS)).join(''))
  for (const [n, { token }] of voters.entries()) {
    expect(await cast(service, ballotId, { ...token, choices: secret[n]! })).toBe('done')
  }
  const target = { ballotId, questions: QUESTIONS, voters: VOTERS, orders: await ordersOf(ballotId, voters) }
  const { db } = service.running.runtime
  const during = await readTables(db)
  await close(service, ballotId)
  const measures = await (await service.fetch('/metrics')).text()
  const after = [
    ...(await readTables(db)),
    { place: 'log', records: lines },
    { place: 'spans', records: spans },
    { place: 'measures', records: measures.split('\n').map((line) => ({ line })) },
  ]
  return { target, secret, during, after }
}

async function ordersOf(ballotId: string, voters: readonly Voter[]): Promise<Target['orders']> {
  const rows = await service.running.runtime.db
    .selectFrom('ballot_voter')
    .select(['member_id', 'blinded_sha256', 'token_id'])
    .where('ballot_id', '=', ballotId)
    .execute()
  const all = voters.map((_, n) => n)
  const by = (key: (row: { member_id: string; blinded_sha256: string; token_id: string }) => string) => {
    const keys = new Map(rows.map((row) => [row.member_id, key(row)]))
    const keyOf = (n: number) => keys.get(voters[n]!.memberId)!
    return all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }
  return { issue: all, member: by((row) => row.member_id), blinded: by((row) => row.blinded_sha256) }
}

/** How often each way to guess was right, over all elections and questions, and how probable so much or more is by chance. */
function attack(elections: readonly Election[], evidenceOf: (election: Election) => Evidence[]) {
  const scores = new Map<string, { hits: number; guessed: number; deals: Deal[] }>()
  for (const election of elections) {
    const byQuestion = Array.from({ length: QUESTIONS }, (_, q) => election.secret.map((choices) => choices[q]))
    for (const { strategy, question, choices } of guesses(evidenceOf(election), election.target)) {
      const name = strategy.replaceAll(election.target.ballotId.replaceAll('-', ''), '<ballot>')
      const score = scores.get(name) ?? { hits: 0, guessed: 0, deals: [] }
      scores.set(name, score)
      const secret = byQuestion[question]!
      score.hits += choices.filter((choice, voter) => choice !== undefined && choice === secret[voter]).length
      score.guessed += choices.filter((choice) => choice !== undefined).length
      score.deals.push(dealOf(secret, choices))
    }
  }
  return [...scores].map(([strategy, { hits, guessed, deals }]) => ({
    strategy,
    hits,
    guessed,
    probability: chanceOf(deals, hits),
  }))
}

/** The ways to guess that were right too often for chance, among so many that were tried. */
const accusing = (scores: ReturnType<typeof attack>, tried: number) =>
  scores.filter(({ probability }) => probability < FALSE_ALARM / tried)

test(
  'an operator with all that is left of a vote guesses who chose what no better than chance',
  { timeout: 180_000 },
  async () => {
    const elections: Election[] = []
    for (let n = 0; n < ELECTIONS; n += 1) elections.push(await hold())

    // While the box stands its rows lie in the order of the votes: the same attack links everybody, so it can.
    const during = attack(elections, (election) => election.during)
    expect(Math.max(...during.map(({ hits, guessed }) => hits / guessed))).toBe(1)

    const after = attack(elections, (election) => election.after)
    expect(accusing(after, after.length)).toEqual([])
    expect(after.some(({ strategy }) => strategy.includes('ballot_choice by #line'))).toBe(true)
    expect(after.every(({ guessed }) => guessed <= ELECTIONS * VOTERS * QUESTIONS)).toBe(true)

    // The same attack on the same rows, but that one voter in five stands in them where they voted: it is found, and by this.
    const leak = (inEvery: number) =>
      attack(elections, ({ after: rows, target, secret }) => leaking(rows, target, secret, inEvery))
    const byPlace = ({ strategy }: { strategy: string }) =>
      strategy.endsWith('.ballot_choice by place, voters by issue') ||
      strategy.endsWith('.ballot_choice by id, voters by issue')
    const [all, some] = [leak(1), leak(5)]
    expect(all.filter(byPlace).map(({ hits, guessed }) => hits / guessed)).toEqual([1, 1])
    expect(accusing(some, after.length).filter(byPlace)).toHaveLength(2)
    // One voter alone in forty is less than it can see.
    expect(accusing(leak(VOTERS + 1), after.length)).toEqual([])

    // A vote leaves no line and no span at all; the commands before and after it leave theirs.
    const left = elections.flatMap(({ after: all }) =>
      all.filter(({ place }) => place === 'log' || place === 'spans').map(({ records }) => JSON.stringify(records)),
    )
    expect(left.filter((text) => text.includes('/votes'))).toEqual([])
    expect(left.some((text) => text.includes('issue-token'))).toBe(true)
    const places = new Set(after.map(({ strategy }) => strategy.split(' ')[0]))
    expect([...places].filter((place) => place!.includes('ballot_box'))).toEqual([])
  },
)

test('the chance of right guesses is what counting every way of dealing out gives', () => {
  const secret = ['0', '0', '1', '2', '1']
  const sequences = [
    ['0', '1', '0', '2', '1'],
    ['1', '1', '2', undefined, '0'],
  ]
  const dealt = deals(secret)

  for (const guess of sequences) {
    for (let least = 0; least <= secret.length; least += 1) {
      const right = dealt.filter((way) => way.filter((choice, n) => choice === guess[n]).length >= least)
      expect(chanceOf([dealOf(secret, guess)], least)).toBeCloseTo(right.length / dealt.length, 12)
    }
  }
  // Two deals of two voters who differ: each is wholly right or wholly wrong.
  const two = dealOf(['0', '1'], ['0', '1'])
  expect([chanceOf([two, two], 4), chanceOf([two, two], 2)]).toEqual([0.25, 0.75])
})

/** Every order of these choices. */
const deals = (choices: readonly string[]): string[][] =>
  choices.length === 0
    ? [[]]
    : choices.flatMap((choice, n) => deals(choices.toSpliced(n, 1)).map((rest) => [choice, ...rest]))

test('every vote has one length on its way, and one answer', async () => {
  const memberIds = await givenMembers(service, 2)
  const ballotId = await openBallot(service, memberIds, [{ text: '总体', options: APPRAISAL_OPTIONS }])
  const voters = await takeTokens(service, ballotId, memberIds)
  await begin(service, ballotId)

  const votes = voters.map(({ token }, n) => JSON.stringify({ ...token, choices: n === 0 ? '-' : '3' }))
  const answers = await Promise.all(
    votes.map(async (body) => {
      const headers = { 'content-type': 'application/json' }
      const response = await service.fetch(`/supervision/ballots/${ballotId}/votes`, { method: 'POST', headers, body })
      return [response.status, await response.text(), [...response.headers.keys()].filter((name) => name !== 'date')]
    }),
  )

  expect(votes[0]!.length).toBe(votes[1]!.length)
  expect(answers[0]).toEqual(answers[1])
})
