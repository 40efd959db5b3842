import './visits.css'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Dialog } from '../../elements/dialog.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { dateTime, dayOf } from '../../look/dates.ts'
import { keepKit, kitOf } from './device.ts'
import { type Draft, emptyFinding, owedOf } from './draft.ts'
import { addDraft, discardDraft, useDrafts } from './drafts.ts'
import { type FieldKit, type FieldProject, readKit } from './field-kit.ts'
import { keepSending } from './outbox.ts'
import { words } from './words/index.ts'

/** 监督走访: what lies on this device, what can be visited, what was planned and what was recorded. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const owner = session?.accountId ?? ''
  const drafts = useDrafts(owner)
  const { kit, fault } = useKit(owner)
  const begin = useBegin(owner, session?.memberId)
  const planned = useAnswer('supervision.visits', { state: ['PLANNED'], limit: 20 }, { keep: true })
  useEffect(() => keepSending(owner), [owner])
  // There may be no line any more when a visit begins.
  useEffect(() => void import('./entry-page.tsx'), [])
  const open = drafts?.filter(({ state }) => state !== 'SENT') ?? []
  return (
    <>
      <div>
        <h1>{w.title}</h1>
        {kit && <p className="sub">{w.lead(kit.projects.length)}</p>}
      </div>
      {open.length > 0 && (
        <section className="card">
          <h2>{w.onDevice}</h2>
          <ul className="visits">
            {open.map((draft) => (
              <DraftRow key={draft.visitId} draft={draft} />
            ))}
          </ul>
        </section>
      )}
      {!kit && (fault ? <Note kind="warn">{w.kitUnread}</Note> : <LoadingBars />)}
      {kit?.projects.map((project) => (
        <section className="card todo" key={`${project.projectId} ${project.groupId}`}>
          <p className="small mute">
            {w.forms[project.form]} · {project.groupName}
          </p>
          <h2 className="song">
            <Title text={project.topic} />
          </h2>
          <p className="small sub">
            {project.units.map(({ name }) => name).join('、')}
            <br />
            {w.visitsOf(project.visits)}
          </p>
          {planned.data?.items
            .filter(({ projectId, groupId }) => projectId === project.projectId && groupId === project.groupId)
            .map((visit) => (
              <PlannedRow key={visit.visitId} visit={visit} onBegin={() => begin(project, visit)} />
            ))}
          <button type="button" className="btn go big" onClick={() => begin(project)}>
            {w.begin}
          </button>
        </section>
      ))}
      {kit && <p className="small mute foot">{w.kitAge(dateTime(kit.readAt))}</p>}
      <Recorded />
    </>
  )
}

/** The one on the device first, then the one that the services tell; without a line the first stays. */
function useKit(owner: string) {
  const [kit, setKit] = useState<FieldKit>()
  const [fault, setFault] = useState(false)
  useEffect(() => {
    if (owner === '') return
    let gone = false
    const show = (found: FieldKit | undefined) => !gone && found && setKit(found)
    const read = () =>
      readKit(owner, dayOf(new Date())).then(
        async (found) => {
          await keepKit(found)
          show(found)
        },
        () => !gone && setFault(true),
      )
    void kitOf(owner).then(show).then(read)
    return () => void (gone = true)
  }, [owner])
  return { kit, fault }
}

function useBegin(owner: string, memberId: string | undefined) {
  const navigate = useNavigate()
  return (project: FieldProject, planned?: Row<'supervision.visits'>) => {
    const visitId = planned?.visitId ?? crypto.randomUUID()
    const onlyUnit = project.units.length === 1 ? project.units[0]!.id : ''
    const now = new Date().toISOString()
    const draft: Draft = {
      visitId,
      owner,
      projectId: project.projectId,
      groupId: project.groupId,
      topic: project.topic,
      kind: planned?.kind ?? 'OPEN_VISIT',
      place: planned?.place ?? '',
      heldAt: now,
      memberIds: memberId === undefined ? [] : [memberId],
      notes: '',
      findings: [emptyFinding(crypto.randomUUID(), onlyUnit)],
      savedAt: now,
      state: 'WRITING',
    }
    void addDraft(draft).then(() => navigate({ to: `/m/visits/${visitId}/entry` as never }))
  }
}

function DraftRow({ draft }: { draft: Draft }) {
  const w = words.use()
  const [asked, setAsked] = useState(false)
  const standing = draft.state === 'WAITING' ? (navigator.onLine ? 'SENDING' : 'OFFLINE') : 'WRITING'
  return (
    <li>
      <Go to={`/m/visits/${draft.visitId}/entry`}>
        <b>{draft.place === '' ? draft.topic : draft.place}</b>
        <span className="row between small">
          <span className="mute">
            {dateTime(draft.heldAt)} · {w.queue(owedOf(draft))}
          </span>
          <span className={standing === 'OFFLINE' ? 'state wait' : 'state do'}>{w.sending[standing]}</span>
        </span>
      </Go>
      <div className="row between">
        <Go to={`/m/visits/${draft.visitId}/entry`} className="btn">
          {w.resume}
        </Go>
        {!draft.recorded && (
          <button type="button" className="link small" onClick={() => setAsked(true)}>
            {w.discard}
          </button>
        )}
      </div>
      <Dialog
        open={asked}
        title={w.discard}
        onClose={() => setAsked(false)}
        foot={
          <>
            <button type="button" className="btn" onClick={() => void discardDraft(draft.visitId)}>
              {w.discardYes}
            </button>
            <button type="button" className="btn go" onClick={() => setAsked(false)}>
              {w.keep}
            </button>
          </>
        }
      >
        <p>{w.discardAsk}</p>
      </Dialog>
    </li>
  )
}

function PlannedRow({ visit, onBegin }: { visit: Row<'supervision.visits'>; onBegin: () => void }) {
  const w = words.use()
  return (
    <div className="row between wrap">
      <span>
        <b>{visit.startsAt && dateTime(visit.startsAt)}</b> {visit.place}
        <span className="small mute"> {w.kinds[visit.kind]}</span>
      </span>
      <button type="button" className="btn" onClick={onBegin}>
        {w.beginPlanned}
      </button>
    </div>
  )
}

function Recorded() {
  const w = words.use()
  const list = useList('supervision.visits', { state: ['HELD', 'CANCELLED'] }, { size: 20 })
  if (list.isPending || !list.first) return null
  return (
    <section className="card">
      <div className="row between">
        <h2>{w.done}</h2>
        <Go to="/m/issues">{w.issues}</Go>
      </div>
      {list.total === 0 && <EmptyState mark="走访" title={w.noVisits} hint={w.noVisitsHint} />}
      <ul className="visits">
        {list.rows.map((visit) => (
          <li key={visit.visitId}>
            <Go to={`/m/visits/${visit.visitId}`}>
              <b>{visit.place ?? visit.topic}</b>
              <span className="small mute">
                {visit.heldAt && `${dateTime(visit.heldAt)} · `}
                {w.kinds[visit.kind]} · {visit.state === 'HELD' ? w.findings(visit.findings) : w.states[visit.state]}
              </span>
            </Go>
          </li>
        ))}
      </ul>
      <LoadMore list={list} size="big" />
    </section>
  )
}
