import { useNavigate } from '@tanstack/react-router'
import { type RefObject, useState } from 'react'
import type { Answer, Body } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal, useFocusRefused } from '../../elements/field.tsx'
import { words } from './words/index.ts'

const FIELDS = ['contactPhone', 'publishConsent', 'noConsentReason', 'leadUnitId', 'timeMark', 'problem', 'suggestions']

/** 提交: how the office reaches the proposer, whether it may be published, and which unit is thought of. */
export function Submission({
  file,
  sha256,
  isDirty,
  save,
  scope,
}: {
  file: Answer<'proposals.case-file'>
  sha256: string | undefined
  isDirty: boolean
  /** Saves what was written last; answers nothing when that was refused. */
  save: () => Promise<{ sha256: string } | undefined>
  scope: RefObject<HTMLElement | null>
}) {
  const w = words.use()
  const navigate = useNavigate()
  const { proposalId } = file
  const [contactPhone, setPhone] = useState(file.contactPhone ?? '')
  const [publishConsent, setConsent] = useState(file.publishConsent ?? true)
  const [noConsentReason, setReason] = useState('')
  const [leadUnitId, setUnit] = useState(file.advised.lead?.id ?? '')
  const [timeMark, setMark] = useState<Body<'proposals.submit-proposal'>['timeMark'] | ''>(file.timeMark ?? '')
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 10 * 60_000 })
  const submit = useCommand('proposals.submit-proposal', {
    onDone: () => void navigate({ to: `/m/proposals/${proposalId}` as never }),
  })
  const { error } = submit
  useFocusRefused(scope, error)
  const send = async () => {
    const version = isDirty ? (await save())?.sha256 : sha256
    if (version === undefined) return
    submit.mutate({
      body: {
        proposalId,
        sha256: version,
        contactPhone: contactPhone.trim(),
        publishConsent,
        ...(!publishConsent && noConsentReason.trim() !== '' && { noConsentReason: noConsentReason.trim() }),
        ...(leadUnitId !== '' && { leadUnitId }),
        ...(timeMark !== '' && file.kind === 'JOINT' && { timeMark }),
      },
    })
  }
  return (
    <section className="card stack" aria-label={w.submitTitle}>
      <h2>{w.submitTitle}</h2>
      <Field name="contactPhone" label={w.phone} error={error} hint={w.phoneHint}>
        {(props) => (
          <input
            {...props}
            className="input"
            type="tel"
            autoComplete="tel"
            value={contactPhone}
            onChange={({ target }) => setPhone(target.value)}
          />
        )}
      </Field>
      <Field name="leadUnitId" label={w.leadUnit} error={error}>
        {(props) => (
          <select {...props} className="input" value={leadUnitId} onChange={({ target }) => setUnit(target.value)}>
            <option value="">{w.noUnit}</option>
            {units.data?.items.map(({ unitId, name }) => (
              <option key={unitId} value={unitId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {file.kind === 'JOINT' && (
        <Field name="timeMark" label={w.timeMark} error={error}>
          {(props) => (
            <select
              {...props}
              className="input"
              value={timeMark}
              onChange={({ target }) => setMark(target.value as typeof timeMark)}
            >
              <option value="">{w.noMark}</option>
              {Object.entries(w.timeMarks).map(([mark, name]) => (
                <option key={mark} value={mark}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <label className="row">
        <input type="checkbox" checked={publishConsent} onChange={({ target }) => setConsent(target.checked)} />
        {w.consent}
      </label>
      {!publishConsent && (
        <Field name="noConsentReason" label={w.noConsentReason} error={error}>
          {(props) => (
            <textarea
              {...props}
              className="input"
              rows={3}
              value={noConsentReason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      )}
      <PageRefusal error={error} fields={FIELDS.slice(0, 5)} />
      <button
        type="button"
        className="btn go big"
        disabled={submit.isPending}
        aria-busy={submit.isPending}
        onClick={() => void send()}
      >
        {w.submit}
      </button>
      <p className="small mute">{w.submitLead}</p>
    </section>
  )
}
