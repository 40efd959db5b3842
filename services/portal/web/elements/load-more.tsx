import { useEffect } from 'react'
import { Refused, Unreachable } from '../data/problem.ts'
import { core } from '../words/index.ts'
import { PageRefusal } from './field.tsx'
import { Note } from './states.tsx'

/** A list that is read part by part, as `useList` gives it. */
export interface Continued {
  hasNextPage: boolean
  isFetching: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  failureReason: Error | null
  fetchNextPage: () => Promise<unknown>
}

/** 再看一些: reads the next part of a list, and says so when it could not be read. Nothing when all was read. */
export function LoadMore({ list, size }: { list: Continued; size?: 'sm' | 'big' }) {
  const w = core.use()
  if (!list.hasNextPage) return null
  return (
    <div className="more">
      {list.isFetchNextPageError && <Failure error={list.failureReason} />}
      <button
        type="button"
        className={size ? `btn ${size}` : 'btn'}
        disabled={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {w.more}
      </button>
    </div>
  )
}

function Failure({ error }: { error: Error | null }) {
  const w = core.use()
  if (error instanceof Refused || error instanceof Unreachable) return <PageRefusal error={error} fields={[]} />
  return <Note kind="bad">{w.unexpected}</Note>
}

/** Reads on by itself: all that there is, or while `isNear`. A part that could not be read is asked for again by hand alone. */
export function useReadOn(list: Continued | undefined, isNear = true): void {
  const wanted = isNear && list !== undefined && list.hasNextPage && !list.isFetching && !list.isFetchNextPageError
  const fetchNextPage = list?.fetchNextPage
  useEffect(() => {
    if (wanted) void fetchNextPage?.()
  }, [wanted, fetchNextPage])
}
