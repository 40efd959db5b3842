import type { BodyOf, Content, Kind } from '../bodies/index.ts'
import type { TaskState } from '../bodies/task.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import type { Placed } from './chains.ts'
import type {
  OutcomeView,
  OwnWord,
  ProposalResultView,
  ResearchView,
  SessionView,
  SupervisionLevelView,
  SupervisionTemplateView,
  TaskView,
} from './views.ts'

type Act<K extends Kind, A extends string> = Extract<BodyOf<K>, { act: A }>

/** The live entries of every kind, in an order that is the same everywhere. */
export type Words = <K extends Kind>(kind: K) => { placed: Placed; body: BodyOf<K> }[]

export const wordsOf = (live: readonly Placed[]): Words => {
  const byKind = new Map<Kind, { placed: Placed; body: Content['body'] }[]>()
  for (const placed of live) {
    if (!placed.content || placed.inert) continue
    const list = byKind.get(placed.content.kind)
    const word = { placed, body: placed.content.body }
    if (list) list.push(word)
    else byKind.set(placed.content.kind, [word])
  }
  return <K extends Kind>(kind: K) => (byKind.get(kind) ?? []) as { placed: Placed; body: BodyOf<K> }[]
}

export const ownWords = <K extends Kind>(words: Words, kind: K): OwnWord<K>[] =>
  words(kind).map(({ placed, body }) => ({
    id: placed.id,
    author: placed.entry.committee,
    at: placed.entry.at,
    body,
  }))

/** 联动任务: allocated and carried forward by its own side alone. */
export function taskViews(words: Words): TaskView[] {
  const progress = groupBy(words('progress'), ({ body }) => body.task)
  return words('task').map(({ placed, body }) => {
    const history = (progress.get(placed.id) ?? []).map((p) => ({
      entry: p.placed.id,
      at: p.placed.entry.at,
      body: p.body,
    }))
    const last = history.at(-1)?.body
    const state: TaskState = last?.state ?? 'ALLOCATED'
    const due = history.findLast((h) => h.body.due !== null)?.body.due ?? body.due
    return { id: placed.id, side: placed.entry.committee, body, state, due, history }
  })
}

/** 联席会议: quorate when every side is represented. */
export function sessionViews(words: Words, members: CommitteeId[]): SessionView[] {
  const all = words('session')
  return all.flatMap(({ placed, body }) => {
    if (body.act !== 'convene') return []
    const about = all.filter((s) => s.body.act !== 'convene' && s.body.session === placed.id)
    const attendance = new Map<CommitteeId, SessionView['attendance'][number]>()
    for (const { placed: p, body: b } of about)
      if (b.act === 'attend') attendance.set(p.entry.committee, { committee: p.entry.committee, entry: p.id, body: b })
    const present = [...attendance.values()]
    const absent = members.filter(
      (id) => !present.some(({ committee, body: b }) => committee === id && b.members + b.officials + b.others > 0),
    )
    const acts = about.map((s) => s.body.act)
    const state = acts.includes('adjourn') ? 'ADJOURNED' : acts.includes('hold') ? 'HELD' : 'CONVENED'
    const convener = placed.entry.committee
    return [{ id: placed.id, convener, body, state, attendance: present, quorate: absent.length === 0, absent }]
  })
}

/** 联合调研: each side from field work to its own report, then the consolidated one. */
export function researchViews(
  words: Words,
  members: CommitteeId[],
  consolidatedOf: (research: EntryId) => { id: EntryId; effective: boolean; versions: EntryId[] }[],
): ResearchView[] {
  const acts = words('research')
  const reports = words('research-report')
  return acts.flatMap(({ placed, body }) => {
    if (body.act !== 'plan') return []
    const sides = members.map((committee) => {
      const own = reports.filter((r) => r.body.research === placed.id && r.placed.entry.committee === committee)
      const began = acts.some(
        (a) => a.body.act === 'field' && a.body.research === placed.id && a.placed.entry.committee === committee,
      )
      const state = own.length > 0 ? 'REGIONAL_REPORT' : began ? 'FIELD' : 'PLANNED'
      return { committee, state, reports: own.map((r) => r.placed.id) } as const
    })
    const consolidated = consolidatedOf(placed.id)
    const about = new Set([...sides.flatMap((s) => s.reports), ...consolidated.flatMap((c) => c.versions)])
    const on = <K extends 'reservation' | 'endorsement'>(kind: K) =>
      words(kind)
        .filter(({ body: b }) => about.has((b as { about: EntryId }).about))
        .map(({ placed: p, body: b }) => ({ entry: p.id, committee: p.entry.committee, body: b }))
    const state: ResearchView['state'] = consolidated.some((c) => c.effective)
      ? 'ENDORSED'
      : consolidated.length > 0
        ? 'CONSOLIDATED'
        : sides.some((s) => s.state === 'REGIONAL_REPORT')
          ? 'REGIONAL_REPORT'
          : sides.some((s) => s.state === 'FIELD')
            ? 'FIELD'
            : 'PLANNED'
    return [
      {
        id: placed.id,
        author: placed.entry.committee,
        body: body as Act<'research', 'plan'>,
        state,
        sides: sides.map((s) => ({ ...s })),
        consolidated: consolidated.map((c) => c.id),
        reservations: on('reservation'),
        endorsements: on('endorsement'),
      },
    ]
  })
}

/** 成果报送: of an instruction only its day crosses. */
export function outcomeViews(words: Words): OutcomeView[] {
  const all = words('outcome')
  return all.flatMap(({ placed, body }) => {
    if (body.act !== 'submit') return []
    const instructedOn =
      all.flatMap(({ body: o }) => (o.act === 'instructed' && o.outcome === placed.id ? [o.date] : [])).at(-1) ?? null
    const state = instructedOn === null ? 'SUBMITTED' : 'INSTRUCTED'
    return [{ id: placed.id, side: placed.entry.committee, body, state, instructedOn }]
  })
}

/** 联合提案办理结果: of each side and joint proposal the last one of its chain. */
export function proposalResultViews(words: Words): ProposalResultView[] {
  const last = new Map<string, ProposalResultView>()
  for (const { placed, body } of words('outcome')) {
    if (body.act !== 'proposal-result') continue
    const { committee, at, audience } = placed.entry
    const readers = audience === 'all' ? [] : audience
    last.set(`${body.jointKey} ${committee}`, { entry: placed.id, side: committee, at, readers, body })
  }
  return [...last.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, view]) => view)
}

/** 监督方案模板, in an order that is the same everywhere. */
export function supervisionTemplateViews(words: Words): SupervisionTemplateView[] {
  return words('outcome').flatMap(({ placed, body }) => {
    if (body.act !== 'supervision-template') return []
    const { committee, at, audience } = placed.entry
    return [{ entry: placed.id, side: committee, at, readers: audience === 'all' ? [] : audience, body }]
  })
}

/** 层级监督报告: of each side and template the last one of its chain. */
export function supervisionLevelViews(words: Words): SupervisionLevelView[] {
  const last = new Map<string, SupervisionLevelView>()
  for (const { placed, body } of words('outcome')) {
    if (body.act !== 'supervision-level') continue
    const { committee, at, audience } = placed.entry
    const readers = audience === 'all' ? [] : audience
    last.set(`${body.template} ${committee}`, { entry: placed.id, side: committee, at, readers, body })
  }
  return [...last.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, view]) => view)
}

export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const list = groups.get(key(item))
    if (list) list.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
