import type { proposals as c } from '@lianxie/contracts'

/** 历史提案, as far as the facts that may follow need to know it. */
export interface HistoryCase {
  id: string
  /** What the file calls it. */
  ref: string
  /** Whether it was handled here since it was imported: from then on it is a live one. */
  isContinued: boolean
  received: Received
  decided?: { on: string; outcome: c.ProposalState }
  mergedInto?: string
  originals: number
  isKey: boolean
  assigned?: HistoryAssignment
  isMet: boolean
  /** The last reply, and which rounds have a class. */
  replied?: { on: string; round: number; classed: readonly number[] }
  /** 满意度 by round. */
  ratings: Readonly<Record<number, c.HistoryRating>>
}

/** 交办, the last one. */
export interface HistoryAssignment {
  on: string
  round: number
  leadUnitId: string
  coUnitIds: readonly string[]
  dueOn?: string
  isReturned: boolean
}

/** 状态 of a case of which this is known. */
export function stateOf({ mergedInto, decided, assigned, isMet, replied, ratings }: HistoryCase): c.ProposalState {
  if (mergedInto !== undefined) return 'MERGED_INTO'
  if (decided?.outcome !== 'FILED') return decided?.outcome ?? 'SUBMITTED'
  if (replied) {
    const rating = ratings[replied.round]
    return rating === undefined ? 'REPLIED' : rating === 'DISSATISFIED' ? 'REHANDLING' : 'CLOSED'
  }
  if (!assigned) return 'FILED'
  if (assigned.isReturned) return 'RETURNED_BY_UNIT'
  return isMet ? 'HANDLING' : 'ASSIGNED'
}

export interface Received {
  on: string
  subject: string
  period: c.ProposalPeriod
  kind: c.ProposerKind
  collectiveKind?: string
  lead: { kind: 'MEMBER' | 'BODY'; id: string }
  /** 联合提出 of a collective one. */
  coBodyIds: readonly string[]
  cosigners: readonly string[]
  printedCategory?: string
  termNumber?: number
  sessionNumber?: number
  year: number
}

/** All that is known when facts are taken in one after the other; each fact that is taken in becomes known too. */
export interface HistoryBook {
  /** By what the file calls them. */
  cases: Map<string, HistoryCase>
  /** 已导入事实: the digests of the facts that were imported before, by their names. */
  facts: Map<string, string>
  /** Which names in the file are ids of proposals that are handled here. */
  liveRefs: ReadonlySet<string>
  /** The numbers under which proposals were filed here, see `numberKeys`. */
  liveNumbers: ReadonlySet<string>
  /** The printed numbers that are taken, with the case that has them. */
  numbers: Map<string, string>
  /** Ids of members, bodies and units, see `actorKey`. */
  actors: Map<string, string>
}

export type ActorKind = 'MEMBER' | 'BODY' | 'UNIT'

export const actorKey = (kind: ActorKind, name: string): string => `${kind} ${name}`

/** 提案号 within its session, or within its year where the file does not tell the session. */
export function numberKey({ termNumber, sessionNumber, year }: NumberedIn, number: number): string {
  return termNumber === undefined || sessionNumber === undefined
    ? `${year}#${number}`
    : `${termNumber}-${sessionNumber}#${number}`
}

interface NumberedIn {
  termNumber?: number | undefined
  sessionNumber?: number | undefined
  year: number
}
