import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import { useList } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** 公开提案一览, newest first; the words that are looked for stand in the address. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['text'])
  const text = one(values.text)
  const [typed, setTyped] = useState(text ?? '')
  const list = useList('proposals.published-proposals', text === undefined ? {} : { text }, { size: 20 })
  if (list.isError) return <PageFault error={list.error} />
  return (
    <>
      <h1 className="heard">{w.title}</h1>
      <form
        className="row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          set({ text: typed.trim() })
        }}
      >
        <input
          className="input"
          type="search"
          aria-label={w.find}
          placeholder={w.find}
          maxLength={100}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="btn go">
          {w.search}
        </button>
      </form>
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="公开" title={text ? w.noneFound : w.none} hint={w.noneHint}>
            {text && (
              <button type="button" className="btn" onClick={() => (setTyped(''), set({ text: undefined }))}>
                {w.showAll}
              </button>
            )}
          </EmptyState>
        </section>
      )}
      {list.total > 0 && <p className="sub small">{w.count(list.counted)}</p>}
      {list.rows.map((row) => (
        <Go key={row.proposalId} to={`/open/proposals/${row.proposalId}`} className="card published">
          <span className="small mute">
            {row.termNumber !== undefined && row.sessionNumber !== undefined && (
              <>{w.session(row.termNumber, row.sessionNumber)} </>
            )}
            {row.serial !== undefined && w.number(row.serial)}
          </span>
          <h2 className="song">
            <Title text={row.subject ?? ''} />
          </h2>
          <span className="row between small">
            <span className="mute">{w.publishedOn(longDate(row.publishedAt))}</span>
            {row.resultClass && <span className="tag blue">{w.resultClasses[row.resultClass]}</span>}
          </span>
        </Go>
      ))}
      <LoadMore list={list} size="big" />
    </>
  )
}
