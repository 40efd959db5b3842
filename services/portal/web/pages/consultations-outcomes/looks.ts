import type { Answer } from '../../data/contracts.ts'

type Outcome = Answer<'consultations.outcome'>
type Adoption = NonNullable<Outcome['adoption']>

/** 成果状态 as a mark before its word. */
export const STATE_LOOKS: Readonly<Record<Outcome['state'], string>> = {
  DRAFTED: 'wait',
  APPROVED: 'do',
  SUBMITTED: 'do',
  INSTRUCTED: 'do',
  ANSWERED: 'mid',
  IMPLEMENTED: 'ok',
  TRACKED: 'ok',
  CLOSED: 'ok',
  WITHDRAWN: 'bad',
}

export const ADOPTION_LOOKS: Readonly<Record<Adoption, string>> = {
  ADOPTED: 'ok',
  PARTLY_ADOPTED: 'mid',
  NOT_ADOPTED: 'bad',
}
