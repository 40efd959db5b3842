import './drafts.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { OutboundPreview } from '../../elements/crossing.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { useProof } from '../../elements/proof.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { inFours } from '../../elements/step-up-dialog.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { actOf, type ContentField, contentFields, subjectOf, titleOf } from './content-fields.ts'
import { About } from './forms/about.tsx'
import { type Draft, isOutdated, placeOf } from './place-of.ts'
import { words } from './words/index.ts'

/** 发出前核对: what leaves, to whom, and what stays; nothing leaves before it is let go here. */
export function Page() {
  const { draftId }: { draftId?: string } = useParams({ strict: false })
  const { data: draft, isPending, error } = useAnswer('joint.draft-detail', { draftId: draftId! })
  const compact = useAnswer(
    'joint.compact-detail',
    { compactId: draft?.compactId as never },
    { enabled: draft !== undefined },
  )
  if (error && !draft) return <PageFault error={error} />
  if (compact.error && !compact.data) return <PageFault error={compact.error} />
  if (isPending || !compact.data) return <LoadingBars rows={8} />
  return <Preview draft={draft} compact={compact.data} />
}

function Preview({ draft, compact }: { draft: Draft; compact: Compact }) {
  const w = words.use()
  const { compactId, kind, content, contentHash, state } = draft
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  const subject = subjectOf(content)
  const isOpen = state === 'PREPARED'
  return (
    <>
      <div>
        <p className="small mute">
          <Go to={`/joint/${compactId}`}>{compact.name}</Go>
        </p>
        <div className="row wrap">
          <h1>
            {w.preview} · {w.kinds[kind]}
          </h1>
          <span className={`state ${isOpen ? 'do' : state === 'RELEASED' ? 'ok' : 'wait'}`}>
            {w.draftStates[state]}
          </span>
        </div>
        <p className="sub small">{w.preparedAt(dateTime(draft.preparedAt))}</p>
      </div>
      {state === 'RELEASED' && (
        <Note kind="ok">
          <p>{w.released}</p>
          <Go className="btn sm" to={placeOf(draft)}>
            {w.onwards}
          </Go>
        </Note>
      )}
      {state === 'DISCARDED' && <Note kind="off">{w.discarded}</Note>}
      {isOpen && compact.hub !== null && !compact.hub.connected && <Note kind="off">{w.hubDown}</Note>}
      {isOpen && isOutdated(draft, compact) && (
        <Note kind="warn">
          <p>{w.textOutdated}</p>
          <Go className="btn sm" to={`/joint/${compactId}/draft`} search={{ kind: 'compact-text' }}>
            {w.draftAnew}
          </Go>
        </Note>
      )}
      {isOpen && compact.recovering && <Note kind="bad">{w.recovering}</Note>}
      {subject !== undefined && <About compactId={compactId} decision={subject} version={subject} />}
      <OutboundPreview
        recipients={draft.recipients.filter((id) => id !== committeeId).map(nameOf)}
        goes={contentFields(content, compact, w).map(({ name, lines, kind: look }) => ({
          field: name,
          value: <Value lines={lines} look={look} />,
        }))}
        stays={staysOf(kind, w)}
      />
      {isOpen && <LetGo draft={draft} />}
      <details className="card pad">
        <summary>{w.exact}</summary>
        <p className="small mute">{w.exactHint}</p>
        <p className="fingerprint">{inFours(contentHash)}</p>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is longer than its box is scrolled by keys */}
        <pre className="exact" tabIndex={0}>
          {content}
        </pre>
      </details>
    </>
  )
}

function Value({ lines, look }: Pick<ContentField, 'lines'> & { look: ContentField['kind'] }) {
  if (look !== 'prose') return <b className={look === 'hash' ? 'mono' : undefined}>{lines.join('、')}</b>
  return (
    <span className="goesprose song">
      {lines.map((line, at) => (
        <span key={`${at} ${line}`}>{line}</span>
      ))}
    </span>
  )
}

/** 放行或撤销: what binds the committee is signed by a chair with a second factor of the last minutes. */
function LetGo({ draft: { draftId, contentHash, content, kind, needsChair } }: { draft: Draft }) {
  const w = words.use()
  const { data: session } = useSession()
  const [discards, setDiscards] = useState(false)
  const release = useCommand('joint.release-draft')
  const discard = useCommand('joint.discard-draft')
  const send = () => release.mutate({ body: { draftId, contentHash } })
  const proof = useProof(release.error, send, {
    thing: `${w.kinds[kind]}：${titleOf(content) ?? actOf(content, w.values) ?? w.versionOf}`,
    fingerprint: contentHash,
    consequence: w.consequence,
  })
  const waitsForChair = needsChair && session?.active?.role !== 'CHAIR'
  return (
    <section className="card pad stack noprint" aria-label={w.letGo} style={{ '--g': '10px' } as React.CSSProperties}>
      {waitsForChair && <Note kind="warn">{w.waitsForChair}</Note>}
      <PageRefusal error={proof.error} fields={[]} />
      <div className="row wrap">
        {!waitsForChair && (
          <button
            type="button"
            className={needsChair ? 'btn sign' : 'btn go'}
            disabled={release.isPending}
            aria-busy={release.isPending}
            onClick={send}
          >
            {needsChair ? w.signAndSend : w.send}
          </button>
        )}
        <button type="button" className="btn" onClick={() => setDiscards(true)}>
          {w.discard}
        </button>
        <span className="small mute">{w.noTakingBack}</span>
      </div>
      {proof.dialog}
      <ReasonDialog
        title={w.discard}
        lead={w.discardLead}
        confirm={w.discard}
        open={discards}
        busy={discard.isPending}
        error={discard.error}
        limit={200}
        onConfirm={(reason) => discard.mutate({ body: { draftId, reason } })}
        onClose={() => setDiscards(false)}
      />
    </section>
  )
}

type Stays = keyof ReturnType<typeof words.use>['stays']

/** Of each kind, what does not go along although somebody could think so. */
const OWN_STAYS: Readonly<Partial<Record<Draft['kind'], readonly Stays[]>>> = {
  session: ['names'],
  task: ['internal'],
  progress: ['internal'],
  outcome: ['instruction'],
  answer: ['minutes'],
  endorsement: ['minutes'],
}

const staysOf = (kind: Draft['kind'], w: ReturnType<typeof words.use>) =>
  [...(OWN_STAYS[kind] ?? []), ...(['people', 'discussion', 'keys'] as const)].map((key) => {
    const [field = '', why = ''] = w.stays[key]
    return { field, why }
  })
