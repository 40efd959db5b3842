import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useProvedCommand } from '../../elements/proof-dialog.tsx'
import { ReasonDialog } from '../../elements/reason-dialog.tsx'
import { Handout } from './handout.tsx'
import { words } from './words/index.ts'

const KINDS = ['stop', 'reinstate', 'password', 'factor'] as const
type Kind = (typeof KINDS)[number]

/** What keepers do to somebody else's account, each for a reason; what opens it to somebody asks for a fresh second factor. */
export function Actions({ account }: { account: Answer<'identity.account'> }) {
  const w = words.use()
  const { accountId, state, hasSecondFactor } = account
  const [asked, setAsked] = useState<Kind>()
  const [handoutId, setHandoutId] = useState<string>()
  const done = { onDone: () => setAsked(undefined) }
  const commands = {
    stop: useProvedCommand('identity.stop-account', done),
    reinstate: useProvedCommand('identity.reinstate-account', done),
    password: useProvedCommand('identity.reset-password', {
      onDone: ([event]) => {
        setAsked(undefined)
        setHandoutId(event?.data['handoutId'] as string | undefined)
      },
    }),
    factor: useProvedCommand('identity.reset-second-factor', done),
  }
  const offered: readonly Kind[] =
    state === 'STOPPED' ? ['reinstate'] : ['stop', 'password', ...(hasSecondFactor ? (['factor'] as const) : [])]
  const command = asked && commands[asked]
  return (
    <>
      <span className="push row wrap">
        {offered.map((kind) => (
          <button key={kind} type="button" className="btn" onClick={() => setAsked(kind)}>
            {w.actions[kind]}
          </button>
        ))}
      </span>
      {asked && command && (
        <ReasonDialog
          key={asked}
          open
          title={w.actions[asked]}
          lead={w.leads[asked]}
          confirm={w.actions[asked]}
          busy={command.isPending}
          error={command.error}
          onConfirm={(reason) => command.send({ body: { accountId, reason } })}
          onClose={() => {
            command.reset()
            setAsked(undefined)
          }}
        />
      )}
      {KINDS.map((kind) => (
        <span key={kind}>{commands[kind].proof}</span>
      ))}
      {handoutId !== undefined && <Handout handoutId={handoutId} />}
    </>
  )
}
