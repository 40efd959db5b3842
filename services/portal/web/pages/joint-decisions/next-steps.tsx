import type { Role } from '../../data/contracts.ts'
import { Go } from '../../go.tsx'
import { type Action, actionsOf, SIGNERS } from './actions.ts'
import type { Decision, Version } from './versions.ts'
import { words } from './words/index.ts'

/** What stands out: the step that is waited for. */
const FIRST: readonly Action[] = ['countersignature', 'task', 'research']

/** 下一步: what this person can prepare; each is a draft first, and nothing leaves with a press here. */
export function NextSteps({
  decision,
  version,
  own,
  hosts,
  role,
}: {
  decision: Decision
  version: Version
  own: string
  /** The own side is host of the year. */
  hosts: boolean
  role: Role | undefined
}) {
  const w = words.use()
  if (role === undefined || !SIGNERS.includes(role)) return null
  const possible = actionsOf(decision, version, { own, hosts, role })
  const actions = [
    ...possible.filter((action) => FIRST.includes(action)),
    ...possible.filter((action) => !FIRST.includes(action)),
  ]
  const { compactId, decisionId } = decision
  return (
    <section className="card pad stack nextsteps" aria-label={w.next} style={{ '--g': '10px' } as React.CSSProperties}>
      <h2>{w.next}</h2>
      {actions.length === 0 && <p className="small mute">{w.nothingNext}</p>}
      <div className="stack steps" style={{ '--g': '8px' } as React.CSSProperties}>
        {actions.map((action) => (
          <Go
            key={action}
            className={FIRST.includes(action) ? 'btn go' : 'btn'}
            to={`/joint/${compactId}/draft`}
            search={{ ...formOf(action, decision.kind), decision: decisionId, version: version.versionId }}
          >
            {w.actions[action]}
          </Go>
        ))}
      </div>
      {actions.includes('countersignature') && role !== 'CHAIR' && <p className="small mute">{w.chairSigns}</p>}
    </section>
  )
}

const KINDS = { topic: 'topic', record: 'record', 'consolidated-report': 'report' } as const

function formOf(action: Action, kind: Decision['kind']): { kind: string; amends?: true; from?: 'topic' } {
  if (action === 'amendment') return { kind: KINDS[kind as keyof typeof KINDS], amends: true }
  return action === 'record' ? { kind: 'record', from: 'topic' } : { kind: action }
}
