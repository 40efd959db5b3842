import { FilesField } from '../proposal-case/actions/files-field.tsx'
import { Field } from '../../elements/field.tsx'
import type { FileRef } from '../../data/put-file.ts'
import { words } from './words/index.ts'

const SPEC = { name: 'files', kind: 'files', label: 'files', optional: true } as const

/** 附件 of a draft. */
export function DraftFiles({ files, onChange }: { files: readonly FileRef[]; onChange: (files: FileRef[]) => void }) {
  const w = words.use()
  return (
    <Field name="files" label={w.files}>
      {(props) => (
        <FilesField
          {...props}
          spec={SPEC}
          caseId=""
          value={files}
          onChange={(value) => onChange([...(value as readonly FileRef[])])}
        />
      )}
    </Field>
  )
}
