import './home.css'
import { Suspense } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Role } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Views } from '../../elements/views.tsx'
import { Go } from '../../go.tsx'
import { dateWithWeekday } from '../../look/dates.ts'
import { Watch } from '../consultations-sessions/watch.tsx'
import { type Group, GROUPS } from './due-group.ts'
import { Fresh } from './fresh.tsx'
import { NextSessions } from './next-sessions.tsx'
import type { Kind, Task } from './tasks.ts'
import { useTasks } from './use-tasks.ts'
import { words } from './words/index.ts'

/** 首页: what waits for the viewer in this role, of all services, by when it is due; the next sessions; what was told last. */
export function Page() {
  const role = useSession().data?.active?.role
  return role === undefined ? <LoadingBars /> : <Desk role={role} />
}

function Desk({ role }: { role: Role }) {
  const w = words.use()
  const { values, set, clear } = useAddress(['group', 'kind'])
  const group = GROUPS.find((known) => known === one(values.group))
  const asked = one(values.kind)
  const kind = asked !== undefined && asked in w.kinds ? (asked as Kind) : undefined
  const { tasks, counts, grants, more, isPending, isError } = useTasks(
    role,
    { group, kind },
    (known) => known in w.ofProposals,
    w.untitled,
  )
  const watched = tasks.slice(0, 20).flatMap(({ watch }) => watch ?? [])
  return (
    <div className="deskhome">
      <div className="waiting">
        <div>
          <h1>{w.title}</h1>
          <p className="sub">{w.today(dateWithWeekday(new Date()))}</p>
        </div>
        {(role === 'UNIT_HANDLER' || role === 'UNIT_LEADER') && <Watch paths={[...new Set(watched)]} />}
        {isError && <Note kind="warn">{w.partUnread}</Note>}
        {!isPending && (
          <section className="card pad" id="list" aria-label={w.toDo}>
            <SentenceOfCounts
              lead={w.lead}
              tail={counts.total > 0 ? w.tail : w.alone}
              total={{ count: counts.total, unit: w.pieces, current: !group && !kind, onChoose: clear }}
              parts={GROUPS.flatMap((key) => {
                const count = counts.groups.get(key)
                const onChoose = () => set({ group: group === key ? undefined : key })
                return count === undefined
                  ? []
                  : [{ key, label: w.groups[key], count, current: group === key, onChoose }]
              })}
            />
            {counts.kinds.size > 1 && (
              <Views
                label={w.byKind}
                isAll={kind === undefined}
                onAll={() => set({ kind: undefined })}
                views={[...counts.kinds].map(([key, count]) => ({
                  name: `${w.kinds[key]} ${count}`,
                  isOn: kind === key,
                  onChoose: () => set({ kind: kind === key ? undefined : key }),
                }))}
              />
            )}
          </section>
        )}
        {grants > 0 && (
          <Note>
            <Go to="/accounts/grants" search={{ state: 'PROPOSED' }}>
              {w.grants(grants)}
            </Go>
          </Note>
        )}
        {isPending && <LoadingBars rows={6} />}
        {!isPending && !isError && tasks.length === 0 && (
          <section className="card">
            <EmptyState mark="待办" title={counts.total > 0 ? w.noneChosen : w.none} hint={w.noneHint} />
          </section>
        )}
        {GROUPS.map((key) => (
          <Part key={key} group={key} tasks={tasks.filter((task) => task.group === key)} />
        ))}
        {more && (
          <Go className="btn" to="/proposals/to-do">
            {w.more}
          </Go>
        )}
      </div>
      <aside className="besideswork">
        <NextSessions />
        <Suspense>
          <Fresh role={role} />
        </Suspense>
      </aside>
    </div>
  )
}

function Part({ group, tasks }: { group: Group; tasks: readonly Task[] }) {
  const w = words.use()
  if (tasks.length === 0) return null
  return (
    <section className="card" aria-label={w.groups[group]}>
      <div className="head">
        <h2 className={group === 'OVERDUE' ? 'over' : undefined}>{w.groups[group]}</h2>
        <span className="mute small">{tasks.length}</span>
      </div>
      <ul className="duties">
        {tasks.map((task) => (
          <li key={task.key}>
            <span className="tag">{w.kinds[task.kind]}</span>
            <span className="what">
              <Go to={task.to}>{task.title}</Go>
              {task.note !== undefined && <span className="small mute">{task.note}</span>}
            </span>
            {task.dueAt !== undefined && (
              <span className="push">
                <DueChip dueAt={task.dueAt} light={task.light} icon={false} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
