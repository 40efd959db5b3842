import { core } from '../words/index.ts'

export interface Version {
  id: string
  label: string
  parents: readonly string[]
  state: 'done' | 'now' | 'live' | 'rival'
}

const STEP = 92
const LANE = 44
const EDGE = 24

/** 版本图: versions from left to right; rivals part, and meet again in the version that names both as its parents. */
export function VersionGraph({ versions, label }: { versions: readonly Version[]; label: string }) {
  const w = core.use()
  const places = placesOf(versions)
  const width = EDGE * 2 + STEP * Math.max(...[...places.values()].map(({ column }) => column))
  const lanes = Math.max(...[...places.values()].map(({ lane }) => lane)) + 1
  const x = (id: string) => EDGE + places.get(id)!.column * STEP
  const y = (id: string) => 16 + places.get(id)!.lane * LANE
  const said = { done: '', now: w.graph.signing, live: w.graph.effective, rival: w.graph.rival }
  const name = versions.map((one) => [one.label, said[one.state]].filter(Boolean).join(' ')).join('，')
  return (
    <svg
      className="vgraph"
      viewBox={`0 0 ${width} ${lanes * LANE + 8}`}
      style={{ maxWidth: width }}
      role="img"
      aria-label={`${label}：${name}`}
    >
      {versions.flatMap(({ id, parents }) =>
        parents
          .filter((parent) => places.has(parent))
          .map((parent) => (
            <path
              key={`${parent} ${id}`}
              className="edge"
              d={`M${x(parent)} ${y(parent)} C ${x(parent) + 40} ${y(parent)}, ${x(id) - 40} ${y(id)}, ${x(id)} ${y(id)}`}
            />
          )),
      )}
      {versions.map(({ id, label: text, state }) => (
        <g key={id} className={state}>
          <circle cx={x(id)} cy={y(id)} r={8} />
          <text x={x(id)} y={y(id) + 24} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** A column after its latest parent; within a column one lane each, rivals below each other. */
function placesOf(versions: readonly Version[]): Map<string, { column: number; lane: number }> {
  const places = new Map<string, { column: number; lane: number }>()
  const taken = new Map<number, number>()
  for (const { id, parents } of versions) {
    const column = 1 + Math.max(-1, ...parents.map((parent) => places.get(parent)?.column ?? -1))
    const lane = taken.get(column) ?? 0
    taken.set(column, lane + 1)
    places.set(id, { column, lane })
  }
  return places
}

export interface Clause {
  key: string
  parts: readonly { text: string; change?: 'added' | 'removed' }[]
  /** Where a change came from: 秀洲 提出. */
  mark?: string
}

/** 差异: clause by clause with line numbers; n and p go from change to change. */
export function Difference({ clauses, label }: { clauses: readonly Clause[]; label: string }) {
  const w = core.use()
  const jump = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'n' && event.key !== 'p') return
    const changes = [...event.currentTarget.querySelectorAll<HTMLElement>('ins,del')]
    const at = changes.indexOf(document.activeElement as HTMLElement)
    const next = changes[event.key === 'n' ? at + 1 : at < 0 ? changes.length - 1 : at - 1]
    next?.focus()
  }
  const changed = clauses.some(({ parts }) => parts.some(({ change }) => change))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys go from change to change
    <section className="difference" aria-label={label} onKeyDown={jump}>
      {!changed && <p className="mute">{w.difference.none}</p>}
      {clauses.map(({ key, parts, mark }, number) => (
        <p key={key}>
          <span className="ln" aria-hidden="true">
            {number + 1}
          </span>
          {parts.map(({ text, change }, at) => {
            const part = `${key} ${at}`
            if (change === 'added')
              return (
                <ins key={part} tabIndex={0}>
                  <span className="heard">{w.difference.added}</span>
                  {text}
                </ins>
              )
            if (change === 'removed')
              return (
                <del key={part} tabIndex={0}>
                  <span className="heard">{w.difference.removed}</span>
                  {text}
                </del>
              )
            return <span key={part}>{text}</span>
          })}
          {mark && <span className="mk">{mark}</span>}
        </p>
      ))}
    </section>
  )
}
