import { one, useAddress } from '../../data/address.ts'
import { useList } from '../../data/use-answer.ts'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** 我的会议: what is ahead with the nearest first, or what is over. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['when'])
  const when = one(values.when) === 'past' ? 'past' : 'upcoming'
  const list = useList('consultations.my-invitations', { when }, { size: 20 })
  if (list.isError) return <PageFault error={list.error} />
  return (
    <>
      <h1>{w.title}</h1>
      <Segments
        label={w.show}
        hidden
        value={when}
        options={[
          ['upcoming', w.shows.upcoming],
          ['past', w.shows.past],
        ]}
        onChange={(next) => set({ when: next === 'past' ? 'past' : undefined })}
      />
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="会议" title={w.none[when]} hint={w.noneHint} />
        </section>
      )}
      {list.rows.map((row) => (
        <Go key={row.sessionId} to={`/m/meetings/${row.sessionId}`} className="card published">
          <span className="small mute">
            {dateWithWeekday(row.startsAt)} {clockTime(row.startsAt)}
          </span>
          <h2 className="song">
            <Title text={row.title} />
          </h2>
          <span className="row between small">
            <span className="mute">{row.place}</span>
            {row.minutesAnswerBy !== undefined && <span className="tag key">{w.minutesWait}</span>}
            <span className="tag blue">
              {row.attendance ? w.attendance[row.attendance] : row.leave ? w.leave[row.leave] : w.attend}
            </span>
          </span>
        </Go>
      ))}
      <LoadMore list={list} size="big" />
    </>
  )
}
