import { Refusal, type RefusalCode } from '@lianxie/contracts'
import type { ProtocolRefusal, Reason } from '@lianxie/joint-protocol'

// What the protocol turns down, in the words of the platform. The protocol's own code goes along as a detail.
const CODES: Partial<Record<Reason, RefusalCode>> = {
  'entry.too_large': 'entry.too_large',
  'entry.bad_body': 'request.invalid',
  'chain.left': 'compact.left',
  'chain.not_a_member': 'compact.not_found',
  'chain.ended': 'compact.not_in_force',
  'chain.bad_prev': 'compact.not_in_force',
  'key.two_people': 'recovery.same_person',
  'ref.unknown': 'entry.not_found',
  'ref.wrong_kind': 'entry.not_found',
  'ref.not_yours': 'draft.not_own',
  'ref.bad_step': 'task.step',
  'ref.wrong_audience': 'draft.audience',
  'version.bad_base': 'version.not_open',
  'version.base_superseded': 'version.not_open',
  'version.bad_parents': 'version.parents',
  'version.amends_own_countersignature': 'version.answered',
  'version.wrong_signers': 'invitation.text',
  'version.wrong_convenor': 'invitation.text',
  'version.too_few_signers': 'invitation.text',
  'version.removes_too_many': 'invitation.text',
  'version.changes_keys': 'invitation.text',
  'version.restricted': 'draft.audience',
  'answer.not_a_signer': 'version.not_signer',
  'answer.not_convenor': 'version.not_convenor',
  'answer.deadline_open': 'version.not_due',
  'answer.already_given': 'version.answered',
  'answer.rival_open': 'version.rival',
  'answer.others_missing': 'version.not_last',
  'answer.files_missing': 'version.files_missing',
  'answer.holds_more': 'version.closed',
  'class.not_listed': 'class.not_listed',
  'template.not_upper': 'draft.not_own',
  'level.not_lower': 'level.not_lower',
  'level.unknown_indicator': 'level.unknown_indicator',
  'rotation.not_host': 'rotation.not_host',
  'signing.recovery': 'service.recovering',
  'signing.catching_up': 'service.recovering',
  'signing.wrong_key': 'service.recovering',
}

/** The platform's refusal for a reason of the protocol. */
export function refusalOfReason({ code, zh, en, detail }: ProtocolRefusal): Refusal {
  // The rules between the fields of a compact's text are the protocol's.
  const ofText = code === 'entry.bad_body' && detail['kind'] === 'compact-text'
  return new Refusal(ofText ? 'invitation.text' : (CODES[code] ?? 'entry.not_found'), { reason: code, zh, en })
}
