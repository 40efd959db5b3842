import { type CommitteeId, type Fact, given, joint, supervision } from '@lianxie/contracts'
import type { BodyOf, DecisionView, KeptEntry, LedgerView, VersionView } from '@lianxie/joint-protocol'
import { planItemOf } from './plan-item-of.ts'

/**
 * Everything that follows from the signed entries of a compact and that other services hear of. A pure function of the
 * ledger: told again and again it says the same, and only what is new is published.
 */
export const factsOfLedger = (ledger: LedgerView, own: CommitteeId): Fact[] => [
  ...ledger.decisions().flatMap((decision) => decisionFacts(decision, ledger, own)),
  ...[...ledger.kept()].flatMap((entry) => entryFacts(entry, ledger)),
  ...ledger.compactView().left.map((committee) => joint.MemberLeft({ compactId: ledger.compact, committee })),
]

/** What follows from entries that were just kept: the same facts as of the whole ledger, without reading all of it. */
export function factsOfNews(news: readonly KeptEntry[], ledger: LedgerView, own: CommitteeId): Fact[] {
  if (ledger.forks().length > 0 || news.some((entry) => reachesFar(entry, ledger))) return factsOfLedger(ledger, own)
  const decisions = new Set(news.flatMap(({ id, content }) => decisionOf(id, content, ledger) ?? []))
  return [
    ...[...decisions].flatMap((id) => decisionFacts(ledger.decision(id)!, ledger, own)),
    ...news.flatMap((entry) => entryFacts(entry, ledger)),
  ]
}

/** A leave answers every open version, and a recovery of keys takes entries out of effect or back into it. */
function reachesFar({ content }: KeptEntry, ledger: LedgerView): boolean {
  if (content?.kind === 'leave') return true
  if (content?.kind === 'key') return content.body.act === 'recover'
  return content?.kind === 'answer' && ledger.recoveries().some(({ entry }) => entry === content.body.to)
}

function decisionOf(id: string, content: KeptEntry['content'], ledger: LedgerView): string | undefined {
  return ledger.version(content?.kind === 'answer' ? content.body.to : id)?.decision
}

function decisionFacts(decision: DecisionView, ledger: LedgerView, own: CommitteeId): Fact[] {
  const compactId = ledger.compact
  return [
    ...(isOf(decision, 'compact-text') ? textFacts(decision, compactId) : []),
    ...(isOf(decision, 'topic') ? topicFacts(decision, ledger, own) : []),
    ...(isOf(decision, 'record') ? recordFacts(decision, compactId) : []),
    ...(isOf(decision, 'consolidated-report') ? reportFacts(decision, compactId) : []),
    ...decision.disputed.map(({ committee }) =>
      joint.DecisionDisputed({ compactId, decisionId: decision.id, decisionKind: decision.kind, committee }),
    ),
  ]
}

const isOf = <K extends DecisionView['kind']>(decision: DecisionView, kind: K): decision is DecisionView<K> =>
  decision.kind === kind

function textFacts({ versions }: DecisionView<'compact-text'>, compactId: string): Fact[] {
  return versions.flatMap(({ id: versionId, author, closing, body: { text, signers } }) => {
    const version = { compactId, versionId, name: text.name }
    return [
      joint.CompactTextProposed({ ...version, proposedBy: author, signers }),
      ...(closing !== null ? [joint.CompactAmended({ ...version, closing, members: signers })] : []),
    ]
  })
}

function topicFacts(topic: DecisionView<'topic'>, ledger: LedgerView, own: CommitteeId): Fact[] {
  const compactId = ledger.compact
  return topic.versions.flatMap((version) => [
    joint.TopicProposed({ ...named(version, compactId), proposedBy: version.author }),
    ...(version.state === 'EFFECTIVE' || topic.line.includes(version.id)
      ? [
          joint.TopicConfirmed({
            ...named(version, compactId),
            compactName: ledger.compactView().text.name,
            year: version.body.year,
            planItemId: planItemOf(version, own),
          }),
        ]
      : []),
  ])
}

function recordFacts(record: DecisionView<'record'>, compactId: string): Fact[] {
  return record.versions.flatMap((version) => {
    const ids = { compactId, decisionId: record.id, versionId: version.id }
    const signed = version.answers.filter(({ answer, counts }) => answer === 'countersign' && counts)
    // Also of a version that was superseded meanwhile: what is told does not depend on when it is first looked at.
    const refused = version.answers.find(({ answer, by }) => answer === 'refuse' && by !== 'lapse')
    return [
      joint.RecordCirculated({
        ...named(version, compactId),
        circulatedBy: version.author,
        signers: version.body.signers,
      }),
      // Who is missing after each signature, in the order in which the signatures are listed.
      ...signed.map(({ committee }, i) =>
        joint.RecordCountersigned({
          ...ids,
          committee,
          missing: version.body.signers.filter((side) => !signed.slice(0, i + 1).some((one) => one.committee === side)),
        }),
      ),
      ...(refused && version.closing === null ? [joint.RecordObjected({ ...ids, committee: refused.committee })] : []),
      ...(version.closing !== null
        ? [
            joint.RecordEffective({
              ...named(version, compactId),
              closing: version.closing,
              signers: version.body.signers,
            }),
          ]
        : []),
    ]
  })
}

function reportFacts(report: DecisionView<'consolidated-report'>, compactId: string): Fact[] {
  return report.versions
    .filter(({ closing }) => closing !== null)
    .map((version) => joint.ReportConsolidated({ ...named(version, compactId), researchId: version.body.research }))
}

const named = (version: VersionView<'topic' | 'record' | 'consolidated-report'>, compactId: string) => ({
  compactId,
  decisionId: version.decision,
  versionId: version.id,
  title: version.body.title,
})

/** What an entry says by itself: a session that was held, a task, its progress, a result. */
function entryFacts({ id, entry, content, inert, standing }: KeptEntry, ledger: LedgerView): Fact[] {
  if (standing !== 'live' || inert !== undefined) return []
  const compactId = ledger.compact
  switch (content?.kind) {
    case 'session': {
      if (content.body.act !== 'hold') return []
      const { session, started } = content.body
      const call = ledger.entry(session)?.content
      if (call?.kind !== 'session' || call.body.act !== 'convene') return []
      return [joint.SessionHeld({ compactId, sessionId: session, title: call.body.title, started })]
    }
    case 'task': {
      const { record, title, unit, due } = content.body
      const task = { taskId: id, side: entry.committee, recordId: record, title, unitId: unit.id, due }
      return [joint.TaskAllocated({ compactId, ...task })]
    }
    case 'progress': {
      const { task, state, due } = content.body
      return [joint.TaskProgressed({ compactId, taskId: task, entryId: id, side: entry.committee, state, due })]
    }
    case 'outcome':
      return outcomeFacts(id, entry.committee, content.body, ledger)
    default:
      return []
  }
}

/** What one side told for its readers: a result, a template of supervision, the report of its level. */
function outcomeFacts(id: string, side: CommitteeId, body: BodyOf<'outcome'>, ledger: LedgerView): Fact[] {
  const compactId = ledger.compact
  switch (body.act) {
    case 'proposal-result': {
      const { act: _act, ...result } = body
      return [joint.ProposalResultPublished({ compactId, entryId: id, side, ...result })]
    }
    case 'supervision-template': {
      const { act: _act, form, indicators, ...template } = body
      const known = {
        // A form of a later version is one among others here.
        form: supervision.SupervisionForm.catch('OTHER').parse(form),
        indicators: indicators.map(({ unit, ...indicator }) => ({ ...indicator, ...given('unit', unit) })),
      }
      const compactName = ledger.compactView().text.name
      return [
        joint.SupervisionTemplatePublished({ compactId, templateId: id, compactName, side, ...template, ...known }),
      ]
    }
    case 'supervision-level': {
      const { act: _act, template: templateId, text, state, ...counts } = body
      const known = supervision.ProjectState.safeParse(state)
      // A state of a later version: who is to show it knows it after an upgrade, when everything is told from the beginning.
      if (!known.success) return []
      const report = { ...counts, state: known.data, hasText: text !== null }
      return [joint.SupervisionLevelReported({ compactId, templateId, entryId: id, side, ...report })]
    }
    default:
      return []
  }
}
