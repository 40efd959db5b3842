import type { Answer } from '../../data/contracts.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { Go } from '../../go.tsx'
import { AmendItem } from './amend-item.tsx'
import { useItem } from './use-item.ts'
import type { PlanRow } from './year-layout.ts'
import { words } from './words/index.ts'

/** 所选事项: its phases, whom it involves, and the way to change it by a decision. */
export function ItemPanel({ item, plan }: { item: PlanRow; plan: Answer<'consultations.plan'> }) {
  const w = words.use()
  const { item: whole, phases } = useItem(item.itemId)
  const sides = [
    item.leadBody?.name && w.leadBy(item.leadBody.name),
    item.counterpartUnits.length > 0 &&
      w.withUnits(item.counterpartUnits.map(({ name }) => name ?? w.unnamed).join('、')),
  ].filter(Boolean)
  return (
    <section className="card noprint" aria-label={item.topic}>
      <div className="head wrap">
        <h2>{item.topic}</h2>
        {item.form && <span className="tag">{w.forms[item.form]}</span>}
        <span className="mute small">{sides.join(' · ')}</span>
        <Go className="push small" to={`/consultations/items/${item.itemId}`}>
          {w.open}
        </Go>
      </div>
      <div className="pad stack">
        {whole.data ? <PhaseBar label={w.phaseBar} phases={phases(w)} /> : <LoadingBars rows={2} />}
        {whole.data?.next.some(({ command }) => command === 'consultations.amend-plan') && (
          <AmendItem key={item.itemId} item={whole.data} plan={plan} />
        )}
      </div>
    </section>
  )
}
