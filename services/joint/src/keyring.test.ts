import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fingerprintOf } from '@lianxie/joint-protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeyring } from './keyring.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianxie-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('keys are made once; later starts find the same ones', async () => {
  const { keys } = await openKeyring(folder)
  expect((await openKeyring(folder)).keys).toEqual(keys)
})

test('every file is readable by its owner alone', async () => {
  await openKeyring(folder)
  const names = await readdir(folder, { recursive: true })
  const modes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode & 0o077))
  expect(new Set(modes)).toEqual(new Set([0]))
})

test('new keys are shown in future, also after a restart, and the old ones still sign and open', async () => {
  const ring = await openKeyring(folder)
  const before = ring.keys
  const sealed = await ring.sealer.seal(Buffer.from('before'), [before.sealing])
  const [next, sealing] = [await ring.newSigner(), await ring.newSealing()]
  expect(ring.keys).toEqual(before)

  await ring.showInFuture({ signing: fingerprintOf(next.key), sealing })

  const again = await openKeyring(folder)
  expect(again.keys).toEqual({ ...before, signing: next.key, sealing })
  expect(again.signerOf(fingerprintOf(before.signing))).toBeDefined()
  expect(Buffer.from((await again.sealer.open(sealed))!).toString()).toBe('before')
})

test('without the recovery key, which is kept offline, it cannot be had', async () => {
  const ring = await openKeyring(folder)
  expect(await ring.recovery()).toBeDefined()
  await rm(join(folder, 'recovery.json'))
  expect(await (await openKeyring(folder)).recovery()).toBeUndefined()
})
