import './visits.css'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useSession } from '../../data/session.ts'
import { Icon } from '../../elements/icon.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime } from '../../look/dates.ts'
import { dropPhoto, kitOf } from './device.ts'
import { type Draft, emptyFinding, type Finding, isBlank, missingIn, owedOf } from './draft.ts'
import { changeDraft, useDrafts } from './drafts.ts'
import type { FieldKit } from './field-kit.ts'
import { FindingCard } from './finding-card.tsx'
import { keepSending, send } from './outbox.ts'
import { Queue } from './queue.tsx'
import { VisitCard } from './visit-card.tsx'
import { words } from './words/index.ts'

/** 监督走访记录: filled in on the spot; every key goes to the device, and to the service when there is a line. */
export function Page() {
  const w = words.use()
  const { visitId }: { visitId?: string } = useParams({ strict: false })
  const { data: session } = useSession()
  const owner = session?.accountId ?? ''
  const drafts = useDrafts(owner)
  const [kit, setKit] = useState<FieldKit>()
  useEffect(() => keepSending(owner), [owner])
  useEffect(() => void kitOf(owner).then(setKit), [owner])
  const draft = drafts?.find((one) => one.visitId === visitId)
  if (!drafts) return <LoadingBars />
  if (!draft) {
    return (
      <section className="card">
        <EmptyState mark="走访" title={w.noDraft} hint={w.noDraftHint}>
          <Go to="/m/visits" className="btn">
            {w.title}
          </Go>
        </EmptyState>
      </section>
    )
  }
  return <Entry draft={draft} kit={kit} />
}

function Entry({ draft, kit }: { draft: Draft; kit: FieldKit | undefined }) {
  const w = words.use()
  const { visitId } = draft
  const project = kit?.projects.find(
    ({ projectId, groupId }) => projectId === draft.projectId && groupId === draft.groupId,
  )
  const [openId, setOpenId] = useState(() => draft.findings.at(-1)?.findingId)
  const [asked, setAsked] = useState(false)
  const [dropped, setDropped] = useState<{ finding: Finding; at: number }>()
  const [fault, setFault] = useState<string>()
  const form = useRef<HTMLDivElement>(null)
  const missing = asked ? missingIn(draft) : []
  const change = (make: (draft: Draft) => Draft) =>
    void changeDraft(visitId, make).then(
      () => setFault(undefined),
      () => setFault(w.deviceFull),
    )
  const changeFinding = (findingId: string, make: (finding: Finding) => Finding) =>
    change((one) => ({ ...one, findings: one.findings.map((f) => (f.findingId === findingId ? make(f) : f)) }))
  const firstUnit = project?.units.length === 1 ? project.units[0]!.id : ''
  const add = () => {
    const finding = emptyFinding(crypto.randomUUID(), firstUnit)
    change((one) => ({ ...one, findings: [...one.findings.filter((f) => !isBlank(f)), finding] }))
    setOpenId(finding.findingId)
    setAsked(false)
  }
  const end = () => {
    const [first] = missingIn(draft)
    if (first) {
      setAsked(true)
      if (first.findingId !== undefined) setOpenId(first.findingId)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    forgetDropped()
    void changeDraft(visitId, ({ refused: _, ...one }) => ({
      ...one,
      findings: one.findings.filter((f) => !isBlank(f)).map(({ refused: __, ...f }) => f),
      state: 'WAITING',
    })).then(send)
    scrollTo({ top: 0 })
  }
  /** Until then it could be taken back with its photos. */
  const forgetDropped = () => {
    for (const { photoId } of dropped?.finding.photos ?? []) void dropPhoto(photoId)
    setDropped(undefined)
  }
  const at = draft.findings.findIndex(({ findingId }) => findingId === openId)
  const open = draft.findings[at]
  const isWriting = draft.state === 'WRITING'
  return (
    <div className="stack" style={{ '--g': '12px' } as React.CSSProperties} ref={form}>
      <header className="phead ownhead">
        <Go to="/m/visits" aria-label={w.back}>
          <Icon name="back" />
        </Go>
        <b>{w.entry}</b>
        <span className="push small mute nw">
          <Icon name="check" /> {w.saved(clockTime(draft.savedAt))}
        </span>
      </header>
      <div>
        <p className="small mute">{project && w.nth(w.forms[project.form] ?? project.form, project.visits + 1)}</p>
        <h1 className="song">
          <Title text={draft.topic} />
        </h1>
      </div>
      {fault !== undefined && <Note kind="bad">{fault}</Note>}
      {draft.state === 'SENT' && <Sent draft={draft} />}
      {draft.state === 'WAITING' && <Note>{w.waitingNote}</Note>}
      {draft.state !== 'SENT' && (
        <VisitCard
          draft={draft}
          members={project?.members ?? []}
          missing={missing}
          locked={!isWriting || draft.recorded === true}
          onChange={change}
        />
      )}
      {open && isWriting && (
        <FindingCard
          key={open.findingId}
          number={at + 1}
          finding={open}
          units={project?.units ?? []}
          missing={missing.filter(({ findingId }) => findingId === open.findingId)}
          onChange={(make) => changeFinding(open.findingId, make)}
          onPhotos={send}
          onDrop={() => {
            forgetDropped()
            setDropped({ finding: open, at })
            change((one) => ({ ...one, findings: one.findings.filter((f) => f !== open) }))
          }}
        />
      )}
      {dropped && isWriting && (
        <Note>
          <span className="row between wrap">
            {w.findingDropped(dropped.at + 1)}
            <button
              type="button"
              className="link"
              onClick={() => {
                change((one) => ({ ...one, findings: one.findings.toSpliced(dropped.at, 0, dropped.finding) }))
                setOpenId(dropped.finding.findingId)
                setDropped(undefined)
              }}
            >
              {w.undo}
            </button>
          </span>
        </Note>
      )}
      {draft.state !== 'SENT' && <Queue draft={draft} openId={openId} onOpen={setOpenId} />}
      {draft.state === 'WAITING' && owedOf(draft) > 0 && !navigator.onLine && !draft.recorded && (
        <button type="button" className="btn big" onClick={() => change((one) => ({ ...one, state: 'WRITING' }))}>
          {w.reopen}
        </button>
      )}
      {isWriting && (
        <footer className="pfoot entryfoot">
          <div className="two">
            <button type="button" className="btn big" onClick={add}>
              {w.another}
            </button>
            <button type="button" className="btn go big" onClick={end}>
              {w.end}
            </button>
          </div>
        </footer>
      )}
    </div>
  )
}

function Sent({ draft }: { draft: Draft }) {
  const w = words.use()
  return (
    <>
      <Note kind="ok">{w.sentNote(draft.sentFindings ?? 0)}</Note>
      <Go to={`/m/visits/${draft.visitId}`} className="btn go big">
        {w.openVisit}
      </Go>
      <Go to="/m/visits" className="btn big">
        {w.title}
      </Go>
    </>
  )
}
