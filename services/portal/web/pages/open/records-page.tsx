import { useList } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'
import './open.css'

/** 联动协商成果: the records that every side has signed and whose compact lets them be published, newest first. */
export function Page() {
  const w = words.use()
  const list = useList('joint.public-records', {}, { size: 20 })
  if (list.isError) return <PageFault error={list.error} />
  return (
    <>
      <h1 className="heard">{w.records}</h1>
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="成果" title={w.noRecords} hint={w.noRecordsHint}>
            <Go to="/open" className="btn">
              {w.backHome}
            </Go>
          </EmptyState>
        </section>
      )}
      {list.total > 0 && <p className="sub small">{w.recordCount(list.total)}</p>}
      {list.rows.map((row) => (
        <Go key={row.versionId} to={`/open/records/${row.decisionId}`} className="card published">
          <span className="small mute">{row.compactName}</span>
          <h2 className="song">
            <Title text={row.title} />
          </h2>
          <span className="row between small">
            <span className="mute">{w.effectiveOn(longDate(row.effectiveAt))}</span>
            <span className="tag joint">{w.sides(row.signers.length)}</span>
          </span>
        </Go>
      ))}
      <LoadMore list={list} size="big" />
    </>
  )
}
