import { createHash, randomUUID } from 'node:crypto'
import type { TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'

export type Account = Committee['as']['first']

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Speaks tus by hand, so that a test can say anything. */
export const uploadClient = (service: TestService, as: Account) => {
  const request = async (method: string, path: string, headers: Record<string, string>, body?: Buffer) => {
    const response = await service.fetch(`/supervision/uploads${path}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body }),
      as,
    })
    const text = await response.text()
    const offset = response.headers.get('upload-offset')
    return {
      status: response.status,
      code: text === '' ? undefined : (JSON.parse(text) as { code?: string }).code,
      body: text === '' ? undefined : (JSON.parse(text) as Record<string, any>),
      offset: offset === null ? undefined : Number(offset),
    }
  }
  return {
    request,
    begin: (id: string, size: number, sha256?: string) =>
      request('POST', '', {
        'upload-length': String(size),
        'upload-metadata': `id ${base64(id)}${sha256 === undefined ? '' : `,sha256 ${base64(sha256)}`}`,
      }),
    ask: (id: string) => request('HEAD', `/${id}`, {}),
    read: (id: string) => request('GET', `/${id}`, {}),
    send: (id: string, offset: number, bytes: Buffer) =>
      request(
        'PATCH',
        `/${id}`,
        { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        bytes,
      ),
    cancel: (id: string) => request('DELETE', `/${id}`, {}),
    /** A whole file under a new id. */
    async upload(bytes: Buffer, sha256?: string) {
      const id = randomUUID()
      const begun = await this.begin(id, bytes.length, sha256)
      return begun.status === 201 ? { id, ...(await this.send(id, 0, bytes)) } : { id, ...begun }
    },
  }
}
