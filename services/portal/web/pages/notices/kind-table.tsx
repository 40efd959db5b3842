import { Fragment } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { groupOf, GROUPS } from './groups.ts'
import { words } from './words/index.ts'

type Own = Answer<'notices.choices'>
type Muted = Own['muted']
type Kind = Own['kinds'][number]
type Way = Muted[number]['way']

const WAYS: readonly Way[] = ['MAIL', 'ROBOT']

/** 通知类别 by way: what is ticked is sent. All of it stands on the page. */
export function KindTable({
  kinds,
  muted,
  ways,
  onChange,
}: {
  kinds: readonly Kind[]
  muted: Muted
  ways: Readonly<Record<Way, boolean>>
  onChange: (muted: Muted) => void
}) {
  const w = words.use()
  const isMuted = (way: Way, kind: Kind) => muted.some((one) => one.way === way && one.kind === kind)
  const toggle = (way: Way, kind: Kind) =>
    onChange(
      isMuted(way, kind) ? muted.filter((one) => one.way !== way || one.kind !== kind) : [...muted, { way, kind }],
    )
  if (kinds.length === 0) return <p className="mute">{w.noKinds}</p>
  return (
    <table className="kinds" aria-label={w.what}>
      <thead>
        <tr>
          <th scope="col">{w.kind}</th>
          {WAYS.map((way) => (
            <th scope="col" key={way}>
              {w.ways[way]}
              {!ways[way] && <div className="small mute">{w.notSet}</div>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {GROUPS.filter((group) => kinds.some((kind) => groupOf(kind) === group)).map((group) => (
          <Fragment key={group}>
            <tr>
              <th scope="colgroup" colSpan={3}>
                {w.groups[group]}
              </th>
            </tr>
            {kinds
              .filter((kind) => groupOf(kind) === group)
              .map((kind) => (
                <tr key={kind}>
                  <th scope="row">{w.kinds[kind]}</th>
                  {WAYS.map((way) => (
                    <td key={way}>
                      <input
                        type="checkbox"
                        aria-label={`${w.ways[way]}：${w.kinds[kind]}`}
                        checked={!isMuted(way, kind)}
                        onChange={() => toggle(way, kind)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
