import { useState } from 'react'
import { useAnswer } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import type { Facts } from './actions/facts.ts'
import { words } from './words/index.ts'

/** 领导批示: the words are read on purpose alone, as each reading is recorded. */
export function CaseInstructions({ facts }: { facts: Facts }) {
  const w = words.use()
  // Another instruction is read by who asks again.
  const [opened, setOpened] = useState(0)
  const days = (facts.supervision?.instructions ?? []).map(({ instructedOn }) => longDate(instructedOn))
  if (days.length === 0) return null
  return (
    <section className="card pad stack" aria-label={w.instructions} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.instructions}</h2>
      {opened === days.length ? (
        <Read proposalId={facts.file.proposalId} />
      ) : (
        <>
          <p>{days.join(' · ')}</p>
          <p className="sub small">{w.instructionsAudited}</p>
          <div>
            <button type="button" className="btn noprint" onClick={() => setOpened(days.length)}>
              {w.readInstructions}
            </button>
          </div>
        </>
      )}
    </section>
  )
}

/** Mounted by who asks to read; what it read goes with it. */
function Read({ proposalId }: { proposalId: string }) {
  const read = useAnswer('proposals.case-supervision', { proposalId }, { recorded: true })
  return (
    <>
      {read.isPending && <LoadingBars rows={2} />}
      <PageRefusal error={read.error} fields={[]} />
      {read.data?.instructions.map((one) => (
        <div key={one.instructionId} className="stack" style={{ '--g': '4px' } as React.CSSProperties}>
          <p className="small mute">
            {longDate(one.instructedOn)} · {one.leaderPost}
          </p>
          <p className="song">{one.text}</p>
        </div>
      ))}
    </>
  )
}
