import './founding.css'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useCommand } from '../../data/use-command.ts'
import { leadsOn } from '../../areas.ts'
import { Refused, refusalAt } from '../../data/problem.ts'
import { useSession } from '../../data/session.ts'
import { PageRefusal, RefusalText } from '../../elements/field.tsx'
import { Go } from '../../go.tsx'
import { words } from './words/index.ts'

/** 接收邀请文件: the first time it brings the invitation; later, what others signed meanwhile. */
export function Page() {
  const w = words.use()
  const navigate = useNavigate()
  const chooser = useRef<HTMLInputElement>(null)
  const [name, setName] = useState<string>()
  const receiving = useCommand('joint.receive-invitation', {
    onDone: ([event]) =>
      void navigate({ to: (event ? `/joint/${String(event.data['compactId'])}` : '/joint') as never }),
  })
  const refusal = refusalAt(receiving.error, 'file')
  const role = useSession().data?.active?.role
  const isForMembers = receiving.error instanceof Refused && receiving.error.problem.code === 'invitation.not_member'
  return (
    <>
      <div>
        <p className="small mute">
          <Go to="/joint">{w.compacts}</Go>
        </p>
        <h1>{w.receive}</h1>
        <p className="sub small">{w.receiveHint}</p>
      </div>
      <section className="card pad stack" aria-label={w.receive} style={{ '--g': '12px' } as React.CSSProperties}>
        <input
          ref={chooser}
          type="file"
          className="heard"
          tabIndex={-1}
          aria-label={w.chooseInvitation}
          accept=".json,application/json"
          onChange={({ target }) => {
            const file = target.files?.[0]
            target.value = ''
            if (!file) return
            setName(file.name)
            void file.text().then((text) => receiving.mutate({ body: { file: text } }))
          }}
        />
        <div className="row wrap">
          <button
            type="button"
            className="btn go"
            disabled={receiving.isPending}
            aria-busy={receiving.isPending}
            onClick={() => chooser.current?.click()}
          >
            {w.chooseInvitation}
          </button>
          {name !== undefined && <span className="small mute">{name}</span>}
        </div>
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
        {isForMembers && role && leadsOn('/joint/join', role) && (
          <p className="small">
            {w.notForUs} <Go to="/joint/join">{w.join}</Go>
          </p>
        )}
        <PageRefusal error={receiving.error} fields={['file']} />
      </section>
    </>
  )
}
