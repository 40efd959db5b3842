import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { LeadTo } from '../../shell/lead-to.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { baseOf, placeOf } from './places.ts'
import { WithRole } from './with-role.tsx'
import { words } from './words/index.ts'

/** What a mail or a chat leads to: the notice is read, and its thing is opened. */
export const Page = () => <WithRole>{(role) => <Opened role={role} />}</WithRole>

function Opened({ role }: { role: Role }) {
  const w = words.use()
  const { roles } = core.use()
  const { noticeId } = useParams({ strict: false }) as { noticeId: string }
  const notice = useAnswer('notices.notice', { noticeId })
  const { mutate: read } = useCommand('notices.mark-read')
  const isUnread = notice.data !== undefined && notice.data.readAt === undefined
  const isOwn = notice.data?.role === role
  useEffect(() => {
    if (isUnread && isOwn) read({ body: { noticeIds: [noticeId] } })
  }, [isUnread, isOwn, noticeId, read])
  if (notice.isError) return <PageFault error={notice.error} />
  if (!notice.data) return <LoadingBars />
  const place = isOwn ? placeOf(notice.data, role) : undefined
  if (place !== undefined) return <LeadTo path={place} />
  return (
    <section className="card">
      <h1 className="heard">{w.title}</h1>
      <EmptyState
        mark="消息"
        title={w.kinds[notice.data.kind]}
        hint={isOwn ? w.noPlace : w.otherRole(roles[notice.data.role])}
      >
        <Go to={baseOf(role)} className="btn">
          {w.toList}
        </Go>
      </EmptyState>
    </section>
  )
}
