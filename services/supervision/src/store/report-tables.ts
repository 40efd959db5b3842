import type { FileRef, supervision as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'

/** Rows of `migrations/0005-report.sql`. */
export interface ReportTables {
  project_report: {
    project_id: string
    title: string
    file: Json<FileRef>
    numbers: Json<c.ReportNumbers>
    submitted_at: Date
    summary: string | null
  }
  report_delivery: {
    id: string
    project_id: string
    addressee: c.ReportAddressee
    sent_on: string
    document_number: string
  }
  report_instruction: {
    id: string
    project_id: string
    given_on: string
    unit_ids: string[]
    recorded_at: Date
    leader_post: string | null
    text: string | null
  }
  report_adoption: { id: string; project_id: string; document_number: string; title: string; adopted_on: string }
}

export const reportOwnTables = [
  'project_report',
  'report_delivery',
  'report_instruction',
  'report_adoption',
] as const satisfies readonly (keyof ReportTables)[]
export const reportWordColumns = {
  project_report: ['summary'],
  report_instruction: ['leader_post', 'text'],
} as const
