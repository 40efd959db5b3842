import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Project, requireState } from './project.ts'

/** 监督报告, as far as decisions need to know it. */
export interface Report {
  submittedOn: string
  deliveredTo: readonly c.ReportAddressee[]
}

/** 形成监督报告: once every finding is listed or dropped; issues may still be open, and the numbers say so. */
export function submitReport(
  { project, undecided, numbers }: { project: Project; undecided: number; numbers: c.ReportNumbers },
  { projectId, title, file }: CommandOf<typeof c.SubmitReport>,
) {
  requireState(project, ['FINDINGS', 'ISSUE_LIST_SENT'])
  if (undecided > 0) throw new Refusal('report.findings_undecided', { field: 'projectId', undecided })
  return [c.ReportSubmitted({ projectId, title, file, numbers })]
}

interface Facts {
  project: Project
  report: Report | undefined
}

/** 报送. */
export function deliverReport(
  { project, report }: Facts,
  { projectId, to, sentOn, documentNumber }: CommandOf<typeof c.DeliverReport>,
  { now, newId }: Deciding,
) {
  const { deliveredTo } = requireReported(project, report, sentOn, 'sentOn', now)
  if (deliveredTo.includes(to)) throw new Refusal('report.delivered_already', { field: 'to' })
  return [c.ReportDelivered({ projectId, deliveryId: newId(), to, sentOn, documentNumber })]
}

/** 登记批示. */
export function recordInstruction(
  { project, report, unknownUnits }: Facts & { unknownUnits: readonly string[] },
  { projectId, givenOn, unitIds }: CommandOf<typeof c.RecordInstruction>,
  { now, newId }: Deciding,
) {
  requireReported(project, report, givenOn, 'givenOn', now)
  const unit = unitIds.findIndex((id) => unknownUnits.includes(id))
  if (unit >= 0) throw new Refusal('supervision.unknown_unit', { field: `unitIds.${unit}` })
  return [c.InstructionRecorded({ projectId, instructionId: newId(), givenOn, unitIds })]
}

/** 登记转化为政策. */
export function recordAdoption(
  { project, report }: Facts,
  { projectId, documentNumber, title, adoptedOn }: CommandOf<typeof c.RecordAdoption>,
  { now, newId }: Deciding,
) {
  requireReported(project, report, adoptedOn, 'adoptedOn', now)
  return [c.AdoptionRecorded({ projectId, adoptionId: newId(), documentNumber, title, adoptedOn })]
}

/** What follows a report lies on or after its day, and before the project is closed. */
function requireReported(project: Project, report: Report | undefined, day: string, field: string, now: Date): Report {
  requireState(project, ['REPORTED'])
  if (day > shanghaiDate(now)) throw new Refusal('supervision.day_in_future', { field })
  if (day < report!.submittedOn) throw new Refusal('report.day_too_early', { field })
  return report!
}
