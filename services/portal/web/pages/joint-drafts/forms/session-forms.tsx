import { useAnswer } from '../../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../../elements/states.tsx'
import { PageFault } from '../../../shell/not-found.tsx'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { People } from './people.tsx'

/** 召集联席会议, on a topic or without one. */
export function SessionCall({ compact: { compactId }, address: { decision } }: FormProps) {
  const w = words.use()
  return (
    <DraftForm
      command="joint.draft-session-call"
      fixed={{ compactId, topicId: decision ?? null }}
      fields={[
        { kind: 'line', name: 'title', label: w.sessionTitle, limit: 200 },
        { kind: 'line', name: 'form', label: w.form, limit: 200, value: w.sessionForm },
        { kind: 'line', name: 'place', label: w.place, limit: 200 },
        { kind: 'instant', name: 'start', label: w.start },
        { kind: 'text', name: 'agenda', label: w.agenda, limit: 4000, rows: 6, hint: w.agendaHint },
      ]}
    >
      {decision !== undefined && <About compactId={compactId} decision={decision} />}
    </DraftForm>
  )
}

/** 本方参会: the list stays here; how many of each kind crosses, with a commitment to the list. */
export function AttendanceForm({ compact: { compactId }, address: { session } }: FormProps) {
  const w = words.use()
  if (session === undefined) return <EmptyState mark="会议" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-attendance"
      fixed={{ compactId, sessionId: session }}
      fields={[
        {
          kind: 'own',
          name: 'people',
          label: w.people,
          value: [],
          draw: (props) => <People {...props} value={props.value as React.ComponentProps<typeof People>['value']} />,
        },
      ]}
    >
      <SessionName compactId={compactId} session={session} />
      <p className="small sub">{w.peopleStay}</p>
    </DraftForm>
  )
}

/** 会议开始 */
export const Hold = (props: FormProps) => <Step {...props} step="hold" />

/** 闭会 */
export const Adjourn = (props: FormProps) => <Step {...props} step="adjourn" />

function Step({ compact: { compactId }, address: { session }, step }: FormProps & { step: 'hold' | 'adjourn' }) {
  const w = words.use()
  if (session === undefined) return <EmptyState mark="会议" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-session-step"
      fixed={{ compactId, sessionId: session, step }}
      fields={[{ kind: 'instant', name: 'at', label: step === 'hold' ? w.heldAt : w.adjournedAt }]}
    >
      <SessionName compactId={compactId} session={session} />
    </DraftForm>
  )
}

function SessionName({ compactId, session }: { compactId: string; session: string }) {
  const w = words.use()
  const { data, isPending, error } = useAnswer('joint.sessions', { compactId, limit: 200 })
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={1} />
  const found = data.items.find(({ sessionId }) => sessionId === session)
  if (!found) return null
  return (
    <div className="note">
      <div>
        <span className="small mute">{w.about}　</span>
        <b className="song">{found.title}</b> <span className="sub">{found.place}</span>
      </div>
    </div>
  )
}
