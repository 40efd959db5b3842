import { Decrypter, Encrypter } from 'age-encryption'
import { expect, test } from 'vitest'
import { utf8 } from './encoding.ts'
import { ageSealer, generateSealingKey } from './sealing.ts'
import { identityOf, recipientOf } from './sealing-key.ts'

const plain = utf8('断面水质监测数据。'.repeat(10_000))
const readers = await Promise.all(Array.from({ length: 3 }, () => generateSealingKey()))
const recipients = readers.map(({ recipient }) => recipient)

test('what is sealed here any program that knows age opens, with each key it was sealed for', async () => {
  const sealed = await ageSealer([]).seal(plain, recipients)

  for (const { identity } of readers) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    expect(await decrypter.decrypt(sealed)).toEqual(plain)
  }
})

test('what another program sealed with age is opened here, whatever the order of its readers', async () => {
  const own = ageSealer([readers[1]!.identity])

  for (const order of [recipients, recipients.toReversed(), [...recipients.slice(1), recipients[0]!], recipients]) {
    const encrypter = new Encrypter()
    for (const recipient of order) encrypter.addRecipient(recipient)
    expect(await own.open(await encrypter.encrypt(plain))).toEqual(plain)
  }
})

test('with an older key of one’s own what was sealed before is opened too', async () => {
  const both = ageSealer([readers[0]!.identity, readers[2]!.identity])

  expect(await both.open(await both.seal(plain, [recipients[2]!]))).toEqual(plain)
})

test('what is for others, altered, cut short or no envelope at all opens to nothing', async () => {
  const [mine, other] = [ageSealer([readers[0]!.identity]), ageSealer([])]
  const sealed = await other.seal(plain, recipients)
  const stanza = Buffer.from(sealed).indexOf('X25519')
  const changes = [0, stanza + 10, stanza + 70, sealed.indexOf(45, stanza + 400), sealed.length - 1]

  expect(await mine.open(await other.seal(plain, recipients.slice(1)))).toBeUndefined()
  for (const at of changes)
    expect(await mine.open(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)))).toBeUndefined()
  for (const length of [0, 1, stanza, sealed.length - 1])
    expect(await mine.open(sealed.subarray(0, length))).toBeUndefined()
})

test('a share that would give everybody the same key is no share', async () => {
  const sealed = Buffer.from(await ageSealer([]).seal(plain, recipients.slice(0, 1))).toString('latin1')
  const zero = Buffer.alloc(32).toString('base64').replaceAll('=', '')
  const forged = Buffer.from(sealed.replace(/X25519 \S+/, `X25519 ${zero}`), 'latin1')

  expect(await ageSealer([readers[0]!.identity]).open(forged)).toBeUndefined()
})

test('keys of another kind, and texts that are no key, are left to the library', () => {
  const text = readers[0]!.recipient
  const damaged = `${text.slice(0, -1)}${text.endsWith('q') ? 'p' : 'q'}`

  expect([recipientOf('age1pq1xyz'), recipientOf(damaged), identityOf('AGE-SECRET-KEY-PQ-1X')]).toEqual([
    'age1pq1xyz',
    damaged,
    'AGE-SECRET-KEY-PQ-1X',
  ])
})
