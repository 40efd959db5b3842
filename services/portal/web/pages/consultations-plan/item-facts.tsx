import { useNames } from '../../data/names.ts'
import type { Answer } from '../../data/contracts.ts'
import { monthsText } from './year-layout.ts'
import { words } from './words/index.ts'

/** 事项概况 as the plan says it: what about, when, by whom and with whom. */
export function ItemFacts({ item }: { item: Answer<'consultations.plan-item'> }) {
  const w = words.use()
  const nameOf = useNames([item.leaderMemberId])
  const named = (all: readonly { name?: string | undefined }[]) => all.map(({ name }) => name ?? w.unnamed).join('、')
  const facts: readonly [label: string, value: string | undefined][] = [
    [w.time, monthsText(item.months, w) || item.timeLabel || (item.recurrence && w.recurrences[item.recurrence])],
    [w.leadBody, item.leadBody && named([item.leadBody])],
    [w.item.coBodies, named(item.coBodies)],
    [w.item.leader, nameOf(item.leaderMemberId) ?? item.leaderPost],
    [w.counterparts, named(item.counterpartUnits)],
    [w.item.rank, item.counterpartRank && w.ranks[item.counterpartRank]],
    [w.item.participants, named(item.participantBodies)],
    [w.item.partners, item.joint.map(({ compactName, title }) => `${compactName}：${title}`).join('；')],
  ]
  return (
    <section
      className="card pad stack"
      aria-label={w.item.parts.materials}
      style={{ '--g': '10px' } as React.CSSProperties}
    >
      <h2>{w.item.parts.materials}</h2>
      {item.summary !== undefined && <p className="song">{item.summary}</p>}
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
