import { type CommandOf, notices as n } from '@lianxie/contracts'
import type { Deciding } from './owner.ts'

/** 生成通知: once for each occasion, however often it is heard of. */
export function raiseNotices(
  { isRaised }: { isRaised: boolean },
  { raisingId, kind, thing, dueAt, recipients }: CommandOf<typeof n.RaiseNotices>,
  { newId }: Deciding,
) {
  if (isRaised) return []
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
