import { type HistoryImportSummary, type HistoryLineStatus, supervision as c } from '@lianxie/contracts'
import type { Problem } from '@lianxie/service-kit'
import { account, type TestService } from '@lianxie/service-kit/testing'

/** 协商监督工作人员, who brings past years in. */
export const office = { ...account('STAFF_CONSULTATION'), id: 'staff-consultation-1' }

interface UploadOptions {
  region?: string
  type?: string
  as?: ReturnType<typeof account>
}

/** Uploads a file of past years, and gives whatever came back. */
export async function tryUpload(
  service: TestService,
  file: string | Uint8Array,
  { region = 'jiangyin-cppcc', type = 'application/x-ndjson', as = office }: UploadOptions = {},
): Promise<{ status: number; body: HistoryImportSummary & Problem }> {
  const response = await service.fetch(`/supervision/history-imports?region=${region}`, {
    method: 'POST',
    body: file as Uint8Array<ArrayBuffer> | string,
    headers: { 'content-type': type },
    as,
  })
  return { status: response.status, body: (await response.json()) as HistoryImportSummary & Problem }
}

/** Uploads a file that must be accepted. */
export async function uploadHistory(
  service: TestService,
  file: string | Uint8Array,
  options: UploadOptions = {},
): Promise<HistoryImportSummary> {
  const { status, body } = await tryUpload(service, file, options)
  if (status !== 200) throw new Error(`the file was refused: ${JSON.stringify(body)}`)
  return body
}

export const importOf = (
  service: TestService,
  importId: string,
  params: { only?: HistoryLineStatus; limit?: number } = {},
) => service.ask(c.HistoryImport, { importId, limit: 200, ...params }, { as: office })

/** Starts a previewed import, and waits for its end. */
export async function runImport(service: TestService, importId: string, skipWrong = false) {
  await service.send(c.StartHistoryImport, { importId, skipWrong }, { as: office })
  return service.until(async () => {
    const { status, body } = await service.tryAsk(c.HistoryImport, { importId, limit: 1 }, { as: office })
    return status === 200 && body.state === 'FINISHED' && (body as HistoryImportSummary)
  }, 60_000)
}

export const importFile = async (service: TestService, file: string | Uint8Array, options: UploadOptions = {}) =>
  runImport(service, (await uploadHistory(service, file, options)).importId)

type LooseFact = { on: string; fact: string; id: string } & Record<string, unknown>

/** Facts of 江阴 as lines, each on a day at nine. */
export const linesOf = (facts: readonly LooseFact[], region = 'jiangyin-cppcc'): string =>
  facts.map(({ on, ...fact }) => JSON.stringify({ at: `${on}T09:00:00+08:00`, region, ...fact })).join('\n')

/** 一次监督: begun, visited, and with one problem. */
export const supervised = (id: string, subject = '河道保洁') => [
  { on: '2022-03-01', fact: 'supervision-started', id, subject, team: 3 },
  { on: '2022-03-05', fact: 'supervision-visit', id: `${id}:a1`, activity: id, member: 'm1' },
  {
    on: '2022-03-08',
    fact: 'finding-raised',
    id: `${id}:f1`,
    subject: '排口',
    severity: '较重',
    unit: '区水务局',
    due: '2022-04-07',
  },
]
