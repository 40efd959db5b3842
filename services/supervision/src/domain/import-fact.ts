import { type Fact, given, Refusal, type RefusalCode, supervision as c, type HistorySource } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import {
  type ActorKind,
  actorKey,
  type HistoryBook,
  type HistoryFinding,
  type HistoryProject,
  ownerIn,
  projectRefOf,
  visitRef,
} from './history-book.ts'

export interface ImportContext {
  region: string
  now: Date
  newId: () => string
}

/** What a fact is worth: events, nothing new, or a reason why it cannot be taken in. */
export type Imported =
  | { outcome: 'IMPORTED'; subjectId: string; events: readonly Fact[] }
  | { outcome: 'KNOWN' }
  | { outcome: 'WRONG'; code: RefusalCode; field?: string }

/**
 * 导入一条历史事实: what becomes of one fact after all that the book knows, and the book knows it from then on. Facts of one
 * supervision come in the order of time. They make imported projects, visits and findings, and complete them; whatever
 * names a live one is refused.
 */
export function importFact(
  book: HistoryBook,
  { fact, source }: { fact: c.HistoryFact; source: HistorySource },
  context: ImportContext,
): Imported {
  const before = book.facts.get(source.fact)
  if (before === source.digest) return { outcome: 'KNOWN' }
  try {
    if (before !== undefined) throw new Refusal('history.changed')
    const taken = new Step(book, source, context).take(fact)
    book.facts.set(source.fact, source.digest)
    return { outcome: 'IMPORTED', ...taken }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { outcome: 'WRONG', code: error.code, ...given('field', error.detail.field) }
  }
}

type Taken = { subjectId: string; events: readonly Fact[] }
type FactNamed<N extends c.HistoryFactName> = Extract<c.HistoryFact, { fact: N }>

/** One fact on its way into the book: what is wrong is found before the book changes. */
class Step {
  readonly #book: HistoryBook
  readonly #source: HistorySource
  readonly #context: ImportContext
  /** What comes with this fact: actors that get an id, and what it is the first to name. */
  readonly #events: Fact[] = []

  constructor(book: HistoryBook, source: HistorySource, context: ImportContext) {
    this.#book = book
    this.#source = source
    this.#context = context
  }

  take(fact: c.HistoryFact): Taken {
    if (new Date(fact.at) > this.#context.now) throw new Refusal('history.future', { field: 'at' })
    const owner = projectRefOf(fact)
    for (const ref of [fact.id, owner, ownerIn(fact.id)])
      if (ref !== undefined && this.#book.liveRefs.has(ref))
        throw new Refusal('history.live_supervision', { field: 'id' })
    const projectId = this.#takeOne(fact)
    return { subjectId: projectId, events: this.#events }
  }

  #takeOne(fact: c.HistoryFact): string {
    switch (fact.fact) {
      case 'supervision-started':
        return this.#start(fact)
      case 'consultation-held':
        return this.#hold(fact)
      case 'supervision-reported':
        return this.#report(fact)
      case 'supervision-visit':
        return this.#attend(fact)
      case 'site-inspected':
        return this.#inspect(fact)
      case 'finding-raised':
        return this.#raise(fact)
      case 'finding-rectified':
        return this.#rectify(fact)
      case 'finding-verified':
        return this.#verify(fact)
      case 'department-appraised':
        return this.#appraise(fact)
    }
  }

  #start(fact: FactNamed<'supervision-started'>): string {
    this.#requireNew(fact.id)
    const project = this.#open(fact.id, fact, 'ACTIVITY', {
      form: 'TOPICAL',
      state: 'VISITING',
      topic: fact.subject,
      source: this.#source,
      ...given('team', fact.team),
    })
    return project.id
  }

  #hold(fact: FactNamed<'consultation-held'>): string {
    this.#requireNew(fact.id)
    const form = fact.kind === 'appraisal' ? 'APPRAISAL' : 'INSPECTION'
    const { subject: topic } = fact
    return this.#open(fact.id, fact, 'MEETING', { form, state: 'FINDINGS', topic, source: this.#source }).id
  }

  #report(fact: FactNamed<'supervision-reported'>): string {
    const project = this.#project(fact.id, 'id', fact)
    if (project.reportedOn !== undefined) throw new Refusal('history.step_told', { field: 'fact' })
    project.reportedOn = dayOf(fact)
    this.#events.push(c.HistoryProjectReported({ projectId: project.id, state: 'REPORTED', ...this.#about(fact) }))
    return project.id
  }

  #attend(fact: FactNamed<'supervision-visit'>): string {
    const project = this.#project(fact.activity, 'activity', fact)
    const ref = visitRef(fact)
    const known = this.#book.visits.get(ref)
    const who = this.#book.actors.get(actorKey('MEMBER', fact.member))
    if (who !== undefined && known?.members.has(who)) throw new Refusal('history.step_told', { field: 'member' })
    const memberId = this.#actor('MEMBER', fact.member)
    const visit = known ?? { id: this.#context.newId(), projectId: project.id, members: new Set<string>() }
    if (!known) {
      this.#book.visits.set(ref, visit)
      const { source: _, ...times } = this.#about(fact)
      const { region } = this.#context
      this.#events.push(c.HistoryVisitHeld({ visitId: visit.id, projectId: project.id, ...times, region, ref }))
    }
    visit.members.add(memberId)
    const about = { visitId: visit.id, projectId: project.id, ...this.#about(fact), memberId }
    this.#events.push(c.HistoryVisitAttended(about))
    return project.id
  }

  #inspect(fact: FactNamed<'site-inspected'>): string {
    const { id: ref, town: place } = fact
    if (this.#book.visits.has(ref)) throw new Refusal('history.step_told', { field: 'id' })
    const project = this.#campaign(fact.campaign, fact)
    const visit = { id: this.#context.newId(), projectId: project.id, members: new Set<string>() }
    this.#book.visits.set(ref, visit)
    const { region } = this.#context
    const about = { visitId: visit.id, projectId: project.id, ...this.#about(fact), region, ref, place }
    this.#events.push(c.HistoryVisitHeld(about))
    return project.id
  }

  #raise(fact: FactNamed<'finding-raised'>): string {
    const { id: ref, due, list } = fact
    const raisedOn = dayOf(fact)
    if (this.#book.findings.has(ref)) throw new Refusal('history.step_told', { field: 'id' })
    if (due != null && due < raisedOn) throw new Refusal('history.order', { field: 'due' })
    const project =
      fact.campaign == null
        ? this.#project(projectRefOf(fact)!, fact.activity == null ? 'id' : 'activity', fact)
        : this.#campaign(fact.campaign, fact)
    const unitId = this.#actor('UNIT', fact.unit)
    const state = due == null && list == null ? 'RAISED' : 'LISTED'
    const finding: HistoryFinding = {
      id: this.#context.newId(),
      projectId: project.id,
      state,
      round: 1,
      ...given('dueOn', due),
      lastOn: raisedOn,
    }
    this.#book.findings.set(ref, finding)
    const visit = this.#book.visits.get(ownerIn(ref))
    this.#events.push(
      c.HistoryFindingRaised({
        findingId: finding.id,
        projectId: project.id,
        ...(visit?.projectId === project.id && { visitId: visit.id }),
        ...this.#about(fact),
        state,
        region: this.#context.region,
        ref,
        severity: SEVERITIES[fact.severity],
        subject: fact.subject,
        unitId,
        ...given('dueOn', due),
        ...given('printedList', list),
      }),
    )
    return project.id
  }

  #rectify(fact: FactNamed<'finding-rectified'>): string {
    const finding = this.#finding(fact)
    const { id: findingId, projectId, round, dueOn } = finding
    const on = dayOf(fact)
    if (finding.state === 'RECTIFIED' || finding.state === 'VERIFIED')
      throw new Refusal('history.step_told', { field: 'fact' })
    finding.state = 'RECTIFIED'
    finding.lastOn = on
    // The term is that of the first round; of a later one the file says itself whether it was kept.
    const hasTerm = round === 1 && fact.dated && dueOn !== undefined
    const late = fact.late ?? (hasTerm ? on > dueOn : undefined)
    const about = { findingId, projectId, ...this.#about(fact), state: finding.state, round, ...given('late', late) }
    this.#events.push(c.HistoryFindingRectified(about))
    return projectId
  }

  #verify(fact: FactNamed<'finding-verified'>): string {
    const finding = this.#finding(fact)
    const { id: findingId, projectId, round } = finding
    if (finding.state === 'VERIFIED') throw new Refusal('history.step_told', { field: 'fact' })
    if (finding.state !== 'RECTIFIED') throw new Refusal('history.not_rectified', { field: 'fact' })
    const { passed } = fact
    finding.state = passed ? 'VERIFIED' : 'REOPENED'
    finding.lastOn = dayOf(fact)
    if (!passed) finding.round = round + 1
    const about = { findingId, projectId, ...this.#about(fact), state: finding.state, round, passed }
    this.#events.push(c.HistoryFindingVerified(about))
    return projectId
  }

  #appraise(fact: FactNamed<'department-appraised'>): string {
    const { id: ref, department, score } = fact
    if (this.#book.appraisals.has(ref)) throw new Refusal('history.step_told', { field: 'id' })
    const project = this.#project(projectRefOf(fact)!, 'id', fact)
    this.#book.appraisals.add(ref)
    const state = project.reportedOn === undefined ? STATES[project.opening] : 'REPORTED'
    this.#events.push(
      c.HistoryDepartmentAppraised({
        projectId: project.id,
        ...this.#about(fact),
        state,
        appraisalId: this.#context.newId(),
        region: this.#context.region,
        ref,
        department,
        score,
      }),
    )
    return project.id
  }

  #requireNew(ref: string): void {
    if (this.#book.projects.has(ref)) throw new Refusal('history.step_told', { field: 'id' })
  }

  #project(ref: string, field: string, fact: c.HistoryFact): HistoryProject {
    const project = this.#book.projects.get(ref)
    if (!project) throw new Refusal('history.unknown_project', { field })
    if (dayOf(fact) < project.startedOn) throw new Refusal('history.order', { field: 'at' })
    return project
  }

  #finding(fact: FactNamed<'finding-rectified' | 'finding-verified'>): HistoryFinding {
    const finding = this.#book.findings.get(fact.id)
    if (!finding) throw new Refusal('history.unknown_finding', { field: 'id' })
    if (dayOf(fact) < finding.lastOn) throw new Refusal('history.order', { field: 'at' })
    return finding
  }

  /** 集中督查: nothing says that it began but the first of its facts. */
  #campaign(ref: string, fact: c.HistoryFact): HistoryProject {
    const known = this.#book.projects.get(ref)
    if (known) return known
    return this.#open(ref, fact, 'CAMPAIGN', { form: 'OTHER', state: 'VISITING', topic: ref })
  }

  #open(
    ref: string,
    fact: c.HistoryFact,
    opening: c.HistoryOpening,
    more: {
      form: c.SupervisionForm
      state: c.ProjectState
      topic: string
      team?: number
      source?: HistorySource
    },
  ): HistoryProject {
    const { source: _, ...times } = this.#about(fact)
    const project: HistoryProject = { id: this.#context.newId(), opening, startedOn: times.occurredOn }
    this.#book.projects.set(ref, project)
    const year = Number(times.occurredOn.slice(0, 4))
    const { region } = this.#context
    this.#events.push(c.HistoryProjectStarted({ projectId: project.id, ...times, region, ref, opening, year, ...more }))
    return project
  }

  /** What every event says. */
  #about(fact: c.HistoryFact) {
    return {
      occurredAt: new Date(fact.at).toISOString(),
      occurredOn: dayOf(fact),
      dated: !('dated' in fact) || fact.dated,
      source: this.#source,
    }
  }

  /** Whoever the directory does not know gets an id here, once; a unit keeps the name that was printed. */
  #actor(kind: ActorKind, name: string): string {
    const key = actorKey(kind, name)
    const known = this.#book.actors.get(key)
    if (known !== undefined) return known
    const actorId = this.#context.newId()
    this.#book.actors.set(key, actorId)
    const { region } = this.#context
    this.#events.push(c.HistoryActorNamed({ actorId, region, kind, ...(kind === 'UNIT' && { name }) }))
    return actorId
  }
}

const dayOf = ({ at }: { at: string }): string => shanghaiDate(new Date(at))

const SEVERITIES = { 一般: 'MINOR', 较重: 'SERIOUS', 严重: 'GRAVE' } as const satisfies Record<string, c.Severity>

/** What an imported supervision is in before it is reported on. */
const STATES = { ACTIVITY: 'VISITING', CAMPAIGN: 'VISITING', MEETING: 'FINDINGS' } as const
