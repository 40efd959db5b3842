import { leadsOn } from '../../areas.ts'
import type { Role, Row } from '../../data/contracts.ts'

type Notice = Row<'notices.notices'>
type Kind = Notice['kind']

/** Where members do what a notice asks of them; everything else leads to the thing. */
const TURNS: Partial<Record<Kind, string>> = {
  COSIGN_INVITED: '/m/proposals/$proposalId/cosign',
  REPLY_TO_RATE: '/m/proposals/$proposalId/rate',
  RATING_DUE: '/m/proposals/$proposalId/rate',
}

const THINGS: Record<Notice['thing']['of'], readonly string[]> = {
  PROPOSAL: ['/m/proposals/$proposalId', '/proposals/$proposalId'],
  SESSION: ['/m/meetings/$sessionId', '/consultations/sessions/$sessionId'],
  COMMITMENT: ['/consultations/commitments/$commitmentId', '/consultations/commitments'],
  OUTCOME: ['/consultations/outcomes/$outcomeId', '/consultations/outcomes'],
  ISSUE: ['/m/issues/$findingId', '/supervision/issues/$findingId'],
  BALLOT: ['/m/ballots/$ballotId', '/supervision/ballots/$ballotId'],
  COMPACT: ['/joint/$compactId'],
}

const isPhone = (role: Role) => role === 'MEMBER' || role === 'DEPUTY'

/** 去处: the page of a role on which the thing of a notice is; undefined where the role has none. */
export function placeOf({ kind, thing }: Pick<Notice, 'kind' | 'thing'>, role: Role): string | undefined {
  const paths = [...(isPhone(role) ? [TURNS[kind]] : []), ...THINGS[thing.of]]
  const path = paths.find((one) => one?.startsWith('/m/') === isPhone(role) && leadsOn(one, role))
  return path?.replace(/\$\w+/, thing.id)
}

/** The pages of notices of a role. */
export const baseOf = (role: Role): string => (isPhone(role) ? '/m/messages' : '/notices')
