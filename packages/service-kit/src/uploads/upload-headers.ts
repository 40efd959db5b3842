import { Id, Refusal, Sha256 } from '@lianxie/contracts'
import type { FastifyRequest } from 'fastify'

/** The version of the protocol of https://tus.io/protocols/resumable-upload that is spoken. */
export const TUS_VERSION = '1.0.0'

/** Refuses `upload.protocol` unless the request speaks this version. */
export function requireTus({ headers }: FastifyRequest): void {
  if (headers['tus-resumable'] !== TUS_VERSION) throw new Refusal('upload.protocol', { version: TUS_VERSION })
}

/** What a sender says of a file before it comes: its length, and as metadata its id and, if it likes, its hash. */
export function announcedIn(request: FastifyRequest): { id: string; size: number; announced?: string } {
  const size = wholeNumberIn(request, 'upload-length')
  if (size === 0) throw new Refusal('request.invalid', { field: 'upload-length' })
  const metadata = metadataIn(request)
  const id = Id.safeParse(metadata.get('id'))
  if (!id.success) throw new Refusal('request.invalid', { field: 'upload-metadata.id' })
  const hash = Sha256.optional().safeParse(metadata.get('sha256'))
  if (!hash.success) throw new Refusal('request.invalid', { field: 'upload-metadata.sha256' })
  return { id: id.data.toLowerCase(), size, ...(hash.data !== undefined && { announced: hash.data }) }
}

export function wholeNumberIn({ headers }: FastifyRequest, name: 'upload-length' | 'upload-offset'): number {
  const value = headers[name]
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw new Refusal('request.invalid', { field: name })
  return Number(value)
}

/** `id MDE3Zj…,sha256 YWJj…`: names with values in Base64. Names that are not known here are left out. */
function metadataIn({ headers }: FastifyRequest): Map<string, string> {
  const all = headers['upload-metadata']
  if (typeof all !== 'string') throw new Refusal('request.invalid', { field: 'upload-metadata' })
  return new Map(
    all.split(',').map((pair) => {
      const [name = '', value = ''] = pair.trim().split(' ')
      return [name, Buffer.from(value, 'base64').toString('utf8')]
    }),
  )
}
