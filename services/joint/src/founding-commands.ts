import { joint, Refusal } from '@lianxie/contracts'
import {
  createInvitation,
  fingerprintOf,
  FoundingBundle,
  foundingBytes,
  mergeInvitations,
  readFounding,
  signInvitation,
} from '@lianxie/joint-protocol'
import { type Handler, handle, type Tx } from '@lianxie/service-kit'
import type { Compacts } from './compacts/compacts.ts'
import { checkTexts } from './domain/crossing-check.ts'
import type { Keyring } from './keyring.ts'
import { OPERATORS, STAFF } from './roles.ts'
import type { JointTables } from './store/tables.ts'

const compactKey = ({ compactId }: { compactId: string }) => `compact/${compactId}`

/** 成立、加入机制: an invitation file that passes from hand to hand, and the ways by which entries travel. */
export function foundingHandlers(compacts: () => Compacts): Handler<any, any, any>[] {
  return [
    handle(joint.DraftInvitation, {
      allow: STAFF,
      load: async () => undefined,
      decide: (_, { text }, { committee }) => {
        checkTexts({ ...text, members: text.members.map(({ name }) => name) })
        return [received(invitationOf(text), committee, compacts().keyring)]
      },
    }),

    handle(joint.ReceiveInvitation, {
      allow: STAFF,
      load: async (tx: Tx<JointTables>, { file }) => {
        const bundle = bundleOf(file)
        const { founding } = readOrRefuse(bundle)
        return { bundle, known: await compactRow(tx, founding.compact, 'lock') }
      },
      decide: ({ bundle, known }, _, { committee }) => {
        if (known?.stage === 'IN_FORCE') return []
        const merged = known ? mergeInvitations(FoundingBundle.parse(JSON.parse(known.file)), bundle) : bundle
        return [received(merged, committee, compacts().keyring), ...inForce(merged)]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.SignInvitation, {
      allow: ['CHAIR'],
      stepUp: true,
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => compactRow(tx, compactId),
      decide: async (row, { approval, compactId }, { committee, now }) => {
        if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
        if (row.stage === 'IN_FORCE') throw new Refusal('compact.in_force', { field: 'compactId' })
        if (row.signed_by.includes(committee)) throw new Refusal('version.answered', { field: 'compactId' })
        const { keyring } = compacts()
        const invitation = FoundingBundle.parse(JSON.parse(row.file))
        const [signing, recovery] = [keyring.signerOf(ownFingerprint(invitation, committee)), await keyring.recovery()]
        if (!signing) throw new Refusal('invitation.foreign_keys', { field: 'compactId' })
        if (!recovery) throw new Refusal('recovery.key', { field: 'compactId' })
        const bundle = await signInvitation(invitation, { committee, approval, at: now, signing, recovery })
        // Before the commit, and nowhere else: a database in which this side has signed had a journal, and one that is
        // missing then was lost.
        await compacts().beginJournal(compactId)
        const { founding } = readOrRefuse(bundle)
        const signedBy = founding.signed.map((side) => side.committee)
        return [joint.InvitationSigned({ compactId, file: textOf(bundle), signedBy }), ...inForce(bundle)]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.JoinCompact, {
      allow: ['STAFF_OFFICE', 'CHAIR'],
      load: async (tx: Tx<JointTables>, { file }) => {
        const bundle = bundleOf(file)
        const { founding } = readOrRefuse(bundle)
        return { bundle, founding, known: await compactRow(tx, founding.compact, 'lock') }
      },
      decide: async ({ bundle, founding, known }, _, { committee }) => {
        const field = 'file'
        if (known) throw new Refusal('compact.in_force', { field })
        if (founding.missing.length > 0) throw new Refusal('invitation.signature', { field, missing: founding.missing })
        // A founder takes its file in as an invitation; it has a journal already, or lost it.
        if (founding.text.members.some((side) => side.committee === committee))
          throw new Refusal('compact.in_force', { field })
        await compacts().beginJournal(founding.compact)
        return [receivedOf(bundle), ...inForce(bundle)]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.ConnectHub, {
      allow: OPERATORS,
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => compactRow(tx, compactId),
      decide: (row, { compactId, url }) => {
        if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
        return [joint.HubConnected({ compactId, url })]
      },
      committed: () => compacts().reload(),
    }),

    handle(joint.RecarryEntries, {
      allow: OPERATORS,
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => ({ tx, member: await compacts().member(compactId, tx) }),
      decide: async ({ tx, member }, { compactId }) => {
        const entries = await compacts().within(tx, () => member.recarry())
        return [joint.EntriesRecarried({ compactId, entries })]
      },
      committed: ({ compactId }) => compacts().nudge(compactId),
    }),
  ]
}

function invitationOf(text: Parameters<typeof createInvitation>[0]): FoundingBundle {
  try {
    return createInvitation(text)
  } catch (cause) {
    // Rules between fields (each committee once, an upper side in a vertical compact) are the protocol's.
    const issue = (cause as { issues?: { path: PropertyKey[]; message: string }[] }).issues?.[0]
    if (!issue) throw cause
    throw new Refusal('invitation.text', { field: issue.path.map(String).join('.'), reason: issue.message })
  }
}

function bundleOf(file: string): FoundingBundle {
  try {
    return FoundingBundle.parse(JSON.parse(file))
  } catch (cause) {
    throw new Refusal('invitation.unreadable', {
      field: 'file',
      cause: cause instanceof SyntaxError ? 'json' : 'shape',
    })
  }
}

function readOrRefuse(bundle: FoundingBundle) {
  const read = readFounding(bundle)
  if ('faults' in read) throw new Refusal('invitation.unreadable', { field: 'file' })
  const fault = read.founding.faults[0]
  if (fault)
    throw new Refusal(fault.code === 'founding.too_few_members' ? 'invitation.text' : 'invitation.signature', {
      field: 'file',
      ...fault,
    })
  return read
}

/** The event of an invitation that names the own committee with keys that are here. */
function received(bundle: FoundingBundle, own: string, { keys, signerOf }: Keyring) {
  const { founding } = readOrRefuse(bundle)
  const me = founding.text.members.find(({ committee }) => committee === own)
  if (!me) throw new Refusal('invitation.not_member', { field: 'text.members' })
  const { signing, recovery, sealing, hub } = me.keys
  const known =
    signerOf(fingerprintOf(signing)) !== undefined &&
    fingerprintOf(recovery) === fingerprintOf(keys.recovery) &&
    sealing === keys.sealing &&
    hub === keys.hub
  if (!known) throw new Refusal('invitation.foreign_keys', { field: 'text.members' })
  return receivedOf(bundle)
}

function receivedOf(bundle: FoundingBundle) {
  const { founding } = readOrRefuse(bundle)
  return joint.InvitationReceived({
    compactId: founding.compact,
    name: founding.text.name,
    members: founding.text.members.map(({ committee }) => committee),
    file: textOf(bundle),
    signedBy: founding.signed.map(({ committee }) => committee),
  })
}

function inForce(bundle: FoundingBundle) {
  const { founding } = readOrRefuse(bundle)
  if (founding.missing.length > 0) return []
  const members = founding.text.members.map(({ committee }) => committee)
  return [joint.CompactInForce({ compactId: founding.compact, name: founding.text.name, members })]
}

const textOf = (bundle: FoundingBundle) => Buffer.from(foundingBytes(bundle)).toString('utf8')

function ownFingerprint(bundle: FoundingBundle, own: string): string {
  const { founding } = readOrRefuse(bundle)
  return founding.fingerprints.find(({ committee }) => committee === own)?.signing ?? ''
}

async function compactRow(tx: Tx<JointTables>, compactId: string, lock?: 'lock') {
  const row = tx.selectFrom('compact').selectAll().where('compact_id', '=', compactId)
  return (lock ? row.forUpdate() : row).executeTakeFirst()
}
