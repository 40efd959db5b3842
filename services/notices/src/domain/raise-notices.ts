import { type CommandOf, notices as n } from '@lianxie/contracts'
import type { Deciding } from './owner.ts'

/** 生成通知: once for each occasion, however often it is heard of; for people, or for the committee's own robots alone. */
export function raiseNotices(
  { isRaised, officeRobots }: { isRaised: boolean; officeRobots: readonly string[] },
  { raisingId, kind, thing, dueAt, recipients }: CommandOf<typeof n.RaiseNotices>,
  { newId }: Deciding,
) {
  if (isRaised || (recipients.length === 0 && officeRobots.length === 0)) return []
  return [
    n.NoticesRaised({
      raisingId,
      kind,
      thing,
      ...(dueAt !== undefined && { dueAt }),
      recipients: recipients.map((one) => ({ ...one, noticeId: newId() })),
    }),
  ]
}
