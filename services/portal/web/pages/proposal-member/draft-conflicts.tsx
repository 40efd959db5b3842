import { useState } from 'react'
import { bothOf } from '../../data/merge-fields.ts'
import { ConflictDialog, Undecided } from '../../elements/conflict-dialog.tsx'
import { Note } from '../../elements/states.tsx'
import { core } from '../../words/index.ts'
import type { Draft, Told } from './use-draft.ts'
import { words } from './words/index.ts'

/** 另一处也在写: what another page of the same writer saved; each field that both changed is asked about. */
export function DraftConflicts({
  told,
  draft,
  onKept,
  onSettled,
}: {
  told: Told
  draft: Draft
  onKept: (some: Partial<Draft>) => void
  onSettled: () => void
}) {
  const w = words.use()
  const c = core.use()
  // Which comparison was closed without a choice: nothing is saved until there is one.
  const [putOff, setPutOff] = useState<Told['stored']>()
  const [field] = told.torn
  const isPutOff = putOff === told.stored
  return (
    <>
      {told.taken.length > 0 && <Note kind="warn">{c.conflict.taken(told.taken.map((name) => w.parts[name]))}</Note>}
      {isPutOff && <Undecided fields={told.torn.map((name) => w.parts[name])} onDecide={() => setPutOff(undefined)} />}
      {field && (
        <ConflictDialog
          open={!isPutOff}
          key={field}
          label={w.parts[field]}
          mine={shown(draft[field])}
          theirs={shown(told.stored[field])}
          canMerge={['problem', 'analysis', 'suggestions', 'files'].includes(field)}
          onResolve={(kept) => {
            if (kept === 'theirs') onKept({ [field]: told.stored[field] })
            if (kept === 'both') onKept({ [field]: bothOf(draft[field], told.stored[field]) })
            onSettled()
          }}
          onClose={() => setPutOff(told.stored)}
        />
      )}
    </>
  )
}

function shown(value: Draft[keyof Draft]): string {
  if (!Array.isArray(value)) return String(value ?? '')
  return value.map((one) => (typeof one === 'string' ? one : one.name)).join('\n')
}
