import type { Fact } from '@lianxie/contracts'
import type { AppendContext, Writer } from './append-events.ts'
import type { Handler } from './handle.ts'

/** What is written of one decision: facts of the past each with the time at which they happened. */
export function writersOf({ occurredAt }: Handler, facts: readonly Fact[], context: AppendContext): Writer[] {
  if (!occurredAt) return [{ facts, context }]
  return facts.map((fact) => {
    const at = occurredAt(fact)
    return { facts: [fact], context: at ? { ...context, imported: { occurredAt: at } } : context }
  })
}
