import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ageSealer,
  fingerprintOf,
  generateKey,
  generateSealingKey,
  localSigner,
  type MemberKeys,
  PrivateKey,
  type Sealer,
  type Signer,
} from '@lianxie/joint-protocol'
import { createUser } from '@nats-io/nkeys'
import { z } from 'zod'

const Card = z.object({
  signing: z.string(),
  recovery: z.object({ suite: z.string(), spki: z.string() }),
  sealing: z.string(),
  hub: z.string(),
})

/** 密钥: one committee's keys, in a folder of its own that no other committee's process can read. */
export interface Keyring {
  /** The public keys with which the committee enters a compact from now on. */
  readonly keys: MemberKeys
  /** The signer of a public key's fingerprint; undefined for keys that are not here. */
  signerOf(fingerprint: string): Signer | undefined
  /** A new signing key, kept before it is used. */
  newSigner(): Promise<Signer>
  /** After a change of keys: later compacts are founded with the new ones; running ones go on as their chains say. */
  showInFuture(next: { signing?: string; sealing?: string }): Promise<void>
  /** A new sealing key; what was sealed for the old ones can still be opened. Answers its recipient. */
  newSealing(): Promise<string>
  sealer: Sealer
  /** The seed of the nkey that the gateway shows to the hub. */
  hubSeed: Uint8Array
  /** The recovery key while it is here: it is needed to found a compact, and is then taken away and kept offline. */
  recovery(): Promise<Signer | undefined>
}

/** Opens the committee's keys; the first time makes them. Files are readable by their owner alone. */
export async function openKeyring(folder: string): Promise<Keyring> {
  await mkdir(join(folder, 'signing'), { recursive: true, mode: 0o700 })
  await mkdir(join(folder, 'sealing'), { recursive: true, mode: 0o700 })
  let card = await readCard(folder)
  const signers = new Map<string, Signer>()
  for (const name of await readdir(join(folder, 'signing'))) {
    const signer = localSigner(PrivateKey.parse(JSON.parse(await readFile(join(folder, 'signing', name), 'utf8'))))
    signers.set(fingerprintOf(signer.key), signer)
  }
  const identities = await Promise.all(
    (await readdir(join(folder, 'sealing'))).sort().map((name) => readFile(join(folder, 'sealing', name), 'utf8')),
  )
  const signingKey = () => {
    const signer = signers.get(card.signing)
    if (!signer) throw new Error(`the signing key ${card.signing.slice(0, 16)} is missing in the folder of keys`)
    return signer.key
  }
  signingKey()
  let sealer = ageSealer(identities)
  return {
    get keys() {
      return { signing: signingKey(), recovery: card.recovery, sealing: card.sealing, hub: card.hub }
    },
    async showInFuture(next) {
      card = { ...card, ...next }
      const file = join(folder, 'card.json')
      await writeWhole(`${file}.new`, JSON.stringify(card))
      await rename(`${file}.new`, file)
    },
    signerOf: (fingerprint) => signers.get(fingerprint),
    async newSigner() {
      const signer = await makeSigner(folder)
      signers.set(fingerprintOf(signer.key), signer)
      return signer
    },
    async newSealing() {
      const { identity, recipient } = await makeSealing(folder)
      identities.push(identity)
      sealer = ageSealer(identities)
      return recipient
    },
    // Looked up at each use: a new sealing key is used from the next message on.
    sealer: { seal: (...given) => sealer.seal(...given), open: (...given) => sealer.open(...given) },
    hubSeed: await readFile(join(folder, 'hub.seed')),
    async recovery() {
      try {
        return localSigner(PrivateKey.parse(JSON.parse(await readFile(join(folder, 'recovery.json'), 'utf8'))))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
  }
}

async function readCard(folder: string): Promise<z.infer<typeof Card>> {
  const file = join(folder, 'card.json')
  try {
    return Card.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const signing = await makeSigner(folder)
  const recovery = generateKey()
  await writeWhole(join(folder, 'recovery.json'), JSON.stringify(recovery.privateKey))
  const { recipient } = await makeSealing(folder)
  const user = createUser()
  await writeWhole(join(folder, 'hub.seed'), Buffer.from(user.getSeed()))
  const card = {
    signing: fingerprintOf(signing.key),
    recovery: recovery.publicKey,
    sealing: recipient,
    hub: user.getPublicKey(),
  }
  // Last: a start that was cut short before this line makes all keys anew, and nobody has seen the first ones.
  await writeWhole(file, JSON.stringify(card))
  return card
}

async function makeSigner(folder: string): Promise<Signer> {
  const { privateKey, publicKey } = generateKey()
  await writeWhole(join(folder, 'signing', `${fingerprintOf(publicKey)}.json`), JSON.stringify(privateKey))
  return localSigner(privateKey)
}

async function makeSealing(folder: string): Promise<{ identity: string; recipient: string }> {
  const pair = await generateSealingKey()
  const name = createHash('sha256').update(pair.recipient).digest('hex').slice(0, 16)
  await writeWhole(join(folder, 'sealing', `${Date.now()}-${name}.txt`), pair.identity)
  return pair
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
