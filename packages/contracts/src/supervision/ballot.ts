import { z } from 'zod'
import { line } from '../primitives.ts'

/** 无记名投票状态: as in a hall, 发票 and then 投票 and then 计票. */
export const BALLOT_STATES = {
  ISSUING: { zh: '发票', en: 'tokens are issued' },
  CASTING: { zh: '投票', en: 'votes are cast' },
  CLOSED: { zh: '已计票', en: 'counted' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
} as const
export type BallotState = keyof typeof BALLOT_STATES
export const BallotState = z
  .enum(Object.keys(BALLOT_STATES) as [BallotState, ...BallotState[]])
  .meta({ id: 'SupervisionBallotState' })

/** 选项: what the voter reads, and the code by which it is counted. */
export const BallotOption = z
  .strictObject({ code: z.string().regex(/^[A-Z][A-Z_]{0,39}$/), label: line(20) })
  .meta({ id: 'SupervisionBallotOption' })

/** 表决事项: one line and its options; ten at most, so that each choice is one digit. */
export const BallotQuestion = z
  .strictObject({
    text: line(100),
    options: z
      .array(BallotOption)
      .min(2)
      .max(10)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
  })
  .meta({ id: 'SupervisionBallotQuestion' })
export type BallotQuestion = z.infer<typeof BallotQuestion>
/** As many as an appraisal of many units has items. */
const MOST_QUESTIONS = 400

/** The same as it is told: what was checked when it was asked is not checked again. */
export const AskedQuestions = z
  .array(z.strictObject({ text: line(100), options: z.array(BallotOption).min(1).max(10) }))
  .min(1)
  .max(MOST_QUESTIONS)
export const BallotQuestions = z.array(BallotQuestion).min(1).max(MOST_QUESTIONS)

/** 密钥长度: of the token's signature; a key lives for one ballot, and secrecy does not rest on its length. */
export const BALLOT_KEY_BITS = 2048
const base64url = (bytes: number) =>
  z
    .string()
    .length(Math.ceil((bytes * 4) / 3))
    .regex(/^[\w-]*$/)
const Signature = base64url(BALLOT_KEY_BITS / 8)

/** 盲化的选票: what the voter's device sends to be signed. */
export const BlindedToken = Signature.meta({ id: 'SupervisionBlindedToken', description: 'base64url, 2048 bits' })

/**
 * 选票: a token that nobody can tell from the others, and one character a question, the number of the option or `-` where it
 * is left blank. The same length whatever is chosen.
 */
export const BallotVote = z
  .strictObject({
    message: base64url(64),
    signature: Signature,
    choices: z
      .string()
      .min(1)
      .max(MOST_QUESTIONS)
      .regex(/^[\d-]+$/),
  })
  .meta({ id: 'SupervisionBallotVote' })
export type BallotVote = z.infer<typeof BallotVote>

/** 计票结果: of one question, by the codes of its options; the blank ones beside. */
export const BallotResult = z
  .strictObject({
    counts: z.array(z.strictObject({ code: z.string(), count: z.int().nonnegative() })),
    blank: z.int().nonnegative(),
  })
  .meta({ id: 'SupervisionBallotResult' })
export type BallotResult = z.infer<typeof BallotResult>

/** 不予公布: too few votes to hide among, or more ballots returned than issued, which makes the vote void. */
export const ResultWithheld = z.enum(['TOO_FEW', 'VOID']).meta({ id: 'SupervisionResultWithheld' })
export type ResultWithheld = z.infer<typeof ResultWithheld>
