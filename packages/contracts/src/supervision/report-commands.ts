import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, line, LocalDate, personal, text } from '../primitives.ts'
import { ReportAddressee } from './report.ts'
import { distinctIds } from './supervision.ts'

const projectId = Id

export const SubmitReport = command(
  'supervision.submit-report',
  { zh: '形成监督报告', en: 'Submits the report of a project with the numbers of that moment' },
  { projectId, title: line(200), summary: personal(text(10_000)), file: FileRef },
)
export const DeliverReport = command(
  'supervision.deliver-report',
  { zh: '报送监督报告', en: 'Records that the report went to the party committee or the government' },
  { projectId, to: ReportAddressee, sentOn: LocalDate, documentNumber: line(100) },
)
export const RecordInstruction = command(
  'supervision.record-instruction',
  { zh: '登记批示', en: 'Records what a leader wrote on a report, for the units that act on it' },
  {
    projectId,
    /** 批示人职务. */
    leaderPost: line(60),
    givenOn: LocalDate,
    text: personal(text(4000)),
    /** 承办单位: who reads it beside the chairs and the general office. */
    unitIds: distinctIds(50).default([]),
  },
)
export const RecordAdoption = command(
  'supervision.record-adoption',
  { zh: '登记转化为政策', en: 'Records a document in which the report became policy' },
  { projectId, documentNumber: line(100), title: line(200), adoptedOn: LocalDate },
)
