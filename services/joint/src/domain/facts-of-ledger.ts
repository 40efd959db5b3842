import { type CommitteeId, type Fact, joint } from '@lianxie/contracts'
import type { DecisionView, LedgerView, VersionView } from '@lianxie/joint-protocol'

/**
 * Everything that follows from the signed entries of a compact and that other services hear of. A pure function of the
 * ledger: told again and again it says the same, and only what is new is published.
 */
export function factsOfLedger(ledger: LedgerView, own: CommitteeId): Fact[] {
  const compactId = ledger.compact
  const { text, left } = ledger.compactView()
  return [
    ...ledger.decisions('topic').flatMap((topic) => topicFacts(topic, compactId, text.name, own)),
    ...ledger.decisions('record').flatMap((record) => recordFacts(record, compactId)),
    ...ledger.decisions('consolidated-report').flatMap((report) => reportFacts(report, compactId)),
    ...ledger
      .sessions()
      .filter(({ state }) => state !== 'CONVENED')
      .map(({ id, body }) =>
        joint.SessionHeld({ compactId, sessionId: id, title: body.title, started: startOf(ledger, id) ?? body.start }),
      ),
    ...ledger.tasks().flatMap((task) => [
      joint.TaskAllocated({
        compactId,
        taskId: task.id,
        side: task.side,
        recordId: task.body.record,
        title: task.body.title,
        unitId: task.body.unit.id,
        due: task.body.due,
      }),
      ...task.history.map(({ entry, body }) =>
        joint.TaskProgressed({
          compactId,
          taskId: task.id,
          entryId: entry,
          side: task.side,
          state: body.state,
          due: body.due,
        }),
      ),
    ]),
    ...left.map((committee) => joint.MemberLeft({ compactId, committee })),
    ...ledger
      .decisions()
      .flatMap(({ id, kind, disputed }) =>
        disputed.map(({ committee }) =>
          joint.DecisionDisputed({ compactId, decisionId: id, decisionKind: kind, committee }),
        ),
      ),
  ]
}

function topicFacts(topic: DecisionView<'topic'>, compactId: string, compactName: string, own: CommitteeId): Fact[] {
  return topic.versions.flatMap((version) => [
    joint.TopicProposed({ ...named(version, compactId), proposedBy: version.author }),
    ...(version.state === 'EFFECTIVE' || topic.line.includes(version.id)
      ? [
          joint.TopicConfirmed({
            ...named(version, compactId),
            compactName,
            year: version.body.year,
            planItemId: planItemOf(version, own),
          }),
        ]
      : []),
  ])
}

/** The item of its own plan that a side tied a topic to when it countersigned. */
export function planItemOf(version: VersionView, own: CommitteeId): string | null {
  const answer = version.answers.find(({ committee, answer }) => committee === own && answer === 'countersign')?.body
  return answer?.answer === 'countersign' ? answer.planItem : null
}

function recordFacts(record: DecisionView<'record'>, compactId: string): Fact[] {
  return record.versions.flatMap((version) => {
    const ids = { compactId, decisionId: record.id, versionId: version.id }
    const signed = version.answers.filter(({ answer, counts }) => answer === 'countersign' && counts)
    const refused = version.answers.find(({ answer }) => answer === 'refuse')
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
      ...(version.state === 'OBJECTED' && refused
        ? [joint.RecordObjected({ ...ids, committee: refused.committee })]
        : []),
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

function startOf(ledger: LedgerView, session: string): string | undefined {
  const held = ledger.spoken('session').find(({ body }) => body.act === 'hold' && body.session === session)
  return held?.body.act === 'hold' ? held.body.started : undefined
}
