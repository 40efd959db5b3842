import { useState } from 'react'
import { CommandForm } from '../../elements/command-form.tsx'
import { dayOf } from '../../look/dates.ts'
import { useAddress } from '../../data/address.ts'
import { words } from './words/index.ts'

/** 开始编制: this year's plan or the next, whichever there is none of yet. */
export function OpenPlan({ years }: { years: readonly number[] }) {
  const w = words.use()
  const { set } = useAddress(['year'])
  const [open, setOpen] = useState<number>()
  const thisYear = Number(dayOf(new Date()).slice(0, 4))
  const free = [thisYear, thisYear + 1].filter((year) => !years.includes(year))
  if (free.length === 0) return null
  return (
    <section className="card pad stack noprint" style={{ '--g': '10px' } as React.CSSProperties}>
      <div className="row wrap">
        {free.map((year) => (
          <button
            type="button"
            key={year}
            className="btn"
            aria-expanded={open === year}
            onClick={() => setOpen(open === year ? undefined : year)}
          >
            {w.openPlan(year)}
          </button>
        ))}
      </div>
      {open !== undefined && (
        <CommandForm
          key={open}
          command="consultations.open-plan"
          fixed={{ year: open }}
          fields={[{ kind: 'line', name: 'title', label: w.planTitle, limit: 100, value: w.planTitleOf(open) }]}
          submit={w.confirm(w.openPlan(open))}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined)
            set({ year: String(open) })
          }}
        />
      )}
    </section>
  )
}
