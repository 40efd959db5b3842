import { FileList } from '../../elements/file-list.tsx'
import { NextSteps } from '../../elements/next-steps.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { type Group, VISIT_LOOKS } from './looks.ts'
import { type Options, type Viewer, visitSteps } from './research-steps.ts'
import { words } from './words/index.ts'

/** 调研走访: where the group goes, who came and what was seen. */
export function Visits({
  group,
  viewer,
  inGroup,
  nameOf,
  card,
}: {
  group: Group
  viewer: Viewer
  inGroup: Options
  nameOf: (id: string | undefined) => string | undefined
  card: string
}) {
  const w = words.use()
  const names = (ids: readonly string[]) => ids.map((id) => nameOf(id) ?? w.unnamed).join('、')
  return (
    <section className={card} aria-label={w.visits} style={{ '--g': '14px' } as React.CSSProperties}>
      <h2>{w.visits}</h2>
      {group.visitList.length === 0 && <p className="mute small">{w.noVisits}</p>}
      {group.visitList.map((visit) => (
        <article key={visit.visitId} className="stack visited" style={{ '--g': '4px' } as React.CSSProperties}>
          <p className="row wrap">
            <b>{visit.place}</b>
            <span className={`state ${VISIT_LOOKS[visit.state]} small`}>{w.visitStates[visit.state]}</span>
            <span className="mute small">
              {dateWithWeekday(visit.heldAt ?? visit.startsAt)} {clockTime(visit.heldAt ?? visit.startsAt)}
            </span>
          </p>
          <p className="sub">{visit.purpose}</p>
          {visit.unitIds.length > 0 && <p className="small mute">{w.at(names(visit.unitIds))}</p>}
          {visit.memberIds.length > 0 && <p className="small mute">{w.with(names(visit.memberIds))}</p>}
          {visit.notes !== undefined && <p className="prose">{visit.notes}</p>}
          {visit.reason !== undefined && <p className="sub small">{w.because(visit.reason)}</p>}
          {visit.files.length > 0 && <FileList service="consultations" files={visit.files} />}
          <NextSteps
            plain
            title={w.stepsOf(visit.place)}
            steps={visitSteps(group, visit, viewer, inGroup, w)}
            done={w.done}
            confirm={w.confirm}
          />
        </article>
      ))}
    </section>
  )
}
