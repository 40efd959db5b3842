import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useCommand } from '../../data/use-command.ts'
import { Field, PageRefusal } from '../../elements/field.tsx'
import { MembersField } from '../proposal-case/actions/pickers.tsx'
import { words } from './words/index.ts'

const SPEC = { name: 'memberIds', kind: 'members', label: 'metProposers' } as const

/** 邀请附议: who is invited, who has answered and how, and whom to ask besides. */
export function Cosigners({ file }: { file: Answer<'proposals.case-file'> }) {
  const w = words.use()
  const [memberIds, setMemberIds] = useState<readonly string[]>([])
  const [until, setUntil] = useState('')
  const nameOf = useNames(file.cosignerList.map(({ memberId }) => memberId))
  const invite = useCommand('proposals.invite-cosigners', { onDone: () => setMemberIds([]) })
  const remove = useCommand('proposals.remove-cosigner')
  const { proposalId } = file
  return (
    <section className="card stack" aria-label={w.cosign}>
      <h2>{w.cosign}</h2>
      <p className="small mute">{w.cosignLead}</p>
      {file.cosignerList.length > 0 && (
        <ul className="mine" aria-label={w.invited}>
          {file.cosignerList.map(({ memberId, state }) => (
            <li key={memberId}>
              <span>
                {nameOf(memberId) ?? '—'}{' '}
                <span className={state === 'SIGNED' ? 'green small' : 'mute small'}>{w.cosignStates[state]}</span>
              </span>
              {['INVITED', 'SIGNED'].includes(state) && (
                <button
                  type="button"
                  className="link small"
                  disabled={remove.isPending}
                  onClick={() => remove.mutate({ body: { proposalId, memberId } })}
                >
                  {w.takeBack}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Field name="memberIds" label={w.searchMember} error={invite.error}>
        {(props) => (
          <MembersField
            {...props}
            spec={SPEC}
            caseId={proposalId}
            value={memberIds}
            onChange={(value) => setMemberIds(value as readonly string[])}
          />
        )}
      </Field>
      <Field name="until" label={w.inviteUntil} error={invite.error}>
        {(props) => (
          <input
            {...props}
            className="input"
            type="date"
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
        )}
      </Field>
      <PageRefusal error={invite.error ?? remove.error} fields={['memberIds', 'until']} />
      <button
        type="button"
        className="btn go"
        disabled={memberIds.length === 0 || invite.isPending}
        aria-busy={invite.isPending}
        onClick={() => invite.mutate({ body: { proposalId, memberIds: [...memberIds], ...(until && { until }) } })}
      >
        {w.invite}
      </button>
    </section>
  )
}
