import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, Sha256 } from '../primitives.ts'
import { AskedQuestions, BallotResult, ResultWithheld } from './ballot.ts'
import { distinctIds } from './supervision.ts'

const about = { aggregate: 'ballot', key: 'ballotId' } as const
const ballotId = Id

export const BallotOpened = event(
  'supervision.ballot-opened',
  1,
  {
    zh: '无记名投票已开始发票',
    en: 'A secret ballot was opened; its public key is the same for every voter',
    ...about,
  },
  {
    ballotId,
    title: line(100),
    subjectId: Id.optional(),
    questions: AskedQuestions,
    memberIds: distinctIds(2000).min(1),
    /** SubjectPublicKeyInfo, base64; its SHA-256 is read out in the hall. */
    publicKey: z.base64().max(1000),
    fingerprint: Sha256,
    /** Attendance must exceed this share of those entitled. */
    quorum: z.number(),
    /** Results of fewer valid votes are not told. */
    minimum: z.int().min(1),
  },
)
export const TokenIssued = event(
  'supervision.token-issued',
  1,
  {
    zh: '选票已发出',
    en: 'A member who is present took a token; nothing in it tells which one',
    aggregate: 'ballot-token',
    key: 'tokenId',
  },
  { tokenId: Id, ballotId, memberId: Id, blindedSha256: Sha256 },
)
export const CastingBegun = event(
  'supervision.casting-begun',
  1,
  { zh: '投票已开始', en: 'No more tokens are issued, and votes are cast', ...about },
  { ballotId, entitled: z.int().nonnegative(), issued: z.int().nonnegative() },
)
export const BallotClosed = event(
  'supervision.ballot-closed',
  1,
  { zh: '投票已计票', en: 'A ballot was counted', ...about },
  {
    ballotId,
    subjectId: Id.optional(),
    entitled: z.int().nonnegative(),
    issued: z.int().nonnegative(),
    returned: z.int().nonnegative(),
    /** With an answer to one question at least. */
    valid: z.int().nonnegative(),
    quorumMet: z.boolean(),
    withheld: ResultWithheld.optional(),
    /** One a question; absent where they are withheld. */
    results: z.array(BallotResult).optional(),
  },
)
export const BallotCancelled = event(
  'supervision.ballot-cancelled',
  1,
  { zh: '投票已取消', en: 'A ballot was cancelled, and what was cast destroyed', ...about },
  { ballotId, subjectId: Id.optional() },
)
