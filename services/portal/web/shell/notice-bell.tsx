import { useLive } from '../data/live.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Icon } from '../elements/icon.tsx'
import { Go } from '../go.tsx'
import { core } from '../words/index.ts'

const MOST_SHOWN = 99

const useUnread = (): number => useAnswer('notices.mailbox', {}, { staleTime: 60_000 }).data?.unread ?? 0

const shown = (count: number) => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count))

/** 消息 in the bar of the desk, with how many are unread. */
export function NoticeBell() {
  const w = core.use()
  const unread = useUnread()
  return (
    <Go to="/notices" className="bell" aria-label={unread > 0 ? w.unreadMessages(unread) : w.messages}>
      <Icon name="bell" />
      {unread > 0 && (
        <span className="count hot" aria-hidden="true">
          {shown(unread)}
        </span>
      )}
    </Go>
  )
}

/** The number at the tab of the phone. Members hear of their own notices by it, whichever page they are on. */
export function UnreadCount() {
  const w = core.use()
  const unread = useUnread()
  useLive()
  if (unread === 0) return null
  return (
    <>
      <span className="count hot tabcount" aria-hidden="true">
        {shown(unread)}
      </span>
      <span className="heard">{w.unreadMessages(unread)}</span>
    </>
  )
}
