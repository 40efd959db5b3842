import { useState } from 'react'
import { useCommand } from '../../data/use-command.ts'
import type { Answer } from '../../data/contracts.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { EmptyState } from '../../elements/states.tsx'
import type { Participant } from './use-participants.ts'
import { words } from './words/index.ts'

/** 参会名单: who is invited, on leave or here; the office records who came and answers leave. */
export function Participants({
  session,
  rows,
  nameOf,
  records,
}: {
  session: Answer<'consultations.session'>
  rows: readonly Participant[]
  nameOf: (id: string | undefined) => string | undefined
  records: boolean
}) {
  const w = words.use()
  const { sessionId, state } = session
  const recording = useCommand('consultations.record-attendance')
  const answering = useCommand('consultations.answer-leave')
  const [refused, setRefused] = useState<string>()
  const open = records && (state === 'NOTIFIED' || state === 'ADJOURNED')
  const answersLeave = records && (open || state === 'SCHEDULED' || state === 'POSTPONED')
  const isThere = ({ attendance }: Participant) => attendance !== undefined && attendance !== 'ABSENT'
  return (
    <section className="card" aria-label={w.participants}>
      <div className="head">
        <h2>{w.participants}</h2>
        <span className="mute small push">{w.others(session.counts.observers, session.counts.units)}</span>
      </div>
      {rows.length === 0 && <EmptyState mark="名单" title={w.noParticipants} hint={w.noParticipantsHint} />}
      <ul className="people">
        {rows.map((one) => {
          const name = nameOf(one.participantId) ?? w.unnamed
          return (
            <li key={one.participantId}>
              <span>
                <b>{name}</b>{' '}
                <span className="mute small">{one.kind === 'UNIT' ? w.kinds.UNIT : w.capacities[one.capacity]}</span>
                {one.leave === 'REQUESTED' && one.leaveReason !== undefined && (
                  <span className="small sub"> {one.leaveReason}</span>
                )}
              </span>
              <span
                className={`state small ${isThere(one) ? 'ok' : one.attendance === 'ABSENT' ? 'bad' : one.leave ? 'mid' : 'wait'}`}
              >
                {one.attendance ? w.attendance[one.attendance] : one.leave ? w.leave[one.leave] : w.invited}
              </span>
              {(open || (answersLeave && one.leave === 'REQUESTED')) && (
                <span className="row">
                  {one.leave === 'REQUESTED' && (
                    <button
                      type="button"
                      className="btn sm"
                      aria-label={w.who(w.refuse, name)}
                      onClick={() => setRefused(one.participantId)}
                    >
                      {w.refuse}
                    </button>
                  )}
                  {one.leave === 'REQUESTED' && (
                    <button
                      type="button"
                      className="btn sm"
                      aria-label={w.who(w.grant, name)}
                      disabled={answering.isPending}
                      onClick={() =>
                        answering.mutate({ body: { sessionId, memberId: one.participantId, granted: true } })
                      }
                    >
                      {w.grant}
                    </button>
                  )}
                  {open && (
                    <button
                      type="button"
                      className="btn sm"
                      aria-label={w.who(isThere(one) ? w.undoCame : w.came, name)}
                      disabled={recording.isPending}
                      onClick={() =>
                        recording.mutate({
                          body: {
                            sessionId,
                            entries: [
                              { participantId: one.participantId, attendance: isThere(one) ? 'ABSENT' : 'PRESENT' },
                            ],
                          },
                        })
                      }
                    >
                      {isThere(one) ? w.undoCame : w.came}
                    </button>
                  )}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <PageRefusal error={recording.error ?? (refused === undefined ? answering.error : null)} fields={[]} />
      <ReasonDialog
        title={w.refuse}
        lead={w.refuseLead}
        confirm={w.confirm(w.refuse)}
        open={refused !== undefined}
        busy={answering.isPending}
        error={answering.error}
        limit={500}
        onConfirm={(reason) =>
          answering.mutate(
            { body: { sessionId, memberId: refused!, granted: false, reason } },
            { onSuccess: () => setRefused(undefined) },
          )
        }
        onClose={() => setRefused(undefined)}
      />
    </section>
  )
}
