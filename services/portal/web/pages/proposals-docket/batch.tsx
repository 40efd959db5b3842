import { useState } from 'react'
import type { Row } from '../../data/contracts.ts'
import { words } from './words/index.ts'

/** What can be done with the chosen rows, and how much of the list is there. */
export function Batch({
  rows,
  shown,
  total,
  onClear,
}: {
  rows: readonly Row<'proposals.docket'>[]
  shown: number
  total: string
  onClear: () => void
}) {
  const w = words.use()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const lines = rows.map(({ serial, subject }) => [serial ?? '', subject].join('\t'))
    await navigator.clipboard.writeText(lines.join('\n'))
    setCopied(true)
  }
  return (
    <div className="batch">
      {rows.length > 0 && (
        <>
          <b>{w.chosen(rows.length)}</b>
          <button type="button" className="btn sm" onClick={() => void copy()}>
            {w.copyChosen}
          </button>
          <button
            type="button"
            className="btn sm text"
            onClick={() => {
              setCopied(false)
              onClear()
            }}
          >
            {w.clear}
          </button>
          <span className="small" role="status">
            {copied && w.copied}
          </span>
        </>
      )}
      <span className="push mute small">{w.shown(shown, total)}</span>
    </div>
  )
}
