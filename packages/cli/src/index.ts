export { doctorCommand, type DoctorOptions, examine, type Finding } from './commands/doctor.ts'
export { exportEvents, type ExportedContext } from './commands/export-events.ts'
export * from './commands/hub.ts'
export { importPlan, importPlanCommand, type PlanImport, type PlanImportOptions } from './commands/import-plan.ts'
export * from './commands/joint.ts'
export * from './commands/operations.ts'
export { eventLine, type TailedEvent, tailEvents, type TailOptions } from './commands/tail-events.ts'
export {
  type FileReport,
  type PinnedKey,
  readPinned,
  verifyCommand,
  type VerifiedStep,
  verifyFile,
} from './commands/verify-file.ts'
export { AwayError, EXIT, exitCodeOf, UsageError } from './exit-code.ts'
export { createOutput, type Language, type Output, type Words } from './output.ts'
export { Profile, PROFILE_FILE, readProfile, writeProfile } from './profile.ts'
export { runCommandLine } from './program.ts'
export { type GlobalOptions, openSession, type Session, type Surroundings } from './session.ts'
