import type { CommitteeId } from '@lianxie/contracts'
import type { VersionView } from '@lianxie/joint-protocol'

/** The item of its own annual plan that a side tied a topic to when it countersigned. */
export function planItemOf(version: VersionView, own: CommitteeId): string | null {
  const answer = version.answers.find(({ committee, answer }) => committee === own && answer === 'countersign')?.body
  return answer?.answer === 'countersign' ? answer.planItem : null
}
