import { randomInt } from 'node:crypto'
import { Writable } from 'node:stream'
import { createLog } from '@lianxie/service-kit'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Evidence, flat, guesses, readTables, tail, type Target } from './ballot-adversary.ts'
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

// The adversary is an operator who comes after the vote with every table, log line, span, measure and event.
const ELECTIONS = 4
const VOTERS = 40
const QUESTIONS = 7
const OPTIONS = 4
/** How probable it may be, over all ways to guess together, that a secret ballot fails this test. */
const ERROR = 1e-6
/** A guess that knows nothing but all the choices is right as often: the own one, or one of another that is the same. */
const CHANCE = 1 / VOTERS + (1 - 1 / VOTERS) / OPTIONS

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

/** How often each way to guess was right, over all elections and questions. */
function attack(elections: readonly Election[], evidenceOf: (election: Election) => Evidence[]) {
  const scores = new Map<string, { hits: number; guessed: number }>()
  for (const election of elections) {
    for (const { strategy, question, choices } of guesses(evidenceOf(election), election.target)) {
      const name = strategy.replaceAll(election.target.ballotId.replaceAll('-', ''), '<ballot>')
      const score = scores.get(name) ?? { hits: 0, guessed: 0 }
      scores.set(name, score)
      choices.forEach((choice, voter) => {
        if (choice === undefined) return
        score.guessed += 1
        if (choice === election.secret[voter]![question]) score.hits += 1
      })
    }
  }
  return [...scores].map(([strategy, { hits, guessed }]) => ({
    strategy,
    hits,
    guessed,
    probability: hits > guessed * CHANCE ? tail(hits, guessed, CHANCE) : 1,
  }))
}

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
    const linking = after.filter(({ probability }) => probability < ERROR / after.length)
    expect(linking).toEqual([])
    expect(after.some(({ strategy }) => strategy.includes('ballot_choice by #line'))).toBe(true)
    expect(after.every(({ guessed }) => guessed <= ELECTIONS * VOTERS * QUESTIONS)).toBe(true)

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
