import './member.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useLive } from '../../data/live.ts'
import { useNames } from '../../data/names.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal } from '../../elements/field.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { CaseSheet } from '../proposal-case/case-sheet.tsx'
import { useViewer } from '../proposal-case/use-case.ts'
import { words } from './words/index.ts'

/** 附议: the text as it stands, and the two answers; one signs what one has read. */
export function Page() {
  const w = words.use()
  const viewer = useViewer()
  const { proposalId = '' }: { proposalId?: string } = useParams({ strict: false })
  const { data: file, error, isPending } = useAnswer('proposals.case-file', { proposalId })
  const nameOf = useNames([file?.lead.id, ...(file?.cosignerList.map(({ memberId }) => memberId) ?? [])])
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const sign = useCommand('proposals.cosign-proposal')
  const decline = useCommand('proposals.decline-cosignature')
  useLive([`proposals/cases/${proposalId}`])
  if (error) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const own = file.cosignerList.find(({ memberId }) => memberId === viewer?.memberId)
  const isSigned = own?.state === 'SIGNED' || sign.isSuccess
  const isDeclined = own?.state === 'DECLINED' || decline.isSuccess
  const isOpen = own?.state === 'INVITED' && !isSigned && !isDeclined
  return (
    <>
      <div>
        <h1>{w.cosignTitle}</h1>
        {isOpen && (
          <p className="sub">
            {w.cosignAsk(file.leadName ?? nameOf(file.lead.id) ?? '')}
            {file.cosignUntil && w.cosignUntil(longDate(file.cosignUntil))}
          </p>
        )}
      </div>
      <CaseSheet file={file} nameOf={nameOf} base="/m/proposals" />
      {isSigned && <Note kind="ok">{w.signedTold}</Note>}
      {isDeclined && <Note>{w.declinedTold}</Note>}
      {!isOpen && !isSigned && !isDeclined && <Note kind="off">{w.cosignOver}</Note>}
      {isOpen && file.text && (
        <section className="card stack">
          {declining && (
            <Field name="reason" label={w.declineReason} error={decline.error}>
              {(props) => (
                <textarea
                  {...props}
                  className="input"
                  rows={3}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </Field>
          )}
          <PageRefusal error={sign.error ?? decline.error} fields={['reason']} />
          <div className="two">
            <button
              type="button"
              className="btn go big"
              disabled={sign.isPending}
              onClick={() => sign.mutate({ body: { proposalId, sha256: file.text!.sha256 } })}
            >
              {w.sign}
            </button>
            <button
              type="button"
              className="btn big"
              disabled={decline.isPending}
              onClick={() =>
                declining
                  ? decline.mutate({ body: { proposalId, ...(reason.trim() && { reason: reason.trim() }) } })
                  : setDeclining(true)
              }
            >
              {w.decline}
            </button>
          </div>
        </section>
      )}
    </>
  )
}
