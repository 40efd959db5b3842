import type { CommandType } from '../data/contracts.ts'
import { type HappenedEvent, type Sent, useCommand } from '../data/use-command.ts'
import { useProof } from './proof.tsx'

/**
 * A command that asks for a second factor of the last minutes: when the service says so, the code is asked for and the command
 * sent again. `proof` is the dialog, to be put on the page.
 */
export function useProvedCommand<T extends CommandType>(
  type: T,
  options: { onDone?: (events: readonly HappenedEvent[]) => void } = {},
) {
  const command = useCommand(type, options)
  const { error, variables } = command
  const proof = useProof(error, () => command.mutate(variables as Sent<T>))
  return {
    send: (sent: Sent<T>) => command.mutate(sent),
    reset: command.reset,
    isPending: command.isPending,
    /** What was refused for another reason. */
    error: proof.error as Error | null,
    proof: proof.dialog,
  }
}
