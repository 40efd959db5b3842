import { useState } from 'react'
import { clockTime } from '../look/dates.ts'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'

/** 字段冲突: two people wrote one field; both texts stand side by side and neither is lost. */
export function ConflictDialog({
  open,
  mine,
  theirs,
  by,
  at,
  onResolve,
  onClose,
}: {
  open: boolean
  mine: string
  theirs: string
  by: string
  at: string
  /** The text that is kept; `merge` puts both into the field to be edited. */
  onResolve: (text: string, how: 'mine' | 'theirs' | 'merge') => void
  onClose: () => void
}) {
  const w = core.use()
  const [chosen, setChosen] = useState<'mine' | 'theirs'>('mine')
  return (
    <Dialog
      open={open}
      title={w.conflict.title}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="btn go" onClick={() => onResolve(chosen === 'mine' ? mine : theirs, chosen)}>
            {chosen === 'mine' ? w.conflict.useMine : w.conflict.useTheirs}
          </button>
          <button type="button" className="btn" onClick={() => onResolve(`${mine}\n${theirs}`, 'merge')}>
            {w.conflict.merge}
          </button>
        </>
      }
    >
      <p>{w.conflict.who(by, clockTime(at))}</p>
      {(['mine', 'theirs'] as const).map((side) => (
        <button
          type="button"
          key={side}
          className={chosen === side ? 'choose on' : 'choose'}
          aria-pressed={chosen === side}
          onClick={() => setChosen(side)}
        >
          <span className="mute small">{w.conflict[side]}</span>
          <p>{side === 'mine' ? mine : theirs}</p>
        </button>
      ))}
    </Dialog>
  )
}
