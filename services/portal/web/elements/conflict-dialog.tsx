import { useState } from 'react'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { Note } from './states.tsx'

export type Kept = 'mine' | 'theirs' | 'both'

/** 字段冲突: two people wrote one field; both texts stand side by side and neither is lost. */
export function ConflictDialog({
  open,
  label,
  mine,
  theirs,
  canMerge,
  onResolve,
  onClose,
}: {
  open: boolean
  /** The field. */
  label: string
  /** As people read them. */
  mine: string
  theirs: string
  /** Both can stand in the field, to be edited there. */
  canMerge: boolean
  onResolve: (kept: Kept) => void
  /** Put off: it was closed and nothing is decided. */
  onClose: () => void
}) {
  const w = core.use()
  const [chosen, setChosen] = useState<'mine' | 'theirs'>('mine')
  return (
    <Dialog
      open={open}
      title={w.conflict.title(label)}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="btn go" onClick={() => onResolve(chosen)}>
            {chosen === 'mine' ? w.conflict.useMine : w.conflict.useTheirs}
          </button>
          {canMerge && (
            <button type="button" className="btn" onClick={() => onResolve('both')}>
              {w.conflict.merge}
            </button>
          )}
        </>
      }
    >
      <p>{w.conflict.told}</p>
      {(['mine', 'theirs'] as const).map((side) => (
        <button
          type="button"
          key={side}
          className={chosen === side ? 'choose on' : 'choose'}
          aria-pressed={chosen === side}
          onClick={() => setChosen(side)}
        >
          <span className="mute small">{w.conflict[side]}</span>
          <span className="song both">{(side === 'mine' ? mine : theirs) || w.conflict.empty}</span>
        </button>
      ))}
    </Dialog>
  )
}

/** 尚未选定: fields of which two texts stand, and nobody has said which is to be sent; nothing goes out until then. */
export function Undecided({ fields, onDecide }: { fields: readonly string[]; onDecide: () => void }) {
  const w = core.use()
  if (fields.length === 0) return null
  return (
    <Note kind="warn">
      <span role="status">{w.conflict.undecided(fields)}</span>{' '}
      <button type="button" className="link" onClick={onDecide}>
        {w.conflict.decide}
      </button>
    </Note>
  )
}
