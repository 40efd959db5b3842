import type { FileRef } from '@lianxie/contracts'
import { Upload } from 'tus-js-client'
import { Refused, Unreachable, type Problem } from './problem.ts'
import { fetchOwn } from './request.ts'

/** What services take of files, as a browser's file choice names it. */
export const PICTURES = 'image/jpeg,image/png'
export const DOCUMENTS = `${PICTURES},application/pdf,.docx,.xlsx,.pptx,text/plain`

/** So that a line that breaks loses little, and a phone does not hold a whole film in memory. */
const PIECE_BYTES = 512 * 1024

/** Services that take files in pieces; others take them whole. */
const IN_PIECES: ReadonlySet<string> = new Set(['supervision'])

/** 上传附件: puts a file where a service keeps its own, and gives it as commands name it. Throws as `request` does. */
export async function sendFile(
  service: string,
  { id, ref, blob }: { id: string; ref: FileRef; blob: Blob },
  onProgress: (sent: number) => void,
): Promise<FileRef> {
  if (IN_PIECES.has(service)) {
    await upload(service, id, blob, { sha256: ref.sha256, onProgress })
    return ref
  }
  const response = await fetchOwn(`/api/${service}/files`, { method: 'PUT', params: { name: ref.name }, bytes: blob })
  // What is kept of a picture can be another file than what was sent.
  const { sha256, size, mediaType } = (await response.json()) as FileRef
  return { ...ref, sha256, size, mediaType }
}

/** 附件 as commands name it, from its bytes alone. */
export async function fileRefOf(file: Blob, name: string): Promise<FileRef> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { sha256, name: name.replaceAll(/[/\\]/g, '-'), size: file.size, mediaType: file.type }
}

/**
 * 断点续传: sends a file in pieces under an id of its own and goes on where the line broke, also after the page was closed.
 * Begun again under the same id it is the same upload. Throws as `request` does.
 */
export async function upload(
  service: string,
  id: string,
  file: Blob,
  { sha256, onProgress }: { sha256: string; onProgress?: (sent: number) => void },
): Promise<void> {
  const folder = `/api/${service}/uploads`
  await fetchOwn(folder, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(file.size),
      'upload-metadata': `id ${btoa(id)},sha256 ${btoa(sha256)}`,
    },
  })
  await new Promise<void>((resolve, reject) => {
    const sending = new Upload(file, {
      uploadUrl: new URL(`${folder}/${id}`, location.origin).href,
      headers: { 'x-lianxie': '1' },
      chunkSize: PIECE_BYTES,
      retryDelays: [0, 1000],
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: false,
      onProgress: (sent) => onProgress?.(sent),
      onSuccess: () => resolve(),
      onError: (error) => {
        const answer = 'originalResponse' in error ? error.originalResponse : null
        reject(asError(answer?.getStatus(), answer?.getBody(), error))
      },
    })
    sending.start()
  })
}

function asError(status: number | undefined, body: string | undefined, cause: Error): Error {
  if (status === undefined || [502, 503, 504].includes(status)) return new Unreachable('nobody answered', { cause })
  try {
    return new Refused(JSON.parse(body ?? '') as Problem)
  } catch {
    return new Unreachable(`answered ${status}`, { cause })
  }
}
