import { core } from '../words/index.ts'
import { PageRefusal } from './field.tsx'

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
      {list.isFetchNextPageError && <PageRefusal error={list.failureReason} fields={[]} />}
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
