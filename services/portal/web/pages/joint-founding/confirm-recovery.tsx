import { useRef, useState } from 'react'
import { refusalAt } from '../../data/problem.ts'
import { PageRefusal, RefusalText } from '../../elements/field.tsx'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { words } from './words/index.ts'

/** 确认密钥恢复: a second person brings the file of the recovery key, which is used once and kept nowhere. */
export function ConfirmRecovery({ compactId, orderId }: { compactId: string; orderId: string }) {
  const w = words.use()
  const chooser = useRef<HTMLInputElement>(null)
  const [key, setKey] = useState<{ name: string; text: string }>()
  const confirming = useProvedCommand('joint.confirm-recovery', { onDone: () => setKey(undefined) })
  const refusal = refusalAt(confirming.error, 'recoveryKey') ?? refusalAt(confirming.error, 'orderId')
  return (
    <div className="stack" style={{ '--g': '8px' } as React.CSSProperties}>
      <input
        ref={chooser}
        type="file"
        className="heard"
        tabIndex={-1}
        aria-label={w.recoveryFile}
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = ''
          if (file) void file.text().then((text) => setKey({ name: file.name, text }))
        }}
      />
      <div className="row wrap">
        <button type="button" className="btn" onClick={() => chooser.current?.click()}>
          {w.recoveryFile}
        </button>
        {key && <span className="small mute">{key.name}</span>}
        <button
          type="button"
          className="btn sign"
          disabled={!key || confirming.isPending}
          aria-busy={confirming.isPending}
          onClick={() =>
            key && confirming.send({ body: { compactId: compactId as never, orderId, recoveryKey: key.text } })
          }
        >
          {w.confirmRecovery}
        </button>
      </div>
      <p className="small mute">{w.confirmHint}</p>
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      <PageRefusal error={confirming.error} fields={['recoveryKey', 'orderId']} />
      {confirming.proof}
    </div>
  )
}
