import { Refusal } from '@lianxie/contracts'
import type { FastifyRequest } from 'fastify'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * 防跨站: what may change something must carry `x-lianxie: 1`, which a foreign page cannot send without being asked first,
 * and must say that it comes from a page of this origin. Refuses `request.cross_site`.
 */
export function requireSameOrigin(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  origin: string,
): void {
  if (SAFE.has(method)) return
  const site = headers['sec-fetch-site']
  const from = headers.origin
  const named = from !== undefined ? from === origin : site === 'same-origin'
  const contradicted = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (headers['x-lianxie'] !== '1' || !named || contradicted) throw new Refusal('request.cross_site')
}
