import { z } from 'zod'
import { several } from '../common/several.ts'
import { query } from '../define.ts'
import { Id, Instant, page, pageParams, Sha256 } from '../primitives.ts'
import { BallotQuestion, BallotResult, BallotState, BlindedToken, ResultWithheld } from './ballot.ts'

const row = {
  ballotId: Id,
  state: BallotState,
  title: z.string(),
  subjectId: Id.optional(),
  openedAt: Instant,
  entitled: z.int(),
  /** 已发票, live. */
  issued: z.int(),
}

export const BallotRow = z.strictObject(row).meta({ id: 'SupervisionBallotRow' })
export type BallotRow = z.infer<typeof BallotRow>

export const Ballots = query(
  'supervision.ballots',
  '/ballots',
  { zh: '无记名投票列表', en: 'Secret ballots, newest first' },
  { ...pageParams, state: several(BallotState), subjectId: Id.optional() },
  page(BallotRow),
)

export const BallotView = z
  .strictObject({
    ...row,
    questions: z.array(BallotQuestion),
    publicKey: z.string(),
    fingerprint: Sha256,
    quorum: z.number(),
    minimum: z.int(),
    /** 已投票, live while votes are cast. */
    returned: z.int().optional(),
    valid: z.int().optional(),
    quorumMet: z.boolean().optional(),
    withheld: ResultWithheld.optional(),
    results: z.array(BallotResult).optional(),
    castingAt: Instant.optional(),
    endedAt: Instant.optional(),
    version: z.int(),
  })
  .meta({ id: 'SupervisionBallotView' })
export type BallotView = z.infer<typeof BallotView>

export const BallotById = query(
  'supervision.ballot',
  '/ballots/:ballotId',
  { zh: '无记名投票', en: 'One ballot, how many have taken a token and voted, and the result after the count' },
  { ballotId: Id },
  BallotView,
)

export const MyToken = query(
  'supervision.my-token',
  '/ballots/:ballotId/my-token',
  {
    zh: '我的选票',
    en: 'Whether the member is entitled and has a token, and its blind signature as often as it is asked for',
  },
  { ballotId: Id },
  z
    .strictObject({
      ballotId: Id,
      entitled: z.boolean(),
      issuedAt: Instant.optional(),
      blindedSha256: Sha256.optional(),
      blindSignature: BlindedToken.optional(),
    })
    .meta({ id: 'SupervisionMyToken' }),
)

export const SpentTokens = query(
  'supervision.spent-tokens',
  '/ballots/:ballotId/spent-tokens',
  {
    zh: '已计选票清单',
    en: 'The hashes of the tokens that were counted, in the order of the hashes: whoever looks for their own reads the whole list, so that nobody sees which one they look for',
  },
  { ballotId: Id, ...pageParams },
  page(z.strictObject({ tokenSha256: Sha256 }).meta({ id: 'SupervisionSpentToken' })),
)

export const CountedChoices = query(
  'supervision.counted-choices',
  '/ballots/:ballotId/choices',
  { zh: '已计选择清单', en: 'Every choice that was counted, question by question and shuffled, for a recount' },
  { ballotId: Id, ...pageParams, question: z.coerce.number().int().min(0).max(19).optional() },
  page(
    z
      .strictObject({ question: z.int(), code: z.string().optional() })
      .meta({ id: 'SupervisionCountedChoice', description: 'without a code: left blank' }),
  ),
)
