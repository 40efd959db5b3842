import { expect, test } from 'vitest'
import { VerifierBroken, verifierOn } from '../web/pages/verify/verifier.ts'

const ASKED = { bytes: new Uint8Array(), files: [] }
const soon = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A thread that answers each file with its number, until it breaks. */
function given() {
  const target = new EventTarget()
  let count = 0
  const worker = Object.assign(target, {
    postMessage: () => void setTimeout(() => target.dispatchEvent(new MessageEvent('message', { data: ++count })), 0),
    terminate: () => undefined,
  }) as unknown as Worker
  const breaks = () => target.dispatchEvent(Object.assign(new Event('error'), { message: '' }))
  return { verifier: verifierOn(worker), breaks }
}

test('files are verified one after the other, each with its own answer', async () => {
  const { verifier } = given()

  expect(await Promise.all([verifier.verify(ASKED), verifier.verify(ASKED)])).toEqual([1, 2])
})

test('a program that could not be loaded says so to whoever asks later', async () => {
  const { verifier, breaks } = given()

  breaks()
  await soon()

  await expect(verifier.verify(ASKED)).rejects.toBeInstanceOf(VerifierBroken)
})

test('a program that breaks at work says so to whoever waits', async () => {
  const { verifier, breaks } = given()
  const answers = Promise.allSettled([verifier.verify(ASKED), verifier.verify(ASKED)])

  breaks()

  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
