import { type Role, STAFF } from '@lianxie/contracts'

/** 变化提示: that something changed, never what: the page asks the service again, which knows what the viewer may see. */
export interface Hint {
  context: string
  aggregate: string
  id: string
  /** The event's type, for offices alone: to others even the kind of a change can tell too much. */
  type?: string
}

const OFFICES: readonly Role[] = [...STAFF, 'CHAIR']

/** Facts whose very moment is nobody's business but the office's: ratings, scores and votes. */
const SILENT = /\.(?:reply-rated|unit-scored|feedback-|key-vote-|ballot-|token-issued|history-)/

export const hearsEverything = (role: Role): boolean => OFFICES.includes(role)

/**
 * What an event says to the two kinds of listeners; `quiet` is absent where only offices may know. What happens under a compact
 * is a change of the compact too, for who watches that.
 */
export function hintsOf(event: unknown): { loud: Hint; quiet?: Hint; around?: Hint } | undefined {
  const { type: wireType, aggregate: of, data } = event as { type?: unknown; aggregate?: unknown; data?: unknown }
  const named = /^cn\.lianxie\.([a-z]+)\.([a-z0-9-]+)\.v\d+$/.exec(String(wireType))
  const [aggregate, id] = String(of).split('/')
  if (!named || !aggregate || !id) return undefined
  const [, context, name] = named as unknown as [string, string, string]
  const type = `${context}.${name}`
  const quiet = { context, aggregate, id }
  const { compactId } = (data ?? {}) as { compactId?: unknown }
  return {
    loud: { ...quiet, type },
    ...(!SILENT.test(type) && { quiet }),
    ...(context === 'joint' &&
      typeof compactId === 'string' && { around: { context, aggregate: 'compact', id: compactId } }),
  }
}
