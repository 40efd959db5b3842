import { createHash, webcrypto } from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { Id, Refusal, supervision as c } from '@lianxie/contracts'
import { type Database, Problem, type Runtime } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { fitsQuestions } from '../domain/ballot.ts'
import { castVote } from '../store/ballot-box.ts'
import type { Tables } from '../store/tables.ts'

/** What a vote is checked against; it never changes while the ballot lives. */
interface Paper {
  questions: readonly c.BallotQuestion[]
  publicKey: webcrypto.CryptoKey
}

const suite = RSABSSA.SHA384.PSS.Randomized()
/** Ballots whose votes one instance checks without asking the database for their papers. */
const MOST_PAPERS = 20

/**
 * 投票: `POST /supervision/ballots/:ballotId/votes`, by nobody. The answer is the same for every vote, and the same vote may be
 * sent until it is answered.
 */
export function mountVotes(server: FastifyInstance, { db }: Pick<Runtime<Tables>, 'db'>): void {
  const papers = new Map<string, Paper>()
  const paperOf = async (ballotId: string) => {
    const known = papers.get(ballotId)
    if (known) return known
    const paper = await readPaper(db, ballotId)
    if (papers.size >= MOST_PAPERS) papers.clear()
    papers.set(ballotId, paper)
    return paper
  }
  server.post('/supervision/ballots/:ballotId/votes', {
    config: { anonymous: true },
    bodyLimit: 4096,
    schema: {
      summary: '投票 Cast a vote with a token, without signing in',
      operationId: 'supervision.cast-vote',
      tags: ['ballots'],
      security: [],
      description:
        'Without Authorization. The same vote again is answered alike; another one with the token is refused.',
      params: z.object({ ballotId: Id }),
      body: c.BallotVote,
      response: {
        200: z.object({ cast: z.literal(true) }).meta({ id: 'SupervisionVoteCast' }),
        '4xx': Problem,
        503: Problem,
      },
    },
    // Before the body is looked at: a client that signs its votes is told so, and nothing of it is read.
    preParsing: async ({ headers }, _reply, payload) => {
      if (headers.authorization !== undefined || headers.cookie !== undefined) throw new Refusal('ballot.signed_in')
      return payload
    },
    handler: async (request) => {
      const { ballotId } = request.params as { ballotId: string }
      const { message, signature, choices } = request.body as c.BallotVote
      const { questions, publicKey } = await paperOf(ballotId)
      if (!fitsQuestions(choices, questions)) throw new Refusal('ballot.choices_invalid', { field: 'choices' })
      const token = Buffer.from(message, 'base64url')
      if (!(await suite.verify(publicKey, Buffer.from(signature, 'base64url'), token))) {
        throw new Refusal('ballot.token_invalid', { field: 'signature' })
      }
      const tokenHash = createHash('sha256').update(token).digest('hex')
      const cast = await castVote(db, { ballotId, tokenHash, choices })
      if (cast === 'no-box') throw new Refusal('ballot.not_casting')
      if (cast === 'other') throw new Refusal('ballot.token_spent')
      return { cast: true }
    },
  })
}

async function readPaper(db: Database<Tables>, ballotId: string): Promise<Paper> {
  const row = await db
    .selectFrom('ballot')
    .select(['questions', 'public_key'])
    .where('id', '=', ballotId)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'ballotId' })
  const spki = Buffer.from(row.public_key, 'base64')
  const publicKey = await webcrypto.subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-384' }, true, [
    'verify',
  ])
  return { questions: row.questions, publicKey }
}
