import { joint, Refusal } from '@lianxie/contracts'
import { fingerprintOf, localSigner, PrivateKey, type Signer } from '@lianxie/joint-protocol'
import { type Handler, handle, type Tx } from '@lianxie/service-kit'
import { asRefusal, type Compacts } from './compacts/compacts.ts'
import type { JointTables } from './store/tables.ts'

const compactKey = ({ compactId }: { compactId: string }) => `compact/${compactId}`

/** 密钥恢复: two people order a new generation of the own chain, after its keys or its journal were lost. */
export function recoveryHandlers(compacts: () => Compacts): Handler<any, any, any>[] {
  return [
    handle(joint.OrderRecovery, {
      allow: ['STAFF_OFFICE', 'CHAIR'],
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId }) => compacts().member(compactId, tx),
      decide: (_, { compactId, reason }, { newId }) => [joint.RecoveryOrdered({ compactId, orderId: newId(), reason })],
    }),

    handle(joint.ConfirmRecovery, {
      allow: ['CHAIR'],
      stepUp: true,
      target: compactKey,
      load: async (tx: Tx<JointTables>, { compactId, orderId }) => ({
        tx,
        compact: await compacts().of(compactId, tx),
        order: await tx
          .selectFrom('recovery_order')
          .selectAll()
          .where('order_id', '=', orderId)
          .where('compact_id', '=', compactId)
          .where('confirmed_by', 'is', null)
          .executeTakeFirst(),
      }),
      decide: async ({ tx, compact, order }, { compactId, orderId, recoveryKey }, { actor }) => {
        if (!order) throw new Refusal('recovery.not_found', { field: 'orderId' })
        if (order.ordered_by === actor.id) throw new Refusal('recovery.same_person', { field: 'orderId' })
        const { member } = compact
        const recovery = signerOf(recoveryKey)
        const pinned = member.view.chain(member.committee)?.keys.recovery
        if (!recovery || !pinned || fingerprintOf(recovery.key) !== fingerprintOf(pinned))
          throw new Refusal('recovery.key', { field: 'recoveryKey' })
        await compacts().lock(tx, compactId)
        const entryId = (await begunBefore(tx, member)) ?? (await begin(tx, recovery))
        return [joint.RecoveryConfirmed({ compactId, orderId, entryId })]

        async function begin(open: typeof tx, signer: Signer): Promise<string> {
          const { keyring } = compacts()
          const [next, sealing] = [await keyring.newSigner(), await keyring.newSealing()]
          const { id } = await asRefusal(() =>
            member.recover(open, {
              recovery: signer,
              next,
              sealing,
              reason: order!.reason,
              orderedBy: [order!.ordered_by, actor.id],
            }),
          )
          await keyring.showInFuture({ signing: fingerprintOf(next.key), sealing })
          return id
        }
      },
      committed: ({ compactId }) => compacts().nudge(compactId),
    }),
  ]
}

/** A generation that an earlier try began, whose transaction did not end: it is not begun twice. */
async function begunBefore(
  tx: Tx<JointTables>,
  member: Awaited<ReturnType<Compacts['member']>>,
): Promise<string | undefined> {
  const open = member.view
    .recoveries()
    .filter(({ committee, state }) => committee === member.committee && state === 'OPEN')
    .map(({ entry }) => entry)
  if (open.length === 0) return undefined
  const known = await tx.selectFrom('recovery_order').select('entry_id').where('entry_id', 'in', open).execute()
  return open.find((id) => !known.some(({ entry_id }) => entry_id === id))
}

/** The signer of a recovery key as its file holds it; undefined for anything else. It is used once and not kept. */
function signerOf(recoveryKey: string): Signer | undefined {
  try {
    return localSigner(PrivateKey.parse(JSON.parse(recoveryKey)))
  } catch {
    return undefined
  }
}
