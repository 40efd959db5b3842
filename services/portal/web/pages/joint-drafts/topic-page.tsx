import { one, useAddress } from '../../data/address.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

/** 提为联动议题: an item of the own plan becomes a topic of one of the compacts; which one is chosen here. */
export function Page() {
  const w = words.use()
  const { values } = useAddress(['item'])
  const itemId = one(values.item)
  const item = useAnswer('consultations.plan-item', { itemId: itemId! }, { enabled: itemId !== undefined })
  const compacts = useAnswer('joint.compacts', { limit: 100 })
  if (item.error && !item.data) return <PageFault error={item.error} />
  if (compacts.error && !compacts.data) return <PageFault error={compacts.error} />
  if (!compacts.data) return <LoadingBars rows={4} />
  const open = compacts.data.items.filter(({ stage }) => stage === 'IN_FORCE' || stage === 'AMENDING')
  return (
    <>
      <div>
        <p className="small mute">{item.data?.topic}</p>
        <h1>{w.toTopic}</h1>
        <p className="sub small">{w.toTopicHint}</p>
      </div>
      <section className="card" aria-label={w.compact}>
        {open.length === 0 ? (
          <EmptyState mark="联动" title={w.noCompacts} hint={w.noCompactsHint}>
            <Go className="btn" to="/joint">
              {w.toCompacts}
            </Go>
          </EmptyState>
        ) : (
          <ul className="pad stack" style={{ '--g': '14px' } as React.CSSProperties}>
            {open.map(({ compactId, name, sides }) => (
              <li key={compactId}>
                <Go
                  to={`/joint/${compactId}/draft`}
                  search={{ kind: 'topic', ...(itemId !== undefined && { item: itemId }) }}
                >
                  {name}
                </Go>
                <div className="small mute">{sides.map((side) => side.name).join('、')}</div>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
