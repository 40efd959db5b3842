import { EmptyState } from '../../../elements/states.tsx'
import { words } from '../words/index.ts'
import { About } from './about.tsx'
import { DraftForm, nested, useApprovalFields } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'

/** 意见: a remark on a version or on a report; all sides read it, nobody is bound by it. */
export function Comment({ compact: { compactId }, address }: FormProps) {
  const w = words.use()
  const about = address.version ?? address.about
  if (about === undefined) return <EmptyState mark="意见" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-comment"
      fixed={{ compactId, about }}
      fields={[{ kind: 'text', name: 'text', label: w.comment, limit: 4000, rows: 6, hint: w.commentHint }]}
    >
      {address.decision !== undefined && <About compactId={compactId} decision={address.decision} version={about} />}
    </DraftForm>
  )
}

/** 保留意见: printed in the annex of a report. */
export function Reservation({ compact: { compactId }, address }: FormProps) {
  const w = words.use()
  const about = address.version ?? address.about
  if (about === undefined) return <EmptyState mark="保留" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-reservation"
      fixed={{ compactId, about }}
      fields={[{ kind: 'text', name: 'text', label: w.reservation, limit: 4000, rows: 6, hint: w.reservationHint }]}
    >
      {address.decision !== undefined && <About compactId={compactId} decision={address.decision} version={about} />}
    </DraftForm>
  )
}

/** 认可: the own body approved of a report. */
export function Endorsement({ compact: { compactId }, address }: FormProps) {
  const w = words.use()
  const approval = useApprovalFields()
  const about = address.version ?? address.about
  if (about === undefined) return <EmptyState mark="认可" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-endorsement"
      fixed={{ compactId, about }}
      fields={[...approval, { kind: 'text', name: 'note', label: w.note, limit: 4000, rows: 4, optional: true }]}
      body={nested}
    >
      {address.decision !== undefined && <About compactId={compactId} decision={address.decision} version={about} />}
    </DraftForm>
  )
}
