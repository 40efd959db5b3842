import { useAnswer } from '../../data/use-answer.ts'
import { Seal, type SealState } from '../../elements/seal.tsx'
import { dateTime, dayOf } from '../../look/dates.ts'
import { committeeId } from '../../shell/use-committee.ts'
import { type Compact, convenorOf, offlineSince, sealNameOf, type Side } from './sides.ts'
import { words } from './words/index.ts'

/** 一方一行: what it signed and has still to sign, the head of its chain, and since when it was not heard of. */
export function SideTable({ compact, readsContent }: { compact: Compact; readsContent: boolean }) {
  const w = words.use()
  const { compactId, text, sides } = compact
  const open = useAnswer('joint.decisions', { compactId, limit: 200 }, { enabled: readsContent })
  const waitsFor = (side: string) =>
    (open.data?.items ?? []).filter(
      ({ state, missing }) => (state === 'CIRCULATED' || state === 'COUNTERSIGNING') && missing.includes(side as never),
    ).length
  const year = dayOf(new Date()).slice(0, 4)
  const host = convenorOf(compact, Number(year))
  return (
    <div className="tablewrap">
      <table className="grid cards sides" aria-label={w.sides}>
        <thead>
          <tr>
            <th scope="col">{w.seal}</th>
            <th scope="col">{w.side}</th>
            <th scope="col">{w.signing}</th>
            <th scope="col">{w.head}</th>
            <th scope="col">{w.lastHeard}</th>
          </tr>
        </thead>
        <tbody>
          {sides.map((side) => {
            const { committee, name, head, seq } = side
            return (
              <tr key={committee} data-side={committee}>
                <td>
                  <Seal committee={sealNameOf(name)} state={sealOf(side)} size={44} silent />
                </td>
                <td>
                  <b>{name}</b>
                  <span className="row wrap">
                    {committee === committeeId && <span className="tag blue">{w.own}</span>}
                    {committee === text.upper && <span className="tag">{w.upper}</span>}
                    {committee === host && <span className="tag joint">{w.host(year)}</span>}
                  </span>
                </td>
                <td>
                  <Signed side={side} waits={waitsFor(committee)} />
                </td>
                <td>
                  {head === null ? (
                    <span className="mute">{w.noEntry}</span>
                  ) : (
                    <>
                      <span className="mono" title={head}>
                        {head.slice(0, 4)}…{head.slice(-4)}
                      </span>
                      <div className="small mute">{w.headOf(seq)}</div>
                    </>
                  )}
                </td>
                <td>
                  <Heard side={side} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Signed({ side, waits }: { side: Side; waits: number }) {
  const w = words.use()
  if (side.left) return <b>{w.left}</b>
  if (!side.signedInvitation) return <b>{w.unsigned}</b>
  return (
    <>
      <b className="red">{w.signed}</b>
      {waits > 0 && <div className="small">{w.waitsOf(waits)}</div>}
    </>
  )
}

function Heard({ side }: { side: Side }) {
  const w = words.use()
  const since = offlineSince(side, committeeId)
  if (side.committee === committeeId) return w.here
  if (since !== undefined) return <b className="orange">{w.since(dateTime(since))}</b>
  return side.lastHeard === null ? <span className="mute">{w.never}</span> : dateTime(side.lastHeard)
}

function sealOf(side: Side): SealState {
  if (offlineSince(side, committeeId) !== undefined) return 'offline'
  return side.signedInvitation && !side.left ? 'signed' : 'waiting'
}
