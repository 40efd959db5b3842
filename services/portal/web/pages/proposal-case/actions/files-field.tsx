import { useState } from 'react'
import { refusalElsewhere } from '../../../data/problem.ts'
import { type FileRef, uploadFile } from '../../../data/put-file.ts'
import { RefusalText } from '../../../elements/field.tsx'
import { words } from '../words/index.ts'
import type { ControlProps } from './field-control.tsx'

/** 附件: kept by the service as soon as they are chosen; the command names them. */
export function FilesField({ value, onChange, id }: ControlProps) {
  const w = words.use()
  const files = value as readonly FileRef[]
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const add = async (chosen: FileList | null) => {
    if (!chosen || chosen.length === 0) return
    setBusy(true)
    setError(undefined)
    try {
      const added = await Promise.all([...chosen].map((file) => uploadFile('proposals', file)))
      onChange([...files, ...added])
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const refusal = error === undefined ? undefined : (refusalElsewhere(error, []) ?? w.required)
  return (
    <div>
      {files.map((file) => (
        <p className="row small" key={file.sha256}>
          {file.name}
          <button type="button" className="link push" onClick={() => onChange(files.filter((one) => one !== file))}>
            {w.remove}
          </button>
        </p>
      ))}
      <label className="btn sm filepick" aria-hidden="true" htmlFor={id}>
        {w.addFile}
      </label>
      <input
        id={id}
        type="file"
        multiple
        className="heard"
        disabled={busy}
        onChange={({ target }) => {
          void add(target.files)
          target.value = ''
        }}
      />
      <span className="small mute" role="status">
        {busy && w.uploading}
      </span>
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
    </div>
  )
}
