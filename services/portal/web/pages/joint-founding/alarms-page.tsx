import './founding.css'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Views } from '../../elements/views.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

type Alarm = Row<'joint.alarms'>

/** 往来异常: what the exchange found wrong, what it means, and what was found out about it. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['compact', 'all'])
  const compactId = one(values.compact)
  const showsAll = values.all !== undefined
  const role = useSession().data?.active?.role
  const [closes, setCloses] = useState<Alarm>()
  const list = useList(
    'joint.alarms',
    { ...(compactId && { compactId }), ...(!showsAll && { open: 'true' }) } as never,
    { size: 50 },
  )
  const compacts = useAnswer('joint.compacts', { limit: 100 })
  const close = useCommand('joint.close-alarm', { onDone: () => setCloses(undefined) })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const nameOf = (id: string) => compacts.data?.items.find((one) => one.compactId === id)?.name ?? '—'
  const sideOf = ({ compactId: id, blamed }: Alarm) =>
    compacts.data?.items.find((one) => one.compactId === id)?.sides.find(({ committee }) => committee === blamed)
      ?.name ?? blamed
  return (
    <>
      <div>
        <p className="small mute">
          <Go to="/joint">{w.compacts}</Go>
        </p>
        <h1>{w.alarms}</h1>
        <p className="sub small">{w.alarmsHint}</p>
      </div>
      <section className="card" aria-label={w.alarms}>
        <Views
          label={w.show}
          isAll={showsAll}
          onAll={() => set({ all: 'true' })}
          views={[{ name: w.openAlarms, isOn: !showsAll, onChoose: () => set({ all: undefined }) }]}
        />
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={4} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="往来" title={w.noAlarms} hint={w.noAlarmsHint} />}
        <ul className="alarms">
          {list.rows.map((alarm) => {
            const { alarmId, what, code, raisedAt, closedAt, finding, blamed, as } = alarm
            const known = Object.hasOwn(w.whats, what) ? w.whats[what as keyof typeof w.whats] : undefined
            return (
              <li key={alarmId}>
                <p className="row wrap">
                  <b>{known ?? what}</b>
                  <span className={`state ${closedAt === null ? 'bad' : 'ok'}`}>
                    {closedAt === null ? w.isOpen : w.isClosed}
                  </span>
                  <span className="small mute">
                    {nameOf(alarm.compactId)} · {dateTime(raisedAt)}
                  </span>
                </p>
                <p className="sub">
                  {Object.hasOwn(w.advice, what) ? w.advice[what as keyof typeof w.advice] : w.adviceElse}
                </p>
                <p className="small mute">
                  {blamed !== null && as !== null && `${w.blamed[as]}：${sideOf(alarm)} · `}
                  <span className="mono">{code}</span>
                </p>
                {finding !== null && <p className="small">{w.finding(finding)}</p>}
                {closedAt === null && role !== 'AUDITOR' && (
                  <button type="button" className="btn sm" onClick={() => setCloses(alarm)}>
                    {w.closeAlarm}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
        <LoadMore list={list} />
      </section>
      <ReasonDialog
        title={w.closeAlarm}
        lead={w.closeLead}
        confirm={w.closeAlarm}
        open={closes !== undefined}
        busy={close.isPending}
        error={close.error}
        limit={500}
        onConfirm={(finding) => closes && close.mutate({ body: { alarmId: closes.alarmId, finding } })}
        onClose={() => setCloses(undefined)}
      />
    </>
  )
}
