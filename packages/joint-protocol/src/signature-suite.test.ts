import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { countersign, draftVersion } from './drafts.ts'
import { fingerprintOf } from './public-key.ts'
import { generateKey, localSigner, verifySignature, verifySignatureInPool } from './signature-suite.ts'
import { recordContent } from './testing/contents.ts'
import { createWorld, settle } from './testing/world.ts'

test.each(['ed25519', 'sm2-sm3'])('%s signs, and any other key, message or signature is refused', async (suite) => {
  const { publicKey, privateKey } = generateKey(suite)
  const message = new TextEncoder().encode('联动协商')
  const signature = await localSigner(privateKey).sign(message)

  expect(verifySignature(publicKey, message, signature)).toBe(true)
  expect(verifySignature(publicKey, message.slice(1), signature)).toBe(false)
  expect(verifySignature(generateKey(suite).publicKey, message, signature)).toBe(false)
  expect(verifySignature(publicKey, message, new Uint8Array(64))).toBe(false)
  expect(verifySignature({ suite, spki: 'AAAA' }, message, signature)).toBe(false)
})

test.each(['ed25519', 'sm2-sm3'])('%s is checked in the thread pool as it is anywhere', async (suite) => {
  const { publicKey, privateKey } = generateKey(suite)
  const message = new TextEncoder().encode('联动协商')
  const signature = await localSigner(privateKey).sign(message)
  const other = generateKey(suite).publicKey

  const answers = await Promise.all([
    verifySignatureInPool(publicKey, message, signature),
    verifySignatureInPool(publicKey, message.slice(1), signature),
    verifySignatureInPool(other, message, signature),
    verifySignatureInPool(publicKey, message, new Uint8Array(3)),
    verifySignatureInPool({ suite, spki: 'AAAA' }, message, signature),
  ])

  expect(answers).toEqual([true, false, false, false, false])
})

test('a member that rotates to an SM2 key goes on signing, and all others verify it', async () => {
  const world = await createWorld()
  const side = world.side('qingpu')
  const next = localSigner(generateKey('sm2-sm3').privateKey)
  side.signers.set(fingerprintOf(next.key), next)
  const { member } = world.side('wujiang')
  const draft = draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() })
  const { id } = await member.act(draft)
  await settle(world)

  await side.member.act({ kind: 'comment', body: { about: id, text: '换用国密' } })
  await side.store.transaction((tx) => side.member.rotate(tx, next))
  for (const name of ['qingpu', 'jiashan', 'wujiang']) {
    await settle(world)
    await world.side(name).member.act(countersign(id))
  }
  await settle(world)

  expect(world.side('jiashan').member.view.version(id)).toMatchObject({ state: 'EFFECTIVE' })
})

test('what the package registers by itself are two suites, and none of the simulation', () => {
  const program = `const { suiteNames } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)}); console.log(suiteNames().join())`

  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })

  expect(printed.trim()).toBe('ed25519,sm2-sm3')
})
