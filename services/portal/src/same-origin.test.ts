import { Refusal } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { requireSameOrigin } from './same-origin.ts'

const ORIGIN = 'https://zx.example.cn'
const post = (headers: Record<string, string>) => () => requireSameOrigin({ method: 'POST', headers }, ORIGIN)

test.each([
  [{ origin: ORIGIN, 'x-lianxie': '1' }],
  [{ origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'x-lianxie': '1' }],
  [{ 'sec-fetch-site': 'same-origin', 'x-lianxie': '1' }],
])('a change that our own page asks for passes: %j', (headers) => {
  expect(post(headers)).not.toThrow()
})

test.each([
  [{}],
  [{ 'x-lianxie': '1' }],
  [{ origin: ORIGIN }],
  [{ origin: 'https://zx.example.cn.evil.example', 'x-lianxie': '1' }],
  [{ origin: 'http://zx.example.cn', 'x-lianxie': '1' }],
  [{ origin: 'null', 'x-lianxie': '1' }],
  [{ origin: ORIGIN, 'sec-fetch-site': 'cross-site', 'x-lianxie': '1' }],
  [{ 'sec-fetch-site': 'same-site', 'x-lianxie': '1' }],
  [{ 'sec-fetch-site': 'none', 'x-lianxie': '1' }],
])('a change that another page asks for does not: %j', (headers) => {
  expect(post(headers)).toThrow(new Refusal('request.cross_site'))
})

test('what changes nothing passes from anywhere', () => {
  expect(() => requireSameOrigin({ method: 'GET', headers: {} }, ORIGIN)).not.toThrow()
})
