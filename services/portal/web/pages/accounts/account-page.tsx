import './accounts.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { core } from '../../words/index.ts'
import { Actions } from './actions.tsx'
import { type Grant, GrantTable } from './grant-table.tsx'
import { AccountState } from './list-page.tsx'
import { ProposeGrant } from './propose-grant.tsx'
import { SsoLink } from './sso-link.tsx'
import { words } from './words/index.ts'

/** 账号: its state, its roles, where it is signed in. */
export function Page() {
  const w = words.use()
  const { accountId }: { accountId: string } = useParams({ strict: false })
  const session = useSession()
  const account = useAnswer('identity.account', { accountId })
  const owner = account.data?.personId ?? account.data?.memberId
  const name = useNames([owner])(owner)
  const ending = useCommand('identity.end-sessions')
  const [revoked, setRevoked] = useState<Grant>()
  const revoking = useCommand('identity.revoke-role', { onDone: () => setRevoked(undefined) })
  const [proposing, setProposing] = useState(false)
  if (account.isPending) return <LoadingBars rows={6} />
  if (account.isError) return <PageFault error={account.error} />
  const { userName, grants, sessions, hasSecondFactor, hasSso, createdAt, state } = account.data
  const isOwn = session.data?.accountId === accountId
  const isKeeper = session.data?.active?.role !== 'AUDITOR'
  return (
    <>
      <div className="row wrap">
        <h1>{name ?? userName}</h1>
        <span className="mute">{userName}</span>
        <AccountState row={account.data} />
        {isKeeper && !isOwn && <Actions account={account.data} />}
        {isKeeper && !isOwn && <SsoLink account={account.data} />}
      </div>
      {isOwn && (
        <Note>
          {w.ownAccount} <Go to="/security">{w.toSecurity}</Go>
        </Note>
      )}
      <p className="sub facts">
        {w.createdAt(dateTime(createdAt))} · {hasSecondFactor ? w.enrolled2 : w.notEnrolled2}
        {hasSso && ` · ${w.sso}`} ·{' '}
        <Go to="/accounts/sign-ins" search={{ accountId }}>
          {w.itsSignIns}
        </Go>
      </p>
      <section className="card" aria-label={w.grants}>
        <div className="head">
          <h2>{w.grants}</h2>
          <span className="mute small">{w.twoPeople}</span>
          {isKeeper && state === 'ACTIVE' && !proposing && (
            <button type="button" className="btn sm push" onClick={() => setProposing(true)}>
              {w.propose}
            </button>
          )}
        </div>
        {proposing && <ProposeGrant accountId={accountId} onDone={() => setProposing(false)} />}
        {grants.length === 0 ? (
          <EmptyState mark="授权" title={w.noGrants} hint={w.noGrantsHint} />
        ) : (
          <GrantTable
            rows={grants}
            {...(isKeeper && {
              actions: (grant) =>
                grant.state !== 'ENDED' && (
                  <button type="button" className="btn sm" onClick={() => setRevoked(grant)}>
                    {grant.state === 'PROPOSED' ? w.turnDown : w.revoke}
                  </button>
                ),
            })}
          />
        )}
      </section>
      <section className="card" aria-label={w.sessions}>
        <div className="head">
          <h2>{w.sessions}</h2>
          {isKeeper && !isOwn && sessions.length > 0 && (
            <button
              type="button"
              className="btn sm push"
              disabled={ending.isPending}
              onClick={() => ending.mutate({ body: { accountId } })}
            >
              {w.endAll}
            </button>
          )}
        </div>
        <div className="pad">
          <PageRefusal error={ending.error} fields={[]} />
          {sessions.length === 0 ? (
            <p className="mute">{w.noSessions}</p>
          ) : (
            <ul className="signedin">
              {sessions.map(({ sessionId, signedInAt, expiresAt }) => (
                <li key={sessionId}>{w.session(dateTime(signedInAt), dateTime(expiresAt))}</li>
              ))}
            </ul>
          )}
        </div>
      </section>
      <RevokeDialog
        grant={revoked}
        busy={revoking.isPending}
        error={revoking.error}
        onConfirm={(reason) => revoked && revoking.mutate({ body: { grantId: revoked.grantId, reason } })}
        onClose={() => {
          revoking.reset()
          setRevoked(undefined)
        }}
      />
    </>
  )
}

function RevokeDialog({
  grant,
  ...rest
}: {
  grant: Grant | undefined
  busy: boolean
  error: unknown
  onConfirm: (reason: string) => void
  onClose: () => void
}) {
  const w = words.use()
  const { roles } = core.use()
  const name = grant ? roles[grant.role] : ''
  const isProposed = grant?.state === 'PROPOSED'
  return (
    <ReasonDialog
      open={grant !== undefined}
      title={isProposed ? w.turnDown : w.revoke}
      lead={isProposed ? w.turnDownLead(name) : w.revokeLead(name)}
      confirm={isProposed ? w.turnDown : w.revoke}
      {...rest}
    />
  )
}
