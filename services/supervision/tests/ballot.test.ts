import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hashOfToken, prepareToken } from '@lianxie/client/ballot'
import { supervision as c } from '@lianxie/contracts'
import {
  account,
  fingerprint,
  rebuildOwnTables,
  replayEquality,
  startTestService,
  type TestService,
} from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { refusalOf } from './given.ts'
import { begin, cast, close, givenMembers, openBallot, questions, takeTokens, OPTIONS } from './given-ballot.ts'

let service: TestService
const office = account('STAFF_OFFICE')
const chair = account('CHAIR')

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
})
afterAll(() => service?.[Symbol.asyncDispose]())

const boxes = async () => {
  const { rows } = await sql`select relname from pg_class where relname like 'ballot\\_box%' and relkind = 'r'`.execute(
    service.running.runtime.db,
  )
  return rows.length
}

test('sixty voters in parallel are counted once each, and can check that they were', async () => {
  const memberIds = await givenMembers(service, 60)
  const ballotId = await openBallot(service, memberIds, questions(2))
  const voters = await takeTokens(service, ballotId, memberIds)
  expect(await cast(service, ballotId, { ...voters[0]!.token, choices: '00' })).toBe('ballot.not_casting')
  await begin(service, ballotId)

  const choiceOf = (n: number) => `${n % 4}${n % 3 === 0 ? '-' : '1'}`
  const answers = await Promise.all(
    voters.flatMap(({ token }, n) =>
      // Every third is sent twice at once, as by a phone that lost the answer.
      Array.from({ length: n % 3 === 0 ? 2 : 1 }, () => cast(service, ballotId, { ...token, choices: choiceOf(n) })),
    ),
  )
  expect(new Set(answers)).toEqual(new Set(['done']))
  expect(await cast(service, ballotId, { ...voters[0]!.token, choices: '31' })).toBe('ballot.token_spent')
  const live = await service.ask(c.BallotById, { ballotId }, { as: chair })
  expect(live).toMatchObject({ state: 'CASTING', issued: 60, returned: 60 })
  expect(live).not.toHaveProperty('results')

  await close(service, ballotId)
  const codes = OPTIONS.map(({ code }) => code)
  expect(await service.ask(c.BallotById, { ballotId }, { as: chair })).toMatchObject({
    state: 'CLOSED',
    returned: 60,
    valid: 60,
    quorumMet: true,
    results: [
      { counts: codes.map((code) => ({ code, count: 15 })), blank: 0 },
      { counts: codes.map((code, n) => ({ code, count: n === 1 ? 40 : 0 })), blank: 20 },
    ],
  })
  const spent = await service.ask(c.SpentTokens, { ballotId, limit: 200 }, { as: voters[0]!.as })
  const own = await Promise.all(voters.map(({ token }) => hashOfToken(token)))
  expect(spent.items.map(({ tokenSha256 }) => tokenSha256)).toEqual(own.toSorted())
  const recount = await service.ask(c.CountedChoices, { ballotId, question: 1, limit: 200 }, { as: chair })
  expect(
    Object.entries(Object.groupBy(recount.items, ({ code = 'blank' }) => code)).map(([k, v]) => [k, v!.length]),
  ).toEqual(
    expect.arrayContaining([
      ['BASICALLY', 40],
      ['blank', 20],
    ]),
  )
  expect(await cast(service, ballotId, { ...voters[0]!.token, choices: '00' })).toBe('ballot.not_casting')
})

test('a member takes one token, and the same one as often as its answer is lost', async () => {
  const memberIds = await givenMembers(service, 3)
  const ballotId = await openBallot(service, memberIds)
  const { publicKey } = await service.ask(c.BallotById, { ballotId }, { as: chair })
  const as = account('MEMBER', { memberId: memberIds[0]! })
  const [{ blinded }, other] = [await prepareToken(publicKey), await prepareToken(publicKey)]
  const ask = (body: object, by = as) => refusalOf(service.try(c.IssueToken, { ballotId, ...body }, { as: by }))

  expect(await ask({ blinded: `${'_'.repeat(341)}w` })).toBe('ballot.blinded_invalid')
  expect(await ask({ blinded })).toBe('done')
  expect(await ask({ blinded })).toBe('done')
  expect(await ask({ blinded: other.blinded })).toBe('ballot.token_taken')
  expect(await ask({ blinded }, account('MEMBER', { memberId: (await givenMembers(service, 1))[0]! }))).toBe(
    'ballot.not_entitled',
  )
  const issued = (await service.events(c.TokenIssued)).filter((event) => event.ballotId === ballotId)
  expect(issued).toHaveLength(1)
  const { rows } = await sql`select detail from audit where actor = ${as.id}`.execute(service.running.runtime.db)
  expect(rows).toContainEqual({ detail: { code: 'ballot.token_taken' } })
})

test('nobody votes before half of those entitled are present, and the key is gone when they vote', async () => {
  const memberIds = await givenMembers(service, 4)
  const ballotId = await openBallot(service, memberIds)
  const key = join(service.running.runtime.filesDir, 'ballot-keys', `${ballotId}.pem`)
  await takeTokens(service, ballotId, memberIds.slice(0, 2))
  expect(await refusalOf(service.try(c.BeginCasting, { ballotId }, { as: office }))).toBe('ballot.no_quorum')
  expect(existsSync(key)).toBe(true)

  const [third] = await takeTokens(service, ballotId, memberIds.slice(2, 3))
  await begin(service, ballotId)
  expect(existsSync(key)).toBe(false)
  const { publicKey } = await service.ask(c.BallotById, { ballotId }, { as: chair })
  const late = await prepareToken(publicKey)
  const as = account('MEMBER', { memberId: memberIds[3]! })
  expect(await refusalOf(service.try(c.IssueToken, { ballotId, blinded: late.blinded }, { as }))).toBe(
    'ballot.wrong_state',
  )

  await cast(service, ballotId, { ...third!.token, choices: '0-' })
  await close(service, ballotId)
  const result = await service.ask(c.BallotById, { ballotId }, { as: chair })
  expect(result).toMatchObject({ returned: 1, valid: 1, withheld: 'TOO_FEW' })
  expect(result).not.toHaveProperty('results')
  expect((await service.ask(c.CountedChoices, { ballotId }, { as: chair })).items).toEqual([])
})

test('a vote without a good token, with a name, or beside the questions is refused', async () => {
  const memberIds = await givenMembers(service, 2)
  const [ballotId, elsewhere] = [await openBallot(service, memberIds), await openBallot(service, memberIds)]
  const [[voter], [stranger]] = [
    await takeTokens(service, ballotId, memberIds),
    await takeTokens(service, elsewhere, memberIds),
  ]
  await begin(service, ballotId)
  const vote = { ...voter!.token, choices: '00' }

  expect(await cast(service, ballotId, { ...vote, ...stranger!.token })).toBe('ballot.token_invalid')
  expect(await cast(service, ballotId, { ...vote, message: 'A'.repeat(86) })).toBe('ballot.token_invalid')
  expect(await cast(service, ballotId, { ...vote, choices: '04' })).toBe('ballot.choices_invalid')
  expect(await cast(service, ballotId, { ...vote, choices: '000' })).toBe('ballot.choices_invalid')
  expect(await cast(service, ballotId, { ...vote, choices: 'x0' })).toBe('request.invalid')
  expect(await cast(service, voter!.memberId, vote)).toBe('common.not_found')
  const authorization = `Bearer ${await service.tokenOf(voter!.as)}`
  expect(await cast(service, ballotId, vote, { authorization })).toBe('ballot.signed_in')
  const response = await service.fetch(`/supervision/ballots/${ballotId}/votes`, { method: 'POST', body: '{' })
  expect([...response.headers.keys()].filter((name) => /request-id|ratelimit/.test(name))).toEqual([])
  expect((await service.ask(c.BallotById, { ballotId }, { as: chair })).returned).toBe(0)
})

test('a cancelled ballot leaves nothing of what was cast', async () => {
  const memberIds = await givenMembers(service, 2)
  const ballotId = await openBallot(service, memberIds)
  const voters = await takeTokens(service, ballotId, memberIds)
  await begin(service, ballotId)
  await cast(service, ballotId, { ...voters[0]!.token, choices: '00' })
  const before = await boxes()

  await service.send(c.CancelBallot, { ballotId, reason: '设备故障，改日再投' }, { as: office })
  expect(await boxes()).toBe(before - 1)
  expect(await cast(service, ballotId, { ...voters[1]!.token, choices: '00' })).toBe('ballot.not_casting')
  expect((await service.ask(c.SpentTokens, { ballotId }, { as: chair })).items).toEqual([])
  expect(await refusalOf(service.try(c.CloseBallot, { ballotId }, { as: office }))).toBe('ballot.wrong_state')
})

test('a rebuild gives the same ballots from their events, and leaves votes where they are', async () => {
  const memberIds = await givenMembers(service, 6)
  const ballotId = await openBallot(service, memberIds)
  const voters = await takeTokens(service, ballotId, memberIds)
  await begin(service, ballotId)
  const vote = (n: number) => cast(service, ballotId, { ...voters[n]!.token, choices: '01' })
  for (let n = 0; n < 5; n += 1) expect(await vote(n)).toBe('done')
  const { runtime } = service.running
  const kept = [
    'ballot_spent_token',
    'ballot_choice',
    'ballot',
    'ballot_voter',
    `ballot_box_${ballotId.replaceAll('-', '')}`,
  ]
  const before = await fingerprint(runtime.db, kept)

  expect((await replayEquality(service, supervision)).differences).toEqual([])
  await rebuildOwnTables(runtime, supervision)
  expect(await fingerprint(runtime.db, kept)).toEqual(before)

  expect(await vote(5)).toBe('done')
  await close(service, ballotId)
  const { results } = await service.ask(c.BallotById, { ballotId }, { as: chair })
  expect(results?.[0]?.counts[0]).toEqual({ code: 'SATISFIED', count: 6 })
})
