import { fetchOwn } from './request.ts'

/** 导出: asks a service for a file and lets the browser keep it under the name that the service gave. */
export async function download(path: string, body: unknown): Promise<void> {
  const response = await fetchOwn(path, { method: 'POST', body, headers: { accept: '*/*' } })
  const disposition = response.headers.get('content-disposition') ?? ''
  const named = (/filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? /filename="([^"]+)"/i.exec(disposition))?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = named ? decodeURIComponent(named) : 'lianxie'
  link.click()
  URL.revokeObjectURL(url)
}
