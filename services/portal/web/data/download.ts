import { nonce } from '../look/nonce.ts'
import { fetchOwn } from './request.ts'

/** 导出: asks a service for a file and lets the browser keep it under the name that the service gave. */
export async function download(path: string, body: unknown): Promise<void> {
  const response = await fetchOwn(path, { method: 'POST', body, headers: { accept: '*/*' } })
  const disposition = response.headers.get('content-disposition') ?? ''
  const named = (/filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? /filename="([^"]+)"/i.exec(disposition))?.[1]
  save(await response.blob(), named ? decodeURIComponent(named) : 'lianxie')
}

/** 下载附件: under the name that people gave it. */
export async function downloadFile(service: string, { sha256, name }: { sha256: string; name: string }): Promise<void> {
  const response = await fetchOwn(`/api/${service}/files/${sha256}`, { headers: { accept: '*/*' } })
  save(await response.blob(), name)
}

/** Takes a file away that a service answers with, under a name of the page. */
export async function downloadAs(path: string, name: string): Promise<void> {
  const response = await fetchOwn(path, { headers: { accept: '*/*' } })
  save(await response.blob(), name)
}

/** 保存 what an answer carried as the text of a file. */
export const saveText = (text: string, name: string): void => save(new Blob([text], { type: 'application/json' }), name)

/** 打印: opens a page that a service made for the printer. */
export async function openToPrint(path: string, body: unknown): Promise<void> {
  const response = await fetchOwn(path, { method: 'POST', body, headers: { accept: '*/*' } })
  const page = await response.text()
  const frame = document.createElement('iframe')
  frame.className = 'heard'
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  // The page inherits this one's policy, under which a style needs its number.
  frame.srcdoc = page.replaceAll('<style', `<style nonce="${nonce}"`)
  frame.addEventListener('load', () => {
    frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
    frame.contentWindow?.print()
  })
  document.body.append(frame)
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
