import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { useProof } from '../../elements/proof.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { NotFound, PageFault } from '../../shell/not-found.tsx'
import { DRAFTERS } from './area.ts'
import { ruleName, said } from './said.ts'
import { words } from './words/index.ts'
import './rules.css'

/** 规则的一个版本: what it changes, who drafted and who decided, and from when it holds. */
export function Page() {
  const w = words.use()
  const { version: given }: { version?: string } = useParams({ strict: false })
  const version = /^\d{1,6}$/.test(given ?? '') ? Number(given) : undefined
  const { data, error, isPending } = useAnswer(
    'directory.policy',
    { version: version! },
    { enabled: version !== undefined },
  )
  const nameOf = useNames([data?.pack.draftedBy, data?.pack.decidedBy])
  if (version === undefined) return <NotFound />
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const { pack, standing, changes, unusual } = data
  const isDraft = standing === 'draft'
  return (
    <>
      <p className="small">
        <Go to="/rules">{w.title}</Go>
      </p>
      <div className="row wrap">
        <h1>{version === 0 ? w.defaults : w.versionOf(version)}</h1>
        <span className={isDraft ? 'state do' : standing === 'in-force' ? 'state ok' : 'state'}>
          {w.standings[standing]}
        </span>
      </div>
      {version === 0 && <p className="sub">{w.defaultsHint}</p>}
      {version > 0 && (
        <section className="card pad">
          <dl className="facts">
            <dt>{w.effectiveFrom}</dt>
            <dd>
              {longDate(pack.effectiveFrom)}
              {pack.until !== undefined && ` — ${longDate(pack.until)}`}
            </dd>
            <dt>{w.reason}</dt>
            <dd>{pack.reason}</dd>
            <dt>{w.draftedBy}</dt>
            <dd>
              {nameOf(pack.draftedBy) ?? pack.draftedBy} · {dateTime(pack.draftedAt)}
            </dd>
            {pack.decidedAt !== undefined && (
              <>
                <dt>{standing === 'rejected' ? w.rejectedBy : w.approvedBy}</dt>
                <dd>
                  {nameOf(pack.decidedBy) ?? pack.decidedBy} · {dateTime(pack.decidedAt)}
                </dd>
              </>
            )}
          </dl>
        </section>
      )}
      {version > 0 && (
        <section className="card pad" aria-label={w.changes}>
          <h2>{w.changes}</h2>
          {changes.length === 0 && <p className="mute">{w.noChanges}</p>}
          <ul className="rulechanges">
            {changes.map(({ key, from, to, zh, en }) => (
              <li key={key}>
                <b>{ruleName(key)}</b> {unusual.includes(key) && <span className="tag key">{w.unusual}</span>}
                <p>
                  <del>{said(key, from, w)}</del> → <ins>{said(key, to, w)}</ins>
                </p>
                <p className="small mute">{language() === 'en' ? en : zh}</p>
              </li>
            ))}
          </ul>
          {changes.some(({ key }) => unusual.includes(key)) && <Note kind="warn">{w.unusualHint}</Note>}
        </section>
      )}
      {isDraft && <Deciding version={version} draftedBy={pack.draftedBy} changes={changes.length} />}
    </>
  )
}

/** 批准、退回: by a chair with a fresh proof of who it is; whoever drafted it may take it back. */
function Deciding({ version, draftedBy, changes }: { version: number; draftedBy: string; changes: number }) {
  const w = words.use()
  const { data: session } = useSession()
  const approving = useCommand('directory.approve-policy')
  const rejecting = useCommand('directory.reject-policy')
  const [sure, setSure] = useState(false)
  const approve = () => approving.mutate({ body: { version } })
  const proof = useProof(approving.error, approve)
  const role = session?.active?.role
  const isOwn = session?.accountId === draftedBy
  const mayReject = role !== undefined && (role === 'CHAIR' || DRAFTERS.includes(role))
  if (!mayReject) return null
  const busy = approving.isPending || rejecting.isPending
  return (
    <section className="card pad stack" aria-label={w.deciding}>
      <h2>{w.deciding}</h2>
      {role === 'CHAIR' && !isOwn && <p className="sub">{w.approveLead(changes)}</p>}
      {role === 'CHAIR' && isOwn && <Note kind="warn">{w.ownDraft}</Note>}
      {role !== 'CHAIR' && <p className="sub">{w.waitsForChair}</p>}
      <PageRefusal error={proof.error ?? rejecting.error} fields={[]} />
      <div className="row wrap">
        {role === 'CHAIR' && !isOwn && (
          <button type="button" className="btn go" disabled={busy} aria-busy={approving.isPending} onClick={approve}>
            {w.approve}
          </button>
        )}
        {sure ? (
          <>
            <button
              type="button"
              className="btn"
              disabled={busy}
              aria-busy={rejecting.isPending}
              onClick={() => rejecting.mutate({ body: { version } })}
            >
              {isOwn ? w.withdrawSure : w.rejectSure}
            </button>
            <button type="button" className="btn text" onClick={() => setSure(false)}>
              {w.keep}
            </button>
          </>
        ) : (
          <button type="button" className="btn" disabled={busy} onClick={() => setSure(true)}>
            {isOwn ? w.withdraw : w.reject}
          </button>
        )}
      </div>
      {proof.dialog}
    </section>
  )
}
