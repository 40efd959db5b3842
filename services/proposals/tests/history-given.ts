import { proposals as c } from '@lianxie/contracts'
import type { Problem } from '@lianxie/service-kit'
import { account, type TestService } from '@lianxie/service-kit/testing'

/** 提案委员会工作人员, who brings past years in. */
export const office = { ...account('STAFF_PROPOSAL'), id: 'staff-proposal-1' }

export interface UploadOptions {
  /** Whose facts of the file are meant, and the session of those that tell none. */
  query?: Record<string, string | number>
  type?: string
  as?: ReturnType<typeof account>
}

/** Uploads a file of past years, and gives whatever came back. */
export async function tryUpload(
  service: TestService,
  file: string | Uint8Array,
  { query = {}, type = 'application/x-ndjson', as = office }: UploadOptions = {},
): Promise<{ status: number; body: c.HistoryImportSummary & Problem }> {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const response = await service.fetch(`/proposals/history-imports?${search.toString()}`, {
    method: 'POST',
    body: file as Uint8Array<ArrayBuffer> | string,
    headers: { 'content-type': type },
    as,
  })
  return { status: response.status, body: (await response.json()) as c.HistoryImportSummary & Problem }
}

/** Uploads a file that must be accepted. */
export async function upload(
  service: TestService,
  file: string | Uint8Array,
  options: UploadOptions = {},
): Promise<c.HistoryImportSummary> {
  const { status, body } = await tryUpload(service, file, options)
  if (status !== 200) throw new Error(`the file was refused: ${JSON.stringify(body)}`)
  return body
}

export const importOf = (
  service: TestService,
  importId: string,
  params: { only?: c.HistoryLineStatus; limit?: number } = {},
) => service.ask(c.HistoryImport, { importId, limit: 200, ...params }, { as: office })

/** Starts a previewed import, and waits for its end. */
export async function runImport(service: TestService, importId: string, skipWrong = false) {
  await service.send(c.StartHistoryImport, { importId, skipWrong }, { as: office })
  return service.until(async () => {
    const found = await importOf(service, importId)
    return found.state === 'FINISHED' && found
  }, 60_000)
}

export const importFile = async (service: TestService, file: string | Uint8Array, options: UploadOptions = {}) =>
  runImport(service, (await upload(service, file, options)).importId)

/** Facts of one proposal of 2022, as lines. */
export function linesOf(facts: readonly object[], region = 'wuxing-cppcc'): string {
  return facts.map((fact) => JSON.stringify({ region, ...fact })).join('\n')
}
