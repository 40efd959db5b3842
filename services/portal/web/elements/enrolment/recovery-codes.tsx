import { useState } from 'react'
import { core } from '../../words/index.ts'
import { Note } from '../states.tsx'

/** 恢复码: shown once; its reader says that they are kept before the page goes on. */
export function RecoveryCodes({
  codes,
  userName,
  done,
  onDone,
}: {
  codes: readonly string[]
  userName: string
  done: string
  onDone: () => void
}) {
  const { enrolment: w, copy, copied } = core.use()
  const [isCopied, setCopied] = useState(false)
  const text = [w.codesFileHead(userName), ...codes].join('\r\n')
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${w.codesFile}.txt`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="stack recovery" style={{ '--g': '14px' } as React.CSSProperties}>
      <Note kind="warn">{w.codesLead}</Note>
      <ol className="codes" aria-label={w.codes}>
        {codes.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ol>
      <div className="row wrap">
        <button type="button" className="btn" onClick={save}>
          {w.codesSave}
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {isCopied ? copied : copy}
        </button>
        <button type="button" className="btn" onClick={() => print()}>
          {w.codesPrint}
        </button>
      </div>
      <button type="button" className="btn go" onClick={onDone}>
        {done}
      </button>
    </div>
  )
}
