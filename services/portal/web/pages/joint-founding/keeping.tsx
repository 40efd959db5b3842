import './founding.css'
import { useState } from 'react'
import { leadsOn } from '../../areas.ts'
import { useSession } from '../../data/session.ts'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import type { Compact } from '../joint/sides.ts'
import { committeeId } from '../../shell/use-committee.ts'
import { Bundles } from './bundles.tsx'
import { ConfirmRecovery } from './confirm-recovery.tsx'
import { Inviting } from './joining.tsx'
import { words } from './words/index.ts'

/** 往来与恢复: the way to the hub, what was found wrong, and how a lost chain begins anew; each for who may do it. */
export function Keeping({ compact }: { compact: Compact }) {
  const w = words.use()
  const role = useSession().data?.active?.role
  const [orders, setOrders] = useState(false)
  const { compactId, hub, openAlarms, recovering, recoveries, recoveryOrders, sides, stage } = compact
  const isOperator = role === 'OPS'
  const mayOrder = (role === 'STAFF_OFFICE' || role === 'CHAIR') && recovering
  const seesAlarms = role !== undefined && leadsOn('/joint/alarms', role) && openAlarms > 0
  const asked = recoveries.filter(({ state, missing }) => state === 'OPEN' && missing.includes(committeeId as never))
  const exchanges = role === 'STAFF_OFFICE' || isOperator
  const isStaff = role === 'STAFF_OFFICE' || role === 'STAFF_CONSULTATION'
  const isMember = sides.some(({ committee, left }) => committee === committeeId && !left)
  const mayChange = isMember && (isStaff || role === 'CHAIR') && (stage === 'IN_FORCE' || stage === 'AMENDING')
  if (stage === 'SIGNING') return null
  if (!isOperator && !mayOrder && !seesAlarms && !mayChange && !exchanges && recoveryOrders.length === 0) return null
  return (
    <section className="card pad stack" aria-label={w.keeping} style={{ '--g': '14px' } as React.CSSProperties}>
      <h2>{w.keeping}</h2>
      {seesAlarms && (
        <p>
          <Go to="/joint/alarms" search={{ compact: compactId }}>
            {w.toAlarms(openAlarms)}
          </Go>
        </p>
      )}
      {mayChange && (
        <p className="row wrap">
          <Go className="btn sm" to={`/joint/${compactId}/draft`} search={{ kind: 'key' }}>
            {w.changeKey}
          </Go>
          {isStaff && (
            <>
              <Go className="btn sm" to={`/joint/${compactId}/draft`} search={{ kind: 'compact-text' }}>
                {w.amendText}
              </Go>
              <Go className="btn sm" to={`/joint/${compactId}/draft`} search={{ kind: 'rotation' }}>
                {w.rotate}
              </Go>
              <Go className="btn sm" to={`/joint/${compactId}/draft`} search={{ kind: 'leave' }}>
                {w.leave}
              </Go>
            </>
          )}
        </p>
      )}
      {(isStaff || role === 'CHAIR') &&
        asked.map(({ entryId, committee }) => (
          <p key={entryId} className="row wrap">
            <span>{w.asksRecovery(sides.find((side) => side.committee === committee)?.name ?? committee)}</span>
            <Go to={`/joint/${compactId}/draft`} search={{ kind: 'recovery', about: entryId }}>
              {w.confirmTheirs}
            </Go>
            <Go to={`/joint/${compactId}/draft`} search={{ kind: 'recovery-refusal', about: entryId }}>
              {w.refuseTheirs}
            </Go>
          </p>
        ))}
      {mayChange && isStaff && <Inviting compact={compact} />}
      {exchanges && <Bundles compact={compact} />}
      {isOperator && <Hub compactId={compactId} url={hub?.url ?? ''} />}
      {recoveryOrders.map((order) => (
        <div key={order.orderId} className="stack" style={{ '--g': '8px' } as React.CSSProperties}>
          <Note kind="warn">{w.ordered(dateTime(order.orderedAt), order.reason)}</Note>
          {role === 'CHAIR' && <ConfirmRecovery compactId={compactId} orderId={order.orderId} />}
        </div>
      ))}
      {mayOrder && recoveryOrders.length === 0 && (
        <>
          <p className="sub">{w.recoveryHint}</p>
          {orders ? (
            <CommandForm
              command="joint.order-recovery"
              fixed={{ compactId }}
              fields={[{ kind: 'text', name: 'reason', label: w.reason, limit: 4000 }]}
              submit={w.orderRecovery}
              danger
              onDone={() => setOrders(false)}
              onClose={() => setOrders(false)}
            />
          ) : (
            <div>
              <button type="button" className="btn" onClick={() => setOrders(true)}>
                {w.orderRecovery}
              </button>
            </div>
          )}
        </>
      )}
    </section>
  )
}

/** 接入交换节点, by an operator: its address, and what is published again after a hub was lost. */
function Hub({ compactId, url }: { compactId: string; url: string }) {
  const w = words.use()
  const recarry = useCommand('joint.recarry-entries')
  return (
    <>
      <CommandForm
        key={url}
        command="joint.connect-hub"
        fixed={{ compactId }}
        fields={[
          { kind: 'line', name: 'url', label: w.hubUrl, limit: 300, value: url, hint: w.hubHint, optional: true },
        ]}
        body={(typed) => ({ url: typed['url'] ?? null })}
        submit={w.connect}
      />
      <div className="row wrap">
        <button
          type="button"
          className="btn"
          disabled={recarry.isPending}
          aria-busy={recarry.isPending}
          onClick={() => recarry.mutate({ body: { compactId: compactId as never } })}
        >
          {w.recarry}
        </button>
        <span className="small mute">{recarry.isSuccess ? w.recarried : w.recarryHint}</span>
      </div>
      <PageRefusal error={recarry.error} fields={[]} />
    </>
  )
}
