import { type CommitteeId, given, type joint, type ResultOf } from '@lianxie/contracts'
import type { DecisionView, VersionView } from '@lianxie/joint-protocol'
import type { JointMember } from '../compacts/open-compact.ts'
import { planItemOf } from '../ledger/plan-item-of.ts'

type View = ResultOf<typeof joint.DecisionDetail>

/** The version that people mean when they speak of a decision: the effective one, else the newest open one, else the last. */
export const currentOf = (decision: DecisionView): VersionView | undefined =>
  decision.versions.find(({ id }) => id === (decision.effective ?? decision.open.at(-1))) ?? decision.versions.at(-1)

export function titleOf(decision: DecisionView): string {
  const current = currentOf(decision)
  return current ? titleOfVersion(current) : ''
}

const titleOfVersion = ({ body }: VersionView): string => ('title' in body ? body.title : body.text.name)

/** The latest of its versions and answers. */
export const updatedAt = (decision: DecisionView): string =>
  decision.versions
    .flatMap(({ issuedAt, answers }) => [issuedAt, ...answers.map(({ at }) => at)])
    .reduce((a, b) => (a > b ? a : b))

/** 会签期限: the nearest of its open versions. */
export const deadlineOf = ({ open, versions }: DecisionView): string | null =>
  versions
    .flatMap(({ id, body }) => (open.includes(id) && body.deadline !== null ? [body.deadline] : []))
    .toSorted()[0] ?? null

/** 已通过的: what is left of a decision for those who read what was adopted; undefined when nothing was. */
export function adopted(decision: DecisionView): DecisionView | undefined {
  if (decision.effective === null) return undefined
  const { line } = decision
  const versions = decision.versions.filter(({ id }) => line.includes(id))
  return { ...decision, versions, open: [], diverging: false }
}

export function decisionView(
  decision: DecisionView,
  { view, committee }: JointMember,
  { now, filesMissing }: { now: Date; filesMissing: ReadonlySet<string> },
): View {
  const effective = decision.versions.find(({ id }) => id === decision.effective)
  return {
    compactId: view.compact,
    decisionId: decision.id,
    kind: decision.kind,
    title: titleOf(decision),
    state: decision.state,
    effective: decision.effective,
    diverging: decision.diverging,
    disputed: decision.disputed.length > 0,
    toDo: stepsOf(decision, committee, now),
    planItemId: effective ? planItemOf(effective, committee) : null,
    versions: decision.versions.map((version) => ({
      versionId: version.id,
      decisionId: version.decision,
      kind: version.kind,
      state: version.state,
      issuedBy: version.author,
      issuedAt: version.issuedAt,
      title: titleOfVersion(version),
      body: { ...version.body },
      signers: version.body.signers,
      convenor: version.body.convenor,
      deadline: version.body.deadline,
      parents: version.body.parents,
      answers: version.answers.map((one) => ({
        entryId: one.entry,
        committee: one.committee,
        at: one.at,
        answer: one.answer,
        by: one.by,
        counts: one.counts,
        reason: one.body?.answer === 'refuse' ? one.body.reason : null,
        ...given('approval', one.body?.answer === 'countersign' ? (one.body.approval ?? undefined) : undefined),
      })),
      missing: version.missing,
      closing: version.closing,
      filesHere: !filesMissing.has(version.id),
    })),
  }
}

/**
 * 本方待办: sign; close as the convenor once all others have; let lapse as the convenor after the deadline, which nobody
 * does by silence; take up a divergence.
 */
export function stepsOf(decision: DecisionView, own: CommitteeId, now: Date): View['toDo'] {
  const open = decision.versions.filter(({ id }) => decision.open.includes(id))
  const steps = open.flatMap(({ body, missing }): View['toDo'] => {
    if (body.convenor !== own) return missing.includes(own) ? ['countersign'] : []
    const late = body.deadline !== null && body.deadline <= now.toISOString()
    const close = missing.length === 1 && missing[0] === own
    return [...(close ? (['close'] as const) : []), ...(late && missing.includes(own) ? (['lapse'] as const) : [])]
  })
  return [...new Set([...steps, ...(decision.diverging ? (['amend'] as const) : [])])]
}
