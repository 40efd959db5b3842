import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { Hint } from './hint.ts'
import { liveClient } from './live-client.ts'

const hint = (id: string): Hint => ({ context: 'proposals', aggregate: 'proposal', id })

function given() {
  const written: string[] = []
  const response = {
    writableNeedDrain: false,
    destroyed: false,
    write: (text: string) => written.push(text),
    destroy: () => (response.destroyed = true),
    end: () => undefined,
  }
  const viewer = { accountId: 'a', committee: 'wuxing-cppcc', role: 'CHAIR' as const }
  const client = liveClient(response as unknown as ServerResponse, {
    viewer,
    cookies: undefined,
    address: '',
    watches: undefined,
  })
  return { client, response, written }
}
const told = (text: string) => JSON.parse(text.slice('data: '.length)) as unknown

test('the same change is told once', () => {
  const { client, written } = given()

  client.add(hint('1'))
  client.add(hint('1'))
  client.flush(0)
  client.flush(1)

  expect(written.map(told)).toEqual([{ hints: [hint('1')] }])
})

test('more than fits is told as one: everything may have changed', () => {
  const { client, written } = given()

  for (let at = 0; at < 5_000; at += 1) client.add(hint(String(at)))
  client.flush(0)

  expect(written.map(told)).toEqual([{ everything: true }])
})

test('who does not read is not written to, and let go in the end', () => {
  const { client, response, written } = given()
  response.writableNeedDrain = true
  client.add(hint('1'))

  client.flush(0)
  client.flush(10_000)
  const patient = response.destroyed
  client.flush(15_001)

  expect(written).toEqual([])
  expect(patient).toBe(false)
  expect(response.destroyed).toBe(true)
})
