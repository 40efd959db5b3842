import { z } from 'zod'
import { Id, line, LocalDate, text } from '../primitives.ts'

/** The year of a plan. */
export const PlanYear = z.int().min(2000).max(2100)

/** 征集对象: who is asked for topics; a body or unit by id, or one of the sides that have no id here. */
export const AskedParty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['BODY', 'UNIT']), id: Id }),
    z.strictObject({ kind: z.enum(['PARTY_COMMITTEE', 'GOVERNMENT', 'MEMBERS', 'PUBLIC']) }),
  ])
  .meta({ id: 'AskedParty' })
export type AskedParty = z.infer<typeof AskedParty>

/** 批转对象: a unit (a town is one) or a body of the committee. */
export const PlanRecipient = z.strictObject({ kind: z.enum(['UNIT', 'BODY']), id: Id }).meta({ id: 'PlanRecipient' })
export type PlanRecipient = z.infer<typeof PlanRecipient>

/** 审定机关: only the body that adopted a plan may change it (`domain.md` §2.2). */
export const AdoptingBody = z.enum(['PARTY_STANDING_COMMITTEE', 'PARTY_COMMITTEE']).meta({ id: 'AdoptingBody' })
export type AdoptingBody = z.infer<typeof AdoptingBody>

/** 审议机构 inside the committee, before the plan goes to the party committee. */
export const DeliberatingBody = z.enum(['CHAIRPERSONS_MEETING', 'PARTY_GROUP']).meta({ id: 'DeliberatingBody' })
export type DeliberatingBody = z.infer<typeof DeliberatingBody>

/** 征求意见的答复. */
export const PlanOpinion = z.enum(['AGREED', 'COMMENTED']).meta({ id: 'PlanOpinion' })
export type PlanOpinion = z.infer<typeof PlanOpinion>

/** The decision that a plan or an amendment rests on: by whom, under which document number, on which day. */
export const decision = { adoptedBy: AdoptingBody, documentNumber: line(60), decidedOn: LocalDate }

/** Why something was done, for the people concerned. */
export const reason = text(500)
