import type { Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { placeOf } from '../notices/places.ts'
import { words as notices } from '../notices/words/index.ts'
import { words } from './words/index.ts'

/** 未读消息: what the viewer was told last and has not read. */
export function Fresh({ role }: { role: Role }) {
  const w = words.use()
  const { kinds } = notices.use()
  const told = useAnswer('notices.notices', { unread: 'true', limit: 5 })
  const reading = useCommand('notices.mark-read')
  const items = told.data?.items ?? []
  return (
    <section className="card" aria-label={w.fresh}>
      <div className="head">
        <h2>{w.fresh}</h2>
        <Go className="push small" to="/notices">
          {w.all}
        </Go>
      </div>
      {told.isError && <p className="pad small mute">{w.unread}</p>}
      {told.data && items.length === 0 && <p className="pad small mute">{w.nothingFresh}</p>}
      <ul className="soon">
        {items.map((notice) => {
          const place = placeOf(notice, role)
          return (
            <li key={notice.noticeId}>
              <span className="small mute">
                {kinds[notice.kind]} · {dateTime(notice.raisedAt)}
              </span>
              <Go
                to={place ?? '/notices'}
                onClick={() => place !== undefined && reading.mutate({ body: { noticeIds: [notice.noticeId] } })}
              >
                <Title text={notice.title ?? kinds[notice.kind]} />
              </Go>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
