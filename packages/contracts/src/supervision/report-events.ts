import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { ReportAddressee, ReportNumbers } from './report.ts'
import { distinctIds } from './supervision.ts'

const about = { aggregate: 'project', key: 'projectId' } as const
const projectId = Id

export const ReportSubmitted = event(
  'supervision.report-submitted',
  1,
  { zh: '监督报告已形成', en: 'A project was reported on; the summary stays with the committee', ...about },
  { projectId, title: line(200), file: FileRef, numbers: ReportNumbers },
)
export const ReportDelivered = event(
  'supervision.report-delivered',
  1,
  { zh: '监督报告已报送', en: 'A report went to the party committee or the government', ...about },
  { projectId, deliveryId: Id, to: ReportAddressee, sentOn: LocalDate, documentNumber: line(100) },
)
export const InstructionRecorded = event(
  'supervision.instruction-recorded',
  1,
  { zh: '批示已登记', en: 'A leader wrote on a report; neither who nor what is told', ...about },
  { projectId, instructionId: Id, givenOn: LocalDate, unitIds: distinctIds(50) },
)
export const AdoptionRecorded = event(
  'supervision.adoption-recorded',
  1,
  { zh: '监督成果已转化', en: 'A report became policy', ...about },
  { projectId, adoptionId: Id, documentNumber: line(100), title: line(200), adoptedOn: LocalDate },
)
