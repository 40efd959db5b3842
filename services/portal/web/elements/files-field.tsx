import type { FileRef } from '@lianxie/contracts'
import { useId, useRef, useState } from 'react'
import { refusalAt, Refused } from '../data/problem.ts'
import { DOCUMENTS, fileRefOf, sendFile } from '../data/upload.ts'
import { language } from '../look/preferences.ts'
import { core } from '../words/index.ts'
import { RefusalText } from './field.tsx'
import { sizeOf } from './file-list.tsx'
import { type KeptFile, keptFiles } from './form-field.ts'
import { Icon } from './icon.tsx'

const MOST = 20

/** 附件: each is sent as soon as it is chosen, and again where the line broke. */
export function FilesField({
  name,
  label,
  hint,
  service,
  most = MOST,
  error,
  own,
  value,
  onChange,
}: {
  name: string
  label: string
  hint?: React.ReactNode
  service: string
  most?: number
  error: unknown
  own?: string | undefined
  value: readonly KeptFile[]
  onChange: (value: readonly KeptFile[]) => void
}) {
  const w = core.use()
  const id = useId()
  const now = useRef(value)
  const set = (make: (all: readonly KeptFile[]) => readonly KeptFile[]) => {
    now.current = make(now.current)
    onChange(now.current)
  }
  const change = (fileId: string, made: Partial<KeptFile>) =>
    set((all) => all.map((one) => (one.id === fileId ? { ...one, ...made } : one)))
  const send = async ({ id: fileId, ref, blob }: KeptFile) => {
    if (!blob) return
    change(fileId, { state: 'SENDING' })
    try {
      const kept = await sendFile(service, { id: fileId, ref, blob }, (sent) => change(fileId, { sent }))
      change(fileId, { state: 'SENT', ref: kept })
    } catch (fault) {
      const said = fault instanceof Refused ? fault.problem[language() === 'en' ? 'en' : 'zh'] : w.unreachable
      change(fileId, { state: 'REFUSED', said })
    }
  }
  const take = async (files: readonly File[]) => {
    for (const blob of files.slice(0, most - now.current.length)) {
      const kept: KeptFile = {
        id: crypto.randomUUID(),
        ref: await fileRefOf(blob, blob.name),
        state: 'SENDING',
        sent: 0,
        blob,
      }
      set((all) => [...all, kept])
      await send(kept)
    }
  }
  const refusal = own ?? refusalAt(error, name)
  return (
    <div>
      <span className="label" id={id}>
        {label}
      </span>
      {value.length > 0 && (
        <ul className="files" aria-live="polite">
          {value.map((file) => (
            <li key={file.id}>
              <Icon name="clip" />
              <span>{file.ref.name}</span>
              <span className="push small mute">
                {file.state === 'SENDING'
                  ? w.sentOf(Math.round((100 * file.sent) / Math.max(1, file.ref.size)))
                  : sizeOf(file.ref)}
              </span>
              {file.state === 'REFUSED' && (
                <button type="button" className="link small" onClick={() => void send(file)}>
                  {w.sendAgain}
                </button>
              )}
              <button
                type="button"
                className="close link"
                aria-label={w.removeFile(file.ref.name)}
                onClick={() => set((all) => all.filter((one) => one.id !== file.id))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {value
        .filter(({ state }) => state === 'REFUSED')
        .map((file) => (
          <RefusalText key={file.id}>{`${file.ref.name}：${file.said ?? ''}`}</RefusalText>
        ))}
      {value.length < most && (
        <label className="addfile">
          <Icon name="clip" />
          {w.chooseFiles}
          <input
            type="file"
            multiple={most > 1}
            accept={DOCUMENTS}
            aria-labelledby={id}
            aria-invalid={refusal === undefined ? undefined : true}
            onChange={({ target }) => {
              const files = [...(target.files ?? [])]
              target.value = ''
              void take(files)
            }}
          />
        </label>
      )}
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      {hint !== undefined && <div className="below">{hint}</div>}
    </div>
  )
}

/** The same for a form that keeps its files as commands name them, as a draft does: those that were sent. */
export function FileRefsField({
  value,
  onChange,
  ...rest
}: Omit<Parameters<typeof FilesField>[0], 'value' | 'onChange'> & {
  value: readonly FileRef[]
  onChange: (value: readonly FileRef[]) => void
}) {
  const [kept, setKept] = useState<readonly KeptFile[]>(() => keptFiles(value))
  const told = useRef(value.map(({ sha256 }) => sha256).join(' '))
  return (
    <FilesField
      {...rest}
      value={kept}
      onChange={(all) => {
        setKept(all)
        const sent = all.flatMap(({ state, ref }) => (state === 'SENT' ? [ref] : []))
        const hashes = sent.map(({ sha256 }) => sha256).join(' ')
        // Progress alone changes nothing of the form.
        if (hashes !== told.current) onChange(sent)
        told.current = hashes
      }}
    />
  )
}
