import { Note } from '../../../elements/states.tsx'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'

/** 更换密钥: a new signing key, signed by the old one, or a new sealing key. */
export function Key({ compact: { compactId } }: FormProps) {
  const w = words.use()
  return (
    <DraftForm
      command="joint.draft-key-rotation"
      fixed={{ compactId }}
      fields={[
        {
          kind: 'choice',
          name: 'key',
          label: w.whichKey,
          few: true,
          value: 'signing',
          options: Object.entries(w.keys),
        },
      ]}
    >
      <p className="sub">{w.keyHint}</p>
    </DraftForm>
  )
}

/** 退出机制: the own last word under a compact; what took effect stays. */
export function Leave({ compact: { compactId } }: FormProps) {
  const w = words.use()
  return (
    <DraftForm
      command="joint.draft-leave"
      fixed={{ compactId }}
      fields={[{ kind: 'text', name: 'reason', label: w.reason, limit: 4000, rows: 5 }]}
    >
      <Note kind="warn">{w.leaveHint}</Note>
    </DraftForm>
  )
}
