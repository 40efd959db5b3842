import type { RefusalCode } from '@lianxie/contracts'
import type { Actor } from './actor.ts'
import type { Handler } from './handle.ts'
import type { Runtime } from './runtime.ts'

/**
 * Writes down that an `audited` command was turned down: who tried, about what, and why; never what it said. The body
 * may not have been looked at yet: what it is about is told only where it is well-formed.
 */
export async function auditRefusal(
  { db, clock }: Pick<Runtime, 'db' | 'clock'>,
  { command, target }: Handler,
  actor: Actor,
  body: unknown,
  code: RefusalCode,
): Promise<void> {
  const parsed = command.schema.safeParse(body)
  const [subject = command.type] = parsed.success && target ? [target(parsed.data)].flat() : []
  await db
    .insertInto('audit')
    .values({
      at: clock.now(),
      actor: actor.id,
      role: actor.role,
      action: `${command.type} refused`,
      subject,
      detail: JSON.stringify({ code }),
    })
    .execute()
}
