import { z } from 'zod'
import { command, event } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { termAndSession } from './proposal.ts'

/** 全会的日期: its first and last day, and the day by which session proposals are in (大会提案截止日). */
const days = { opensOn: LocalDate, closesOn: LocalDate, deadlineOn: LocalDate }
const about = { aggregate: 'intake', key: 'intakeId' } as const

export const OpenIntake = command(
  'proposals.open-intake',
  {
    zh: '设置提案征集届次',
    en: 'Tells the days of a plenary session, under which proposals are numbered from then on',
  },
  { ...termAndSession, ...days },
)
export const ChangeIntake = command(
  'proposals.change-intake',
  { zh: '调整提案征集日期', en: 'Changes the days of a session; what was submitted keeps its period' },
  { intakeId: Id, ...days },
)

export const IntakeOpened = event(
  'proposals.intake-opened',
  1,
  { zh: '提案征集届次已设置', en: 'Proposals are taken under a session', ...about, classification: 'public' },
  /** `windowFrom`: the first day on which a proposal counts as one of the session, by the local rule. */
  { intakeId: Id, ...termAndSession, ...days, windowFrom: LocalDate },
)
export const IntakeChanged = event(
  'proposals.intake-changed',
  1,
  { zh: '提案征集日期已调整', en: 'The days of a session were changed', ...about, classification: 'public' },
  { intakeId: Id, ...days, windowFrom: LocalDate },
)

/** 征集届次, as lists show it. */
export const Intake = z
  .strictObject({
    intakeId: Id,
    ...termAndSession,
    ...days,
    windowFrom: LocalDate,
    /** The last numbers given: of receipt 流水号 and of filing 提案号. */
    lastReceipt: z.int().nonnegative(),
    lastSerial: z.int().nonnegative(),
  })
  .meta({ id: 'ProposalIntake' })
export type Intake = z.infer<typeof Intake>

export const NameConvenor = command(
  'proposals.name-convenor',
  { zh: '登记界别召集人', en: 'Names the member who signs the proposals of a sector' },
  { sectorId: Id, memberId: Id },
)
export const ConvenorNamed = event(
  'proposals.convenor-named',
  1,
  { zh: '界别召集人已登记', en: 'A sector has its convenor', aggregate: 'convenor', key: 'sectorId' },
  { sectorId: Id, memberId: Id },
)
