import { z } from 'zod'
import { Base64, Prose } from '../primitives.ts'
import { PublicKey } from '../public-key.ts'

/** base64 of a signature. */
const Signature = Base64(400)
const Recipient = z
  .string()
  .max(2_000)
  .regex(/^age1[0-9a-z]+$/)

/**
 * 密钥: a change of the author's own keys.
 * `rotate`: the entry is signed by the old key; `proof` is the new key's signature.
 * `seal`: a new sealing key.
 * `recover`: first entry of a new generation, signed by the recovery key; its `prev` is the last head it names.
 * Every other member answers it; it holds once all have countersigned.
 */
export const Key = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('rotate'), signing: PublicKey, proof: Signature }),
  z.strictObject({ act: z.literal('seal'), sealing: Recipient }),
  z.strictObject({
    act: z.literal('recover'),
    signing: PublicKey,
    proof: Signature,
    sealing: Recipient.nullable(),
    reason: Prose,
  }),
])
export type Key = z.infer<typeof Key>
