import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { hashOfToken } from '@lianxie/client/ballot'
import { supervision as c } from '@lianxie/contracts'
import { account, startTestService, takeNatsAccount, type TestService } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { begin, cast, close, givenMembers, openBallot, questions, takeTokens } from './given-ballot.ts'

const VOTERS = 60
/** So many vote at the same time: when the service is killed, so many votes are under way at most, and others come later. */
const AT_ONCE = 12
let service: TestService
const children: ChildProcess[] = []

beforeAll(async () => {
  service = await startTestService(supervision)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await service?.[Symbol.asyncDispose]()
})

/** A second instance on the same database, in a process of its own. */
async function startInstance() {
  const { pool, filesDir } = service.running.runtime
  const settings = {
    committee: service.committee,
    databaseUrl: (pool.options as { connectionString: string }).connectionString,
    nats: await takeNatsAccount(inject('adminUrl')),
    host: '127.0.0.1',
    port: 0,
    auth: { issuer: 'http://127.0.0.1:9', audience: 'lianxie', jwksUrl: 'http://127.0.0.1:9/jwks' },
    profile: 'test',
    filesDir,
    rateLimitPerMinute: 1_000_000,
  }
  const script = fileURLToPath(new URL('ballot-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [url] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`expected the instance to start, but it ended with ${String(code)}`)
    }),
  ])) as [string]
  return { child, fetch: (path: string, init?: RequestInit) => fetch(new URL(path, url), init) }
}

test(
  'a service killed while votes come in loses none that it answered, and counts none twice',
  { timeout: 120_000 },
  async () => {
    const memberIds = await givenMembers(service, VOTERS)
    const ballotId = await openBallot(service, memberIds, questions(1))
    const voters = await takeTokens(service, ballotId, memberIds)
    await begin(service, ballotId)
    const votes = voters.map(({ token }, n) => ({ ...token, choices: String(n % 4) }))

    const doomed = await startInstance()
    const answered: typeof votes = []
    const dead = once(doomed.child, 'exit')
    const refused: string[] = []
    const waiting = [...votes]
    const voteOn = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const answer = await cast(doomed, ballotId, one)
        if (answer === 'done') answered.push(one)
        else refused.push(answer)
        if (answered.length === VOTERS / 4) doomed.child.kill('SIGKILL')
      }
    }
    const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, voteOn))
    expect(refused).toEqual([])
    expect(answered.length).toBeGreaterThanOrEqual(VOTERS / 4)
    expect(lanes.map(({ status }) => status)).toContain('rejected')
    await dead
    const box = sql.table(`ballot_box_${ballotId.replaceAll('-', '')}`)
    const { rows } = await sql<{ token_hash: string }>`select token_hash from ${box}`.execute(
      service.running.runtime.db,
    )
    const stored = rows.map(({ token_hash }) => token_hash)
    expect(stored).toEqual(expect.arrayContaining(await Promise.all(answered.map(hashOfToken))))

    const next = await startInstance()
    const again = await Promise.all(votes.map((vote) => cast(next, ballotId, vote)))
    expect(new Set(again)).toEqual(new Set(['done']))
    expect(await cast(next, ballotId, { ...votes[0]!, choices: '3' })).toBe('ballot.token_spent')
    await close(service, ballotId)
    const result = await service.ask(c.BallotById, { ballotId }, { as: account('CHAIR') })
    expect(result).toMatchObject({ issued: VOTERS, returned: VOTERS, valid: VOTERS })
    expect(result.results?.[0]?.counts.map(({ count }) => count)).toEqual([15, 15, 15, 15])
  },
)
