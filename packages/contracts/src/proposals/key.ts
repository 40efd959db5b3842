import { z } from 'zod'
import { Id } from '../primitives.ts'

/**
 * 领办、督办层级: party and government's main leaders, vice heads who lead the handling, or the committee's chairs who
 * lead the supervision (吴江 2022: 2 + 7 + 6).
 */
export const KeyLeadership = z
  .enum(['PARTY_GOVERNMENT_MAIN', 'DEPUTY_HEAD', 'CHAIRS'])
  .meta({ id: 'KeyProposalLeadership' })
export type KeyLeadership = z.infer<typeof KeyLeadership>

/** 督办形式: the five forms and three more that are in use. */
export const SupervisionForm = z
  .enum([
    'PARTY_GOVERNMENT_LEADERS', // 党政领导牵头督办
    'CPPCC_LEADERS', // 政协领导领衔督办
    'SPECIAL_COMMITTEE', // 专委会协商督办
    'MEMBER_INSPECTION', // 委员视察督办
    'APPRAISAL', // 评议督办
    'VISIT_UNIT', // 走访承办单位
    'RESEARCH', // 调研
    'LOOK_BACK', // 回头看
  ])
  .meta({ id: 'ProposalSupervisionForm' })
export type SupervisionForm = z.infer<typeof SupervisionForm>

/** 重点提案的状态: nominated, designated by the chairs' meeting, or not taken. */
export const KeyState = z.enum(['NOMINATED', 'DESIGNATED', 'NOT_DESIGNATED', 'WITHDRAWN']).meta({ id: 'KeyState' })
export type KeyState = z.infer<typeof KeyState>

/** 推荐投票者: a body by its clerk, or a chair. */
export const KeyVoter = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('BODY'), id: Id }),
    z.strictObject({ kind: z.literal('CHAIR'), id: Id }),
  ])
  .meta({ id: 'KeyVoter' })
export type KeyVoter = z.infer<typeof KeyVoter>

/** 得票. */
export const KeyVoteCount = z
  .strictObject({ proposalId: Id, votes: z.int().nonnegative() })
  .meta({ id: 'KeyVoteCount' })
export type KeyVoteCount = z.infer<typeof KeyVoteCount>
