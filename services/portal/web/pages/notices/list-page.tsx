import './notices.css'
import { one, useAddress } from '../../data/address.ts'
import type { Role, Row } from '../../data/contracts.ts'
import { useLights } from '../../data/lights.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday, dayOf } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { baseOf, placeOf } from './places.ts'
import { WithRole } from './with-role.tsx'
import { words } from './words/index.ts'

/** 消息: what one is told in the role at hand: what is unread first, then the newest, by day. */
export const Page = () => <WithRole>{(role) => <Mail role={role} />}</WithRole>

function Mail({ role }: { role: Role }) {
  const w = words.use()
  const { values, set } = useAddress(['show'])
  const show = one(values.show) === 'unread' ? 'unread' : 'all'
  const list = useList('notices.notices', show === 'unread' ? { unread: 'true' } : {}, { size: 30 })
  const { data: mailbox } = useAnswer('notices.mailbox', {}, { staleTime: 60_000 })
  const reading = useCommand('notices.mark-all-read')
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const byDay = Map.groupBy(list.rows, ({ readAt, raisedAt }) => `${readAt ? 'read' : 'unread'} ${dayOf(raisedAt)}`)
  return (
    <div className="notices">
      <div className="row wrap">
        <h1>{w.title}</h1>
        <span className="row push">
          {mailbox !== undefined && mailbox.unread > 0 && (
            <button
              type="button"
              className="btn"
              disabled={reading.isPending}
              onClick={() => reading.mutate({ body: {} })}
            >
              {w.readAll}
            </button>
          )}
          <Go to={`${baseOf(role)}/choices`} className="btn">
            {w.choices}
          </Go>
        </span>
      </div>
      <Segments
        label={w.show}
        hidden
        value={show}
        options={[
          ['all', w.shows.all],
          ['unread', w.shows.unread],
        ]}
        onChange={(next) => set({ show: next === 'unread' ? 'unread' : undefined })}
      />
      <PageRefusal error={reading.error} fields={[]} />
      <Elsewhere roles={mailbox?.elsewhere ?? []} />
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="消息" title={w.none[show]} hint={w.noneHint} />
        </section>
      )}
      {[...byDay].map(([key, rows]) => (
        <section
          className="card"
          key={key}
          aria-label={`${rows[0]!.readAt ? w.read : w.unread} ${dayOf(rows[0]!.raisedAt)}`}
        >
          <div className="head">
            <h2>{dateWithWeekday(rows[0]!.raisedAt)}</h2>
            <span className="mute small push">{rows[0]!.readAt ? w.read : w.unread}</span>
          </div>
          <ul className="told">
            {rows.map((row) => (
              <li key={row.noticeId}>
                <OneNotice row={row} role={role} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <LoadMore list={list} size="big" />
    </div>
  )
}

/** 其他身份: what another role opens is read there. */
function Elsewhere({ roles }: { roles: readonly { role: Role; unread: number }[] }) {
  const w = words.use()
  const { roles: names } = core.use()
  if (roles.length === 0) return null
  return <Note>{w.elsewhere(roles.map(({ role, unread }) => w.inRole(names[role], unread)).join(w.comma))}</Note>
}

function OneNotice({ row, role }: { row: Row<'notices.notices'>; role: Role }) {
  const w = words.use()
  const reading = useCommand('notices.mark-read')
  const lightOf = useLights()
  const place = placeOf(row, role)
  const read = () => {
    if (row.readAt === undefined) reading.mutate({ body: { noticeIds: [row.noticeId] } })
  }
  const said = (
    <>
      <span className={row.readAt ? 'gist' : 'gist new'}>{w.kinds[row.kind]}</span>
      {row.title !== undefined && (
        <span className="song">
          <Title text={row.title} />
        </span>
      )}
      <span className="row small mute">
        {w.groups[row.group]} · {clockTime(row.raisedAt)}
        {row.dueAt !== undefined && <DueChip dueAt={row.dueAt} light={lightOf(row.dueAt)} />}
      </span>
    </>
  )
  return (
    <article className="notice-one">
      {place === undefined ? (
        <div className="notice-said">{said}</div>
      ) : (
        <Go to={place} className="notice-said" onClick={read}>
          {said}
        </Go>
      )}
      {row.readAt === undefined && (
        <button
          type="button"
          className="btn sm"
          disabled={reading.isPending}
          aria-label={`${w.markRead}：${w.kinds[row.kind]}`}
          onClick={read}
        >
          {w.markRead}
        </button>
      )}
    </article>
  )
}
