export { bodies, decisionKinds, isDecisionKind, kinds } from './bodies/index.ts'
export type { BodyOf, Content, DecisionKind, Kind } from './bodies/index.ts'
export { CompactText, CompactMember, MemberKeys, DataClass } from './bodies/compact-text.ts'
export { ResultClass } from './bodies/after-record.ts'
export { taskSteps, TaskState } from './bodies/task.ts'
export { versionPart, VersionPart } from './bodies/version-part.ts'
export { CHUNK_BYTES, FileRef, MAX_CHUNKS } from './file-ref.ts'
export {
  Approval,
  CommitteeId,
  CompactId,
  Day,
  DecisionId,
  EntryId,
  FileHash,
  Fingerprint,
  Instant,
  JointKey,
} from './primitives.ts'
export { fingerprintOf, PublicKey } from './public-key.ts'
export { generateKey, localSigner, PrivateKey, registerSuite, suiteNames, verifySignature } from './signature-suite.ts'
export type { SignatureSuite, Signer } from './signature-suite.ts'
export { entryId, MAX_ENTRY_BYTES, readEntry, SealedBody, signedBytes } from './entry.ts'
export type { Entry, ReadEntry, SignedEntry } from './entry.ts'
export { ProtocolRefusal, reasons, reasonText } from './reason.ts'
export type { Reason } from './reason.ts'
export type * from './ledger/views.ts'
export type { Files, Rejection, Store, StoredEntry } from './member/store.ts'
export type { Journal } from './member/journal.ts'
export { jointSubject, readSubject } from './member/transport.ts'
export type { Clock, Delivery, Envelope, Transport } from './member/transport.ts'
export type { Alarm, Draft, Member, MemberMode, MemberOptions } from './member/member-api.ts'
export { ageSealer, generateSealingKey } from './sealing.ts'
export type { Sealer } from './sealing.ts'
export {
  completeFounding,
  createInvitation,
  FoundingBundle,
  foundingBytes,
  mergeInvitations,
  readFounding,
  SideSignature,
  signInvitation,
} from './founding.ts'
export type { FoundingFault, ReadFounding } from './founding.ts'
export { hubPlan } from './hub-plan.ts'
export type { HubPlan } from './hub-plan.ts'
export { exportBundle, readBundle } from './bundle.ts'
export { answering, countersign, draftVersion, lapse, refuse } from './drafts.ts'
export { evidenceOf, readEvidence } from './evidence.ts'
export type { Evidence } from './evidence.ts'
export type { EvidenceReport, EvidenceStep } from './evidence-report.ts'
export { chunksOf, describeFile } from './file-chunks.ts'
export { fileJournal } from './member/file-journal.ts'
export { openLedger } from './ledger/open-ledger.ts'
export { openMember } from './member/open-member.ts'
export { verifyEvidence } from './verify-evidence.ts'
export type { EvidenceFiles } from './verify-evidence.ts'
export { same } from './same.ts'
