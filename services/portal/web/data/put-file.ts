import { fetchOwn } from './request.ts'

/** 附件: a file by its hash, as commands name it. */
export interface FileRef {
  sha256: string
  name: string
  size: number
  mediaType: string
}

/** Puts a file where a service keeps its own; a command then names it. */
export async function uploadFile(service: string, file: File): Promise<FileRef> {
  const response = await fetchOwn(`/api/${service}/files`, { method: 'PUT', params: { name: file.name }, bytes: file })
  const { sha256, size, mediaType } = (await response.json()) as FileRef
  return { sha256, size, mediaType, name: file.name }
}
