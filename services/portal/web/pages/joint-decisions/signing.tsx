import '../joint/joint.css'
import { Seal, type SealState } from '../../elements/seal.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { committeeId } from '../../shell/use-committee.ts'
import { type Compact, offlineSides, offlineSince, sealNameOf } from '../joint/sides.ts'
import { waitsOf } from './actions.ts'
import { isOpen, type Signer, signersOf, type Standing, standingOf, type Version } from './versions.ts'
import { words } from './words/index.ts'

const SEALS: Record<Standing['state'], SealState> = {
  signed: 'signed',
  refused: 'refused',
  waiting: 'waiting',
  offline: 'offline',
  none: 'waiting',
}

/** 各方签署: one row for each side with what it said to this version, and since when it is away. */
export function Signing({ compact, version, name }: { compact: Compact; version: Version; name: string }) {
  const w = words.use()
  const sides = signersOf(compact, version).filter(
    ({ committee, left }) => !left || version.answers.some((answer) => answer.committee === committee),
  )
  const away = offlineSides(compact, committeeId).filter(({ committee }) => version.missing.includes(committee))
  const waits = waitsOf(version, committeeId)
  return (
    <section className="card" aria-label={w.signingOf(name)}>
      <div className="pad">
        <p className="song saidbig" role="status">
          <Said compact={compact} version={version} name={name} />
        </p>
        <p className="small mute">
          {waits !== 'nothing' && w.waits[waits]} {w.silence}{' '}
          {isOpen(version) && away.length > 0 && w.offlineGoesOn(away.map((side) => side.name).join('、'))}
        </p>
      </div>
      <div className="tablewrap">
        <table className="grid cards answers" aria-label={w.signingOf(name)}>
          <thead>
            <tr>
              <th scope="col">{w.seal}</th>
              <th scope="col">{w.member}</th>
              <th scope="col">{w.signingOf(name)}</th>
              <th scope="col">{w.lastHeard}</th>
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => {
              const standing = standingOf(version, side, committeeId)
              return (
                <tr key={side.committee} data-side={side.committee}>
                  <td>
                    <Seal committee={sealNameOf(side.name)} state={SEALS[standing.state]} size={44} silent />
                  </td>
                  <td>
                    <b>{side.name}</b>
                    <span className="row wrap">
                      {side.committee === committeeId && <span className="tag blue">{w.own}</span>}
                      {side.committee === version.convenor && <span className="tag joint">{w.convenor}</span>}
                      {side.committee === version.issuedBy && <span className="tag">{w.drafter}</span>}
                    </span>
                  </td>
                  <td>
                    <Answered standing={standing} />
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
    </section>
  )
}

/** Where the version stands, with the names of those who are waited for. */
function Said({ compact, version, name }: { compact: Compact; version: Version; name: string }) {
  const w = words.use()
  const sides = signersOf(compact, version)
  const nameOf = (id: string) => sides.find(({ committee }) => committee === id)?.name ?? id
  const names = (ids: readonly string[]) => ids.map(nameOf).join('、')
  const signed = version.signers.length - version.missing.length
  switch (version.state) {
    case 'EFFECTIVE':
      return w.saidEffective(name, version.signers.length)
    case 'CIRCULATED':
    case 'COUNTERSIGNING':
      return signed === 0
        ? w.saidNone(name, names(version.missing))
        : w.saidSigned(name, signed, names(version.missing))
    case 'OBJECTED':
      return w.saidObjected(
        name,
        names(version.answers.filter(({ answer }) => answer === 'refuse').map(({ committee }) => committee)),
      )
    case 'LAPSED':
      return w.saidLapsed(name)
    case 'SUPERSEDED':
      return w.saidSuperseded(name)
  }
}

function Answered({ standing: { state, answer, since } }: { standing: Standing }) {
  const w = words.use()
  switch (state) {
    case 'signed':
      return (
        <>
          <b className="red">{w.signed}</b>
          <div className="small mute">{dateTime(answer!.at)}</div>
          {answer!.approval && (
            <div className="small">
              {w.approval(answer!.approval.organ, answer!.approval.number, longDate(answer!.approval.date))}
            </div>
          )}
        </>
      )
    case 'refused': {
      const how = { answer: w.refused, amendment: w.amendedInstead, leave: w.leftCompact, lapse: w.lapsed }
      return (
        <>
          <b>{how[answer!.by]}</b>
          <div className="small mute">{dateTime(answer!.at)}</div>
          {answer!.reason !== null && <div className="small">{w.reason(answer!.reason)}</div>}
        </>
      )
    }
    case 'offline':
      return (
        <>
          <b className="orange">{w.offline}</b>
          <div className="small mute">{w.since(dateTime(since!))}</div>
        </>
      )
    case 'waiting':
      return <b>{w.waiting}</b>
    case 'none':
      return <span className="mute">{w.notSigner}</span>
  }
}

function Heard({ side }: { side: Signer }) {
  const w = words.use()
  const since = offlineSince(side, committeeId)
  if (side.committee === committeeId) return w.here
  if (since !== undefined) return <b className="orange">{w.since(dateTime(since))}</b>
  return side.lastHeard === null ? <span className="mute">{w.never}</span> : dateTime(side.lastHeard)
}
