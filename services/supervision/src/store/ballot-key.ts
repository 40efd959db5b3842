import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { supervision as c } from '@lianxie/contracts'

/** 发票密钥: made for one ballot, and destroyed when its last token is issued. */
export interface BallotKey {
  /** SubjectPublicKeyInfo, base64. */
  publicKey: string
  fingerprint: string
  privatePem: string
}

export async function newBallotKey(): Promise<BallotKey> {
  const options = { modulusLength: c.BALLOT_KEY_BITS, publicExponent: 65_537 }
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', options)
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    publicKey: spki.toString('base64'),
    fingerprint: createHash('sha256').update(spki).digest('hex'),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** Keeps the key in a file that its owner alone can read; it is on the disk when this answers. Never in the database. */
export async function keepKey(filesDir: string, ballotId: string, privatePem: string): Promise<void> {
  await mkdir(folderOf(filesDir), { recursive: true, mode: 0o700 })
  await using file = await open(fileOf(filesDir, ballotId), 'w', 0o600)
  await file.writeFile(privatePem)
  await file.sync()
}

/** Overwrites the key and takes the file away; one that is gone is destroyed already. */
export async function destroyKey(filesDir: string, ballotId: string): Promise<void> {
  const path = fileOf(filesDir, ballotId)
  try {
    await using file = await open(path, 'r+')
    const { size } = await file.stat()
    await file.write(Buffer.alloc(size), 0, size, 0)
    await file.sync()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await rm(path, { force: true })
}

/** The key of a ballot; undefined once it is destroyed. */
export async function readKey(filesDir: string, ballotId: string): Promise<KeyObject | undefined> {
  try {
    return createPrivateKey(await readFile(fileOf(filesDir, ballotId)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * BlindSign of RFC 9474: RSASP1 of what the voter blinded, checked before it is given away. Undefined for what is no number
 * below the modulus.
 */
export function signBlinded(key: KeyObject, blinded: Buffer): Buffer | undefined {
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n!, 'base64url')
  if (blinded.length !== modulus.length || blinded.compare(modulus) >= 0) return undefined
  const padding = constants.RSA_NO_PADDING
  const signature = privateDecrypt({ key, padding }, blinded)
  if (!publicEncrypt({ key: createPublicKey(key), padding }, signature).equals(blinded)) {
    throw new Error('expected a blind signature that verifies')
  }
  return signature
}

const folderOf = (filesDir: string) => join(filesDir, 'ballot-keys')
const fileOf = (filesDir: string, ballotId: string) => join(folderOf(filesDir), `${ballotId}.pem`)
