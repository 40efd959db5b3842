import type { Answer } from '../../data/contracts.ts'

export type Group = Answer<'consultations.research-group'>
export type Visit = Group['visitList'][number]

export const STATE_LOOKS: Readonly<Record<Group['state'], string>> = {
  FORMED: 'do',
  REPORTED: 'mid',
  COMPLETED: 'ok',
  DISSOLVED: 'bad',
}

export const VISIT_LOOKS: Readonly<Record<Visit['state'], string>> = { PLANNED: 'do', HELD: 'ok', CANCELLED: 'bad' }
