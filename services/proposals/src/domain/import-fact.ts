import { type Fact, given, proposals as c, type RefusalCode } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import {
  type ActorKind,
  actorKey,
  type HistoryBook,
  type HistoryCase,
  numberKey,
  type Received,
  stateOf,
} from './history-case.ts'
import { collectiveKindOf, leadershipOf, meetingWayOf, RATINGS, supervisionFormOf } from './history-terms.ts'

/** A fact about a proposal; that somebody became a member is only looked up. */
export type CaseFact = Exclude<c.HistoryFact, { fact: 'member-joined' }>

/** 历史事实 as it lies in a file, with its place there. */
export interface HistoryLine {
  fact: CaseFact
  source: c.HistorySource
}

export interface ImportContext {
  region: string
  now: Date
  newId: () => string
  /** 届次 of proposals whose facts do not tell it. */
  session: { termNumber?: number | undefined; sessionNumber?: number | undefined }
}

/** What a fact is worth: events, nothing new, or a reason why it cannot be taken in. */
export type Imported =
  | { outcome: 'IMPORTED'; proposalId: string; events: readonly Fact[] }
  | { outcome: 'KNOWN' }
  | { outcome: 'WRONG'; code: RefusalCode; field?: string }

/** The rules turn the line down; the others of the file go on. */
class WrongLine extends Error {
  readonly code: RefusalCode
  readonly field: string | undefined
  constructor(code: RefusalCode, field?: string) {
    super(code)
    this.code = code
    this.field = field
  }
}

/**
 * 导入一条历史事实: what becomes of one fact after all that the book knows, and the book knows it from then on. Facts of
 * one case come in the order of time. They make imported cases and complete them; whatever names a live one is refused.
 */
export function importFact(book: HistoryBook, { fact, source }: HistoryLine, context: ImportContext): Imported {
  const before = book.facts.get(source.fact)
  if (before === source.digest) return { outcome: 'KNOWN' }
  try {
    if (before !== undefined) throw new WrongLine('history.changed')
    const { proposalId, events } = new Step(book, source, context).take(fact)
    book.facts.set(source.fact, source.digest)
    return { outcome: 'IMPORTED', proposalId, events }
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error
    return { outcome: 'WRONG', code: error.code, ...(error.field !== undefined && { field: error.field }) }
  }
}

/** One fact on its way into the book. */
class Step {
  readonly #book: HistoryBook
  readonly #source: c.HistorySource
  readonly #context: ImportContext
  /** Actors that get their ids with this fact. */
  readonly #named: Fact[] = []

  constructor(book: HistoryBook, source: c.HistorySource, context: ImportContext) {
    this.#book = book
    this.#source = source
    this.#context = context
  }

  take(fact: CaseFact): { proposalId: string; events: readonly Fact[] } {
    if (new Date(fact.at) > this.#context.now) throw new WrongLine('history.future', 'at')
    if (this.#book.liveRefs.has(fact.id)) throw new WrongLine('history.live_case', 'id')
    if (fact.fact === 'proposal-submitted') return this.#receive(fact)
    const found = this.#book.cases.get(fact.id)
    if (!found) throw new WrongLine('history.unknown_case', 'id')
    if (found.isContinued) throw new WrongLine('history.live_case', 'id')
    const event = this.#continue(found, fact)
    return { proposalId: found.id, events: [...this.#named, event] }
  }

  #receive(fact: FactNamed<'proposal-submitted'>) {
    const { cases } = this.#book
    if (cases.has(fact.id)) throw new WrongLine('history.already', 'id')
    const received = this.#received(fact)
    const proposalId = this.#context.newId()
    const found: HistoryCase = {
      id: proposalId,
      ref: fact.id,
      isContinued: false,
      received,
      originals: 0,
      isKey: false,
      isMet: false,
      ratings: {},
    }
    cases.set(fact.id, found)
    const event = c.HistoryProposalReceived({
      ...this.#about(found, fact),
      region: this.#context.region,
      ref: fact.id,
      ...openingOf(received),
    })
    return { proposalId, events: [...this.#named, event] }
  }

  #received(fact: FactNamed<'proposal-submitted'>): Received {
    const [first, ...others] = [...new Set(fact.proposers)]
    const on = dayOf(fact)
    const { termNumber = this.#context.session.termNumber, sessionNumber = this.#context.session.sessionNumber } = fact
    const common = {
      on,
      subject: fact.title,
      period: fact.atPlenary ? ('SESSION' as const) : ('INTERSESSION' as const),
      year: Number(on.slice(0, 4)),
      ...(fact.area != null && { printedCategory: fact.area }),
      ...(termNumber !== undefined && sessionNumber !== undefined && { termNumber, sessionNumber }),
    }
    if (fact.collective) {
      return {
        ...common,
        kind: 'COLLECTIVE',
        collectiveKind: fact.collectiveKind ?? collectiveKindOf(first!, fact.byParty),
        lead: { kind: 'BODY', id: this.#actor('BODY', first!) },
        coBodyIds: others.map((name) => this.#actor('BODY', name)),
        cosigners: [],
      }
    }
    return {
      ...common,
      kind: others.length > 0 ? 'JOINT' : 'INDIVIDUAL',
      lead: { kind: 'MEMBER', id: this.#actor('MEMBER', first!) },
      coBodyIds: [],
      cosigners: others.map((name) => this.#actor('MEMBER', name)),
    }
  }

  #continue(found: HistoryCase, fact: Exclude<CaseFact, { fact: 'proposal-submitted' }>): Fact {
    const on = dayOf(fact)
    switch (fact.fact) {
      case 'proposal-reviewed':
        return this.#review(found, fact)
      case 'proposal-merged':
        return this.#merge(found, fact)
      case 'proposal-selected-key': {
        requireFiled(found, on)
        if (found.isKey) throw new WrongLine('history.already', 'fact')
        found.isKey = true
        const { supervisor } = fact
        return c.HistoryKeyDesignated({
          ...this.#about(found, fact),
          ...(supervisor != null && { ...given('leadership', leadershipOf(supervisor)), printedLeader: supervisor }),
        })
      }
      case 'proposal-assigned': {
        requireFiled(found, on)
        if (found.assigned && !found.assigned.isReturned) throw new WrongLine('history.already', 'fact')
        if (found.assigned && on < found.assigned.on) throw new WrongLine('history.order', 'at')
        if (fact.due != null && fact.due < on) throw new WrongLine('history.order', 'due')
        const [leadUnitId, ...coUnitIds] = [...new Set([fact.lead, ...fact.assist])].map((name) =>
          this.#actor('UNIT', name),
        )
        const before = found.assigned
        const round = (before?.round ?? 0) + 1
        const due = fact.due == null ? {} : { dueOn: fact.due }
        found.assigned = { on, round, leadUnitId: leadUnitId!, coUnitIds, ...due, isReturned: false }
        const units = new Set([leadUnitId, ...coUnitIds])
        return c.HistoryProposalAssigned({
          ...this.#about(found, fact),
          round,
          leadUnitId: leadUnitId!,
          coUnitIds,
          releasedIds: before ? [before.leadUnitId, ...before.coUnitIds].filter((id) => !units.has(id)) : [],
          ...due,
        })
      }
      case 'proposal-assignment-returned': {
        const { assigned, replied } = found
        if (!assigned) throw new WrongLine('history.not_assigned', 'fact')
        if (assigned.isReturned || replied) throw new WrongLine('history.already', 'fact')
        if (on < assigned.on) throw new WrongLine('history.order', 'at')
        assigned.isReturned = true
        const unitId = this.#actor('UNIT', fact.by)
        return c.HistoryUnitReturned({ ...this.#about(found, fact), round: assigned.round, unitId })
      }
      case 'proposal-consulted': {
        requireFiled(found, on)
        found.isMet = true
        const { form } = fact
        return c.HistoryProposerConsulted({
          ...this.#about(found, fact),
          meetingId: this.#context.newId(),
          ...(found.assigned && { unitId: found.assigned.leadUnitId }),
          way: meetingWayOf(form),
          form,
        })
      }
      case 'proposal-replied': {
        const { assigned, replied } = found
        if (!assigned) throw new WrongLine('history.not_assigned', 'fact')
        const due = (replied?.round ?? 0) + 1
        if (fact.round < due) throw new WrongLine('history.already', 'round')
        if (fact.round > due) throw new WrongLine('history.round', 'round')
        if (on < (replied?.on ?? assigned.on)) throw new WrongLine('history.order', 'at')
        const classed = replied?.classed ?? []
        found.replied = { on, round: fact.round, classed: fact.class == null ? classed : [...classed, fact.round] }
        const { leadUnitId: unitId, coUnitIds, dueOn } = assigned
        return c.HistoryProposalReplied({
          ...this.#about(found, fact),
          round: fact.round,
          unitId,
          coUnitIds: [...coUnitIds],
          ...(fact.dated && dueOn !== undefined && { late: on > dueOn }),
          ...(fact.class != null && { class: fact.class }),
        })
      }
      case 'proposal-supervised':
        requireFiled(found, on)
        return c.HistorySupervisionHeld({
          ...this.#about(found, fact),
          supervisionId: this.#context.newId(),
          ...given('form', supervisionFormOf(fact.form)),
          printedForm: fact.form,
        })
      case 'proposal-appraised': {
        if ((found.replied?.round ?? 0) < fact.round) throw new WrongLine('history.not_replied', 'round')
        if (found.ratings[fact.round] !== undefined) throw new WrongLine('history.already', 'round')
        if (fact.round === found.replied!.round && on < found.replied!.on) throw new WrongLine('history.order', 'at')
        const rating = RATINGS[fact.satisfaction]
        found.ratings = { ...found.ratings, [fact.round]: rating }
        return c.HistoryReplyRated({
          ...this.#about(found, fact),
          round: fact.round,
          unitId: found.assigned!.leadUnitId,
          lead: found.received.lead,
          rating,
          isClassed: found.replied!.classed.includes(fact.round),
        })
      }
    }
  }

  /** 立案或未立案. */
  #review(found: HistoryCase, fact: FactNamed<'proposal-reviewed'>): Fact {
    const on = dayOf(fact)
    const { received } = found
    // What was sent back may come again; anything else is final.
    if (found.decided && found.decided.outcome !== 'RETURNED_FOR_REVISION')
      throw new WrongLine('history.already', 'fact')
    if (on < (found.decided?.on ?? received.on)) throw new WrongLine('history.order', 'at')
    if (fact.outcome !== 'filed') {
      if (found.originals > 0) throw new WrongLine('history.merge_target', 'outcome')
      const { outcome, ...rest } = OUTCOMES[fact.outcome]
      found.decided = { on, outcome }
      return c.HistoryProposalNotFiled({
        ...this.#about(found, fact),
        ...rest,
        ...(fact.reasonCode !== undefined && { reasonCode: fact.reasonCode }),
      })
    }
    const printedNumber = fact.number!
    const key = numberKey(received, printedNumber)
    if (this.#book.liveNumbers.has(key)) throw new WrongLine('history.number_live', 'number')
    if (this.#book.numbers.has(key)) throw new WrongLine('history.number_used', 'number')
    this.#book.numbers.set(key, found.ref)
    found.decided = { on, outcome: 'FILED' }
    const { subject } = received
    return c.HistoryProposalFiled({ ...this.#about(found, fact), printedNumber, subject, ...openingOf(received) })
  }

  /** 并案: the original keeps its number, its proposers and what is told of it. */
  #merge(found: HistoryCase, fact: FactNamed<'proposal-merged'>): Fact {
    requireFiled(found, dayOf(fact))
    if (fact.into === fact.id) throw new WrongLine('history.merge_self', 'into')
    const into = this.#book.cases.get(fact.into)
    if (this.#book.liveRefs.has(fact.into) || into?.isContinued) throw new WrongLine('history.live_case', 'into')
    if (found.mergedInto !== undefined) throw new WrongLine('history.already', 'fact')
    // Cases are merged during the review too: the one it goes into may be filed a few days later.
    if (!into || (into.decided && into.decided.outcome !== 'FILED')) throw new WrongLine('history.merge_target', 'into')
    if (into.mergedInto !== undefined || found.originals > 0) throw new WrongLine('history.merge_chain', 'into')
    found.mergedInto = into.id
    into.originals += 1
    return c.HistoryProposalAbsorbed({
      ...this.#about(found, fact),
      intoId: into.id,
      originals: into.originals,
    })
  }

  /** What every event says, once the case knows the fact. */
  #about(found: HistoryCase, fact: CaseFact) {
    return {
      proposalId: found.id,
      state: stateOf(found),
      occurredAt: new Date(fact.at).toISOString(),
      occurredOn: dayOf(fact),
      dated: !('dated' in fact) || fact.dated !== false,
      source: this.#source,
    }
  }

  /** Whoever the directory does not know gets an id here, once. */
  #actor(kind: ActorKind, name: string): string {
    const key = actorKey(kind, name)
    const known = this.#book.actors.get(key)
    if (known !== undefined) return known
    const actorId = this.#context.newId()
    this.#book.actors.set(key, actorId)
    const { region } = this.#context
    this.#named.push(c.HistoryActorNamed({ actorId, region, kind, ...(kind !== 'MEMBER' && { name }) }))
    return actorId
  }
}

type FactNamed<N extends c.HistoryFactName> = Extract<CaseFact, { fact: N }>

const OUTCOMES = {
  'opinion-information': { outcome: 'CONVERTED', destination: 'OPINION_INFO' },
  'reference-letter': { outcome: 'CONVERTED', destination: 'REFERENCE_LETTER' },
  'not-filed': { outcome: 'NOT_FILED' },
  returned: { outcome: 'RETURNED_FOR_REVISION' },
} as const

const dayOf = ({ at }: { at: string }): string => shanghaiDate(new Date(at))

/** What the events of receipt and of filing say alike. */
const openingOf = ({ on: _on, subject: _subject, year: _year, cosigners, coBodyIds, ...opening }: Received) => ({
  ...opening,
  coBodyIds: [...coBodyIds],
  cosigners: [...cosigners],
})

function requireFiled({ decided }: HistoryCase, on: string): void {
  if (decided?.outcome !== 'FILED') throw new WrongLine('history.not_filed', 'fact')
  if (on < decided.on) throw new WrongLine('history.order', 'at')
}
