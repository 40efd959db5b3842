import type { BodyOf } from '../bodies/index.ts'
import { taskSteps } from '../bodies/task.ts'
import { countersign, draftVersion, lapse, refuse } from '../drafts.ts'
import { sha256 } from '../encoding.ts'
import type { LedgerView, VersionView } from '../ledger/views.ts'
import type { Draft } from '../member/member-api.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import { recordContent, topicContent } from './contents.ts'
import type { Random } from './random.ts'

const HOUR = 3_600_000

/** Who drafts something, and where in which history. */
export interface Drafter {
  random: Random
  committee: CommitteeId
  /** Milliseconds: the true time, and by how much the drafter's clock is wrong. */
  now: number
  skew: number
  seed: number
  step: number
}

/** An answer to a version: mostly to one that waits for it, now and then against the rules. */
export function draftAnswer({ random, committee }: Drafter, view: LedgerView): Draft | undefined {
  const versions = view.decisions().flatMap((d) => d.versions as VersionView[])
  const open = versions.filter((v) => v.state === 'CIRCULATED' || v.state === 'COUNTERSIGNING')
  const mine = open.filter((v) => v.missing.includes(committee))
  const last = mine.filter((v) => v.missing.length === 1)
  const stubborn = random.chance(0.15)
  const version = random.pick(stubborn ? versions : last.length > 0 && random.chance(0.6) ? last : mine)
  if (!version) return undefined
  const dice = random.next()
  if (dice < (stubborn ? 0.5 : 0.88)) return countersign(version.id)
  if (dice < 0.97 || version.body.deadline === null) return refuse(version.id, '有不同意见')
  return lapse(version.id, '期限已过')
}

/** A new decision, a rival of an open version, or a version on an effective one. */
export function draftIssue({ random, committee, now, skew, seed, step }: Drafter, view: LedgerView): Draft | undefined {
  const { members } = view.compactView()
  const convenor = random.pick(members) ?? committee
  const records = view.decisions('record')
  const title = `纪要 ${seed} ${step}`
  const deadline = random.chance(0.3) ? new Date(now + skew + 4 * HOUR).toISOString() : null
  const openOnes = records.filter((d) => d.open.length > 0)
  if (openOnes.length > 0 && random.chance(0.55)) {
    const decision = random.pick(openOnes)!
    const base = view.version(decision.open[0]!)!.body.base
    const rivals = decision.open.filter((id) => view.version(id)!.body.base === base)
    const amends = random.chance(0.75) ? rivals.filter(() => random.chance(0.7)) : []
    return version(view, { kind: 'record', convenor, decision: decision.id, amends, deadline, title })
  }
  if (openOnes.length > 2) return undefined
  const done = records.filter((d) => d.effective !== null && d.open.length === 0)
  const decision = random.chance(0.25) ? random.pick(done) : undefined
  const kind = random.chance(0.75) || decision ? ('record' as const) : ('topic' as const)
  return version(view, { kind, convenor, decision: decision?.id ?? null, amends: [], deadline, title })
}

function version(
  view: LedgerView,
  v: {
    kind: 'record' | 'topic'
    convenor: CommitteeId
    decision: EntryId | null
    amends: EntryId[]
    deadline: string | null
    title: string
  },
): Draft {
  return v.kind === 'topic'
    ? draftVersion(view, { ...v, kind: 'topic', content: topicContent(v.title) })
    : draftVersion(view, { ...v, kind: 'record', content: recordContent(v.title) })
}

/** Everything that is no decision: comments, tasks, sessions, rotation, outcomes, follow-ups. */
export function draftWord(drafter: Drafter, view: LedgerView): Draft | undefined {
  const { random, committee, step } = drafter
  const effective = view.decisions('record').filter((d) => d.effective !== null)
  const record = random.pick(effective)?.id
  const own = view.tasks().filter((t) => t.side === committee)
  const task = random.pick(own)
  const session = random.pick(view.sessions())
  const year = 2022 + random.int(2)
  const any = random.pick([...view.decisions().map((d) => d.id), ...own.map((t) => t.id)])
  switch (random.int(9)) {
    case 0:
      return record
        ? { kind: 'task', body: { record, title: '清淤', unit: { id: 'u1', name: '水务局' }, due: '2022-12-31' } }
        : undefined
    case 1: {
      const state = task && random.pick(taskSteps[task.state])
      return state
        ? { kind: 'progress', body: { task: task.id, state, summary: '按计划', due: null, files: [] } }
        : undefined
    }
    case 2:
      return { kind: 'session', body: sessionBody(drafter, session, view) }
    case 3:
      return { kind: 'rotation', body: { act: 'begin', year } }
    case 4:
      return record
        ? {
            kind: 'outcome',
            body: { act: 'submit', decision: record, to: 'own_government', title: '成果', date: '2022-09-01' },
          }
        : undefined
    case 5:
      return record
        ? { kind: 'follow-up', body: { record, period: '2022-Q4', lookBack: false, text: '进展正常', tasks: [] } }
        : undefined
    default:
      return any ? { kind: 'comment', body: { about: any, text: `意见 ${step}` } } : undefined
  }
}

function sessionBody(
  { random, now }: Drafter,
  known: { id: EntryId } | undefined,
  view: LedgerView,
): BodyOf<'session'> {
  const dice = random.int(4)
  if (!known || dice === 0)
    return {
      act: 'convene',
      topic: view.decisions('topic')[0]?.id ?? null,
      title: '联席会议',
      form: '会议',
      place: '吴江',
      start: new Date(now).toISOString(),
      agenda: '一、通报；二、协商',
    }
  const at = new Date(now).toISOString()
  if (dice === 1) return { act: 'hold', session: known.id, started: at }
  if (dice === 2) return { act: 'adjourn', session: known.id, ended: at }
  return { act: 'attend', session: known.id, members: 3, officials: 2, others: 0, commitment: sha256('list') }
}
