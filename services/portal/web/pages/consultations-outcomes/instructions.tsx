import { useState } from 'react'
import type { Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { NextSteps } from '../../elements/next-steps.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import { correctionOf } from './outcome-steps.ts'
import { words } from './words/index.ts'

const READERS: readonly Role[] = ['STAFF_OFFICE', 'CHAIR', 'UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE']

/** 领导批示: the words are read on purpose alone, as each reading is recorded. */
export function Instructions({ outcomeId, role }: { outcomeId: string; role: Role | undefined }) {
  const w = words.use()
  const [open, setOpen] = useState(false)
  const mayRead = role !== undefined && READERS.includes(role)
  return (
    <section className="card pad stack" aria-label={w.instructions} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.instructions}</h2>
      {!mayRead && <p className="sub small">{w.instructionsClosed}</p>}
      {mayRead && !open && (
        <>
          <p className="sub small">{w.instructionsAudited}</p>
          <div>
            <button type="button" className="btn noprint" onClick={() => setOpen(true)}>
              {w.readInstructions}
            </button>
          </div>
        </>
      )}
      {open && mayRead && <Read outcomeId={outcomeId} role={role} onCorrected={() => setOpen(false)} />}
    </section>
  )
}

/** Mounted by who asks to read; what it read goes with it, and is asked for anew by who reads again. */
function Read({ outcomeId, role, onCorrected }: { outcomeId: string; role: Role; onCorrected: () => void }) {
  const w = words.use()
  const read = useAnswer('consultations.outcome-instructions', { outcomeId }, { recorded: true })
  return (
    <>
      {read.isPending && <LoadingBars rows={2} />}
      <PageRefusal error={read.error} fields={[]} />
      {read.data?.items.map((one) => (
        <div key={one.instructionId} className="stack" style={{ '--g': '4px' } as React.CSSProperties}>
          <p className="small mute">
            {longDate(one.instructedOn)} · {one.leaderPost}
            {one.correctedAt !== undefined && ` · ${w.corrected(longDate(one.correctedAt))}`}
          </p>
          <p className="song">{one.text}</p>
          {role === 'CHAIR' && (
            <NextSteps
              plain
              title={w.instructions}
              done={w.done}
              confirm={w.confirm}
              onDone={onCorrected}
              steps={[correctionOf(outcomeId, read.data.version, one, () => void read.refetch(), w)]}
            />
          )}
        </div>
      ))}
    </>
  )
}
