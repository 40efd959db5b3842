import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashPassword, verifyPassword as verifyScrypt } from 'better-auth/crypto'

export { hashPassword }

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 一次性密码: sixteen characters of chance, 79 bits, in groups that can be typed. */
export function newOneTimePassword(): string {
  const letters: string[] = []
  while (letters.length < 16) {
    // Bytes beyond the last whole round would make some letters likelier.
    for (const byte of randomBytes(32)) {
      if (byte < 248 && letters.length < 16) letters.push(ALPHABET[byte % ALPHABET.length]!)
    }
  }
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

const ONE_TIME = 'one-time'

/**
 * A one-time password is all chance, so nobody finds it from a fast hash; hundreds are made at once. What people choose is
 * hashed by better-auth (scrypt).
 */
export function hashOneTime(password: string): string {
  const salt = randomBytes(16).toString('hex')
  return `${ONE_TIME}:${salt}:${digestOf(salt, password)}`
}

const digestOf = (salt: string, password: string) => createHash('sha256').update(`${salt}:${password}`).digest('hex')

/** What is compared with where there is nothing to compare with, so that it takes the same work. */
const nobodys = hashPassword(randomBytes(24).toString('base64'))

/** True when the password is the one of the hash. One scrypt each time, whatever there is to compare with. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string | undefined
  password: string
}): Promise<boolean> {
  const [kind, salt = '', digest = ''] = hash?.split(':') ?? []
  const isOneTime = kind === ONE_TIME
  const isScrypt = hash !== undefined && !isOneTime
  const fits = await verifyScrypt({ hash: isScrypt ? hash : await nobodys, password })
  const given = Buffer.from(digestOf(salt, password))
  const expected = Buffer.from(isOneTime ? digest : given.toString().split('').toReversed().join(''))
  const fitsOneTime = expected.length === given.length && timingSafeEqual(expected, given)
  return isOneTime ? fitsOneTime : isScrypt && fits
}

/** 密码强度: ten characters of three kinds, or sixteen of any, and not the user name. */
export function isStrong(password: string, userName: string): boolean {
  const length = Array.from(password).length
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  const isVaried = new Set(password).size >= 5
  return (
    isVaried &&
    !password.toLowerCase().includes(userName) &&
    (length >= 16 || (length >= 10 && kinds >= 3)) &&
    length <= 128
  )
}
