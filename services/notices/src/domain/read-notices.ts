import { type CommandOf, notices as n, Refusal } from '@lianxie/contracts'
import { type Deciding, ownerOf } from './owner.ts'

const YEAR_MS = 365 * 86_400_000

/** 标为已读: one's own alone; what is read already stays as it is. */
export function markRead(
  { own, unread }: { own: readonly string[]; unread: readonly string[] },
  { noticeIds }: CommandOf<typeof n.MarkRead>,
  context: Deciding,
) {
  const accountId = ownerOf(context)
  const strange = noticeIds.findIndex((id) => !own.includes(id))
  if (strange >= 0) throw new Refusal('common.not_found', { field: `noticeIds.${strange}` })
  return unread.length === 0 ? [] : [n.NoticesRead({ accountId, noticeIds: [...unread] })]
}

/** 全部标为已读: of the role at hand. */
export function markAllRead({ unread }: { unread: readonly string[] }, _: unknown, context: Deciding) {
  const accountId = ownerOf(context)
  return unread.length === 0 ? [] : [n.NoticesRead({ accountId, noticeIds: [...unread] })]
}

/** 清理旧通知: a year after they were read, two years after they were raised. */
export function clearOldNotices(
  { isAny }: { isAny: (before: { readBefore: Date; raisedBefore: Date }) => boolean },
  { clearingId }: CommandOf<typeof n.ClearOldNotices>,
  { now }: Deciding,
) {
  const before = { readBefore: new Date(now.getTime() - YEAR_MS), raisedBefore: new Date(now.getTime() - 2 * YEAR_MS) }
  if (!isAny(before)) return []
  return [
    n.OldNoticesCleared({
      clearingId,
      readBefore: before.readBefore.toISOString(),
      raisedBefore: before.raisedBefore.toISOString(),
    }),
  ]
}
