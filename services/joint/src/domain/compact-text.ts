import { type CommandOf, type joint, Refusal } from '@lianxie/contracts'
import { type Draft, same } from '@lianxie/joint-protocol'
import type { DraftFacts } from './draft-facts.ts'
import { version } from './version.ts'

type Command = CommandOf<typeof joint.DraftCompactText>

/**
 * 修订协议文本: all whom it names sign it. Who names no version has read the founding text: once another is in force,
 * `version.not_open`.
 */
export function compactText({ text, amends, deadline }: Command, facts: DraftFacts): Draft {
  const { id, textVersion } = facts.ledger.compactView()
  if (amends.length === 0 && textVersion !== id)
    throw new Refusal('version.not_open', { field: 'amends', versionId: textVersion })
  requireMembers(text, facts)
  const signers = text.members.map(({ committee }) => committee)
  return version('compact-text', { amends, deadline, signers }, facts, { text })
}

/** 成员: whom a text binds, before the protocol judges it, so that each rule is told by itself. */
export function requireMembers(
  { members, rotation, upper }: Command['text'],
  { ledger, own }: Pick<DraftFacts, 'ledger' | 'own'>,
): void {
  const field = 'text.members'
  const named = members.map(({ committee }) => committee)
  const now = ledger.compactView()
  const twice = named.find((committee, at) => named.indexOf(committee) !== at)
  if (twice !== undefined) throw new Refusal('compact.member_twice', { field, committee: twice })
  if (!named.includes(own)) throw new Refusal('compact.own_missing', { field })
  if (named.length < 2) throw new Refusal('compact.too_few_members', { field })
  if (upper !== null && !named.includes(upper)) throw new Refusal('compact.upper_missing', { field, committee: upper })
  const removed = now.members.filter((committee) => !named.includes(committee))
  if (removed.length > 1) throw new Refusal('compact.one_removal', { field, removed })
  const other = members.find(({ committee, keys }) => {
    const known = now.text.members.find((one) => one.committee === committee)
    return known !== undefined && !same(known.keys, keys)
  })
  if (other) throw new Refusal('compact.member_keys', { field, committee: other.committee })
  const hosts = [...rotation.order, ...rotation.swaps.map(({ host }) => host)]
  const stranger = hosts.find((host) => !named.includes(host))
  if (stranger !== undefined) throw new Refusal('compact.host_unknown', { field: 'text.rotation', committee: stranger })
}
