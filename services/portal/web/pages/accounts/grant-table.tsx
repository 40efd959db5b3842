import type { ReactNode } from 'react'
import type { Row } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { core } from '../../words/index.ts'
import { words } from './words/index.ts'

export type Grant = Row<'identity.role-grants'>
const KIND: Record<Grant['state'], string> = { PROPOSED: 'mid', ACTIVE: 'ok', ENDED: 'wait' }

/** Grants with their reason, and who proposed and approved each: nothing of it is one person's. */
export function GrantTable({
  rows,
  withAccount = false,
  approvable,
  chosen,
  onChoose,
  actions,
}: {
  rows: readonly Grant[]
  withAccount?: boolean
  approvable?: readonly Grant[]
  chosen?: ReadonlySet<string>
  onChoose?: (ids: ReadonlySet<string>) => void
  actions?: (grant: Grant) => ReactNode
}) {
  const w = words.use()
  const { roles } = core.use()
  const nameOf = useNames(rows.flatMap(({ unitIds, personId, memberId }) => [...unitIds, personId ?? memberId]))
  const choose = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose?.(next)
  }
  return (
    <div className="tablewrap">
      <table className="grid cards" aria-label={w.grants}>
        <thead>
          <tr>
            {approvable && (
              <th scope="col">
                <span className="heard">{w.choose}</span>
              </th>
            )}
            {withAccount && <th scope="col">{w.account}</th>}
            <th scope="col">{w.role}</th>
            <th scope="col">{w.days}</th>
            <th scope="col">{w.state}</th>
            <th scope="col">{w.reason}</th>
            <th scope="col">{w.hands}</th>
            {actions && (
              <th scope="col">
                <span className="heard">{w.toDo}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((grant) => {
            const { grantId, accountId, userName, personId, memberId, role, unitIds, state, ending } = grant
            const name = nameOf(personId ?? memberId)
            const units = unitIds.flatMap((id) => nameOf(id) ?? [])
            return (
              <tr key={grantId} className={chosen?.has(grantId) ? 'sel' : undefined}>
                {approvable && (
                  <td>
                    {approvable.includes(grant) && (
                      <label>
                        <input
                          type="checkbox"
                          checked={chosen?.has(grantId) ?? false}
                          onChange={() => choose(grantId)}
                        />
                        <span className="heard">{w.chooseOne(userName, roles[role])}</span>
                      </label>
                    )}
                  </td>
                )}
                {withAccount && (
                  <td className="nw">
                    <Go to={`/accounts/${accountId}`}>{userName}</Go>
                    {name && <span className="sub"> {name}</span>}
                  </td>
                )}
                <td>
                  <b>{roles[role]}</b>
                  {units.length > 0 && <span className="sub"> {units.join('、')}</span>}
                </td>
                <td className="nw">
                  {shortDate(grant.fromOn)} – {shortDate(grant.untilOn)}
                </td>
                <td className="nw">
                  <span className={`state ${KIND[state]}`}>
                    {state === 'ENDED' && ending ? w.endings[ending] : w.grantStates[state]}
                  </span>
                </td>
                <td>{grant.reason ?? '—'}</td>
                <td className="small mute">
                  {w.proposed(grant.proposedByName ?? w.system, shortDate(grant.proposedAt))}
                  {grant.approvedAt && (
                    <>
                      <br />
                      {w.approved(grant.approvedByName ?? w.system, shortDate(grant.approvedAt))}
                    </>
                  )}
                </td>
                {actions && <td className="num nw">{actions(grant)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
