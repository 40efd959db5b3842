import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { CommandType } from '../data/contracts.ts'
import { Refused, refusalElsewhere } from '../data/problem.ts'
import { request } from '../data/request.ts'
import { type HappenedEvent, type Sent, useCommand } from '../data/use-command.ts'
import { core } from '../words/index.ts'
import { Dialog } from './dialog.tsx'
import { PageRefusal, RefusalText } from './field.tsx'
import { CodeInput } from './step-up-dialog.tsx'

/**
 * A command that asks for a second factor of the last minutes: when the service says so, the code is asked for and the command
 * sent again. `proof` is the dialog, to be put on the page.
 */
export function useProvedCommand<T extends CommandType>(
  type: T,
  options: { onDone?: (events: readonly HappenedEvent[]) => void } = {},
) {
  const command = useCommand(type, options)
  const [dismissed, setDismissed] = useState<unknown>()
  const { error, variables } = command
  const asks = error instanceof Refused && error.problem.code === 'auth.step_up'
  const open = asks && dismissed !== error
  return {
    send: (sent: Sent<T>) => command.mutate(sent),
    reset: command.reset,
    isPending: command.isPending,
    /** What was refused for another reason. */
    error: asks ? null : error,
    proof: open && (
      <ProofDialog onProved={() => command.mutate(variables as Sent<T>)} onClose={() => setDismissed(error)} />
    ),
  }
}

function ProofDialog({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const w = core.use()
  const id = useId()
  const [code, setCode] = useState('')
  const proving = useMutation({
    mutationFn: () => request('/identity/step-up', { method: 'POST', body: { code } }),
    onSuccess: onProved,
  })
  const refusal = refusalElsewhere(proving.error, [])
  return (
    <Dialog title={w.proofTitle} open onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (code.length === 6) proving.mutate()
        }}
      >
        <p className="sub">{w.proofLead}</p>
        <div>
          <label className="label" htmlFor={id}>
            {w.stepUp.code}
          </label>
          <CodeInput id={id} value={code} onChange={setCode} refused={refusal !== undefined} />
          {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
        </div>
        {refusal === undefined && <PageRefusal error={proving.error} fields={[]} />}
        <div className="row">
          <button type="submit" className="btn go" disabled={proving.isPending || code.length < 6}>
            {w.prove}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {w.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
