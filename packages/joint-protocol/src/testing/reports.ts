import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { EvidenceReport } from '../evidence-report.ts'

export interface ReportAsked {
  bytes: Uint8Array
  files?: [name: string, bytes: Uint8Array][]
}

/** What the variant for browsers says of evidence: the same modules, in a process that resolves as a bundler for browsers does. */
export async function reportsInBrowser(asked: readonly ReportAsked[]): Promise<EvidenceReport[]> {
  const child = fork(fileURLToPath(new URL('./report-in-browser.ts', import.meta.url)), {
    execArgv: ['--conditions=browser'],
    serialization: 'advanced',
  })
  try {
    const answered = once(child, 'message') as Promise<[EvidenceReport[]]>
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`expected reports, got an end with ${code}`)
    })
    child.send(asked)
    const [reports] = await Promise.race([answered, ended])
    return reports
  } finally {
    child.kill()
  }
}
