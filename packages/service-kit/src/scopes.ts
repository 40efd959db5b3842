import { Refusal } from '@lianxie/contracts'
import type { Actor } from './actor.ts'

/**
 * 权限范围: a service account's token does what its scopes name and no more, `proposals:read`. Refuses `auth.forbidden`. The
 * first part of a path is the context that it belongs to; reading is what HTTP calls safe.
 */
export function requireScope({ scopes }: Pick<Actor, 'scopes'>, method: string, url: string): void {
  if (!scopes) return
  const context = /^\/([a-z]+)/.exec(url)?.[1] ?? ''
  const needed = `${context}:${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`
  if (!scopes.includes(needed)) throw new Refusal('auth.forbidden', { scope: needed })
}
