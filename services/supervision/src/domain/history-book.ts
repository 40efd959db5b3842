import type { supervision as c } from '@lianxie/contracts'

/** 历史监督, as far as the facts that may follow need to know it. */
export interface HistoryProject {
  id: string
  opening: c.HistoryOpening
  startedOn: string
  reportedOn?: string
}

export interface HistoryVisit {
  id: string
  projectId: string
  /** Ids of the members who are known to have taken part. */
  members: Set<string>
}

export interface HistoryFinding {
  id: string
  projectId: string
  state: c.FindingState
  round: number
  dueOn?: string
  /** The day of the step that was told last. */
  lastOn: string
}

/** All that is known when facts are taken in one after the other; each that is taken in becomes known too. */
export interface HistoryBook {
  /** By what the file calls them. */
  projects: Map<string, HistoryProject>
  visits: Map<string, HistoryVisit>
  findings: Map<string, HistoryFinding>
  appraisals: Set<string>
  /** 已导入事实: the digests of the facts that were imported before, by their names. */
  facts: Map<string, string>
  /** Which names in the file are ids of something that is handled here. */
  liveRefs: Set<string>
  /** Ids of members and units, see `actorKey`. */
  actors: Map<string, string>
}

export const emptyBook = (): HistoryBook => ({
  projects: new Map(),
  visits: new Map(),
  findings: new Map(),
  appraisals: new Set(),
  facts: new Map(),
  liveRefs: new Set(),
  actors: new Map(),
})

export type ActorKind = 'MEMBER' | 'UNIT'

export const actorKey = (kind: ActorKind, name: string): string => `${kind} ${name}`

/** 走访: the parts that members took in one activity at one instant. */
export const visitRef = ({ activity, at }: { activity: string; at: string }): string =>
  `${activity}@${new Date(at).toISOString()}`

/** The supervision or the place that a finding or a score belongs to where nothing else says it: `a` of `a:f1`. */
export const ownerIn = (ref: string): string => ref.slice(0, Math.max(0, ref.lastIndexOf(':')))

/** What a fact calls the supervision that it is about. */
export function projectRefOf(fact: c.HistoryFact): string | undefined {
  switch (fact.fact) {
    case 'supervision-started':
    case 'supervision-reported':
    case 'consultation-held':
      return fact.id
    case 'supervision-visit':
      return fact.activity
    case 'site-inspected':
      return fact.campaign
    case 'finding-raised':
      return fact.campaign ?? fact.activity ?? ownerIn(fact.id)
    case 'department-appraised':
      return fact.activity ?? ownerIn(fact.id)
    case 'finding-rectified':
    case 'finding-verified':
      return undefined
  }
}
