import { EmptyState, Note } from '../../../elements/states.tsx'
import { inFours } from '../../../elements/step-up-dialog.tsx'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'

/** 确认换代: another side began a new generation of its keys; it holds once every side has said so. */
export function RecoveryAnswer({ compact, address: { about } }: FormProps) {
  const w = words.use()
  const found = compact.recoveries.find(({ entryId }) => entryId === about)
  const side = compact.sides.find(({ committee }) => committee === found?.committee)
  if (!found || !side) return <EmptyState mark="换代" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-countersignature"
      fixed={{ compactId: compact.compactId, versionId: found.entryId }}
      fields={[]}
    >
      <Note kind="warn">{w.recoveryAnswerHint(side.name)}</Note>
      <p>
        <span className="small mute">{w.recoveryPrint}</span>
        <br />
        <span className="fingerprint">{inFours(side.fingerprints.recovery)}</span>
      </p>
    </DraftForm>
  )
}

/** 不认可换代, with the reason that all sides read. */
export function RecoveryRefusal({ compact, address: { about } }: FormProps) {
  const w = words.use()
  const found = compact.recoveries.find(({ entryId }) => entryId === about)
  if (!found) return <EmptyState mark="换代" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-refusal"
      fixed={{ compactId: compact.compactId, versionId: found.entryId, lapse: false }}
      fields={[{ kind: 'text', name: 'reason', label: w.reason, limit: 4000, rows: 5 }]}
    />
  )
}
