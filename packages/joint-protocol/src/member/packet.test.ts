import { expect, test } from 'vitest'
import { entryId, readEntry } from '../entry.ts'
import { textOf, utf8 } from '../encoding.ts'
import { packetBytes, readPacket } from './packet.ts'

/** What a member sealed before entries travelled together, to the byte. */
const FIRST_FORM = utf8(
  '{"v":1,"type":"entry","carrier":"qingpu","raw":"eyJ2IjoxLCJjb21wYWN0IjoiN2Q2NzAyYzJlNmYwZjdmN2FlODNmMDk4ZjJhYzM2NWFkN2E5YmE0NGJhM2Q2MGQ0OGVlYWI3MzVkMmRkMDMxNiIsImNvbW1pdHRlZSI6InFpbmdwdSIsImdlbmVyYXRpb24iOjEsInNlcSI6MiwicHJldiI6IjNjZmNiOGIzM2I3NjZhYjYzNTAyNGM5NTM0NzU2ZGNhODQ3Nzc4YzFjYjViNzE5YzdjNzFlNWIwNGIzNGU5ZGYiLCJraW5kIjoiY29tbWVudCIsImF1ZGllbmNlIjoiYWxsIiwiYm9keSI6eyJhYm91dCI6IjNjZmNiOGIzM2I3NjZhYjYzNTAyNGM5NTM0NzU2ZGNhODQ3Nzc4YzFjYjViNzE5YzdjNzFlNWIwNGIzNGU5ZGYiLCJ0ZXh0Ijoi5oSP6KeBIn0sImhlYWRzIjp7fSwiYXQiOiIyMDIyLTAzLTAxVDAxOjAwOjAwLjAwMFoifQ==","key":"edadb3f8e2acd9bb21a8ee41c84f3d3b93503072314a6f9c2bd1d407f89f126d","signature":"eNRf7uknvCmRTYX+TMHCEkyovXS36W3vqFKGBdDPUM2EnVy5aeAPRWiCDUqg2o0V1Y4GKaCRKQjRg3P/Xl2uCg=="}',
)

function entriesIn(bytes: Uint8Array) {
  const packet = readPacket(bytes)
  if (packet?.type !== 'entries') throw new Error(`expected entries, got ${packet?.type}`)
  return packet.entries
}

test('a packet of the first form, from a partner or an old stream, is read as one entry', () => {
  const [signed, ...more] = entriesIn(FIRST_FORM)

  expect(more).toEqual([])
  expect(signed!.key).toBe('edadb3f8e2acd9bb21a8ee41c84f3d3b93503072314a6f9c2bd1d407f89f126d')
  expect(readEntry(signed!.raw)).toMatchObject({
    id: entryId(signed!.raw),
    content: { kind: 'comment', body: { text: '意见' } },
  })
})

test('one entry alone is sent in the first form, to the byte, which every member reads', () => {
  const sent = packetBytes({ type: 'entries', carrier: 'qingpu', entries: entriesIn(FIRST_FORM) })

  expect(textOf(sent)).toBe(textOf(FIRST_FORM))
})

test('several entries travel together and are read in their order', () => {
  const [signed] = entriesIn(FIRST_FORM)
  const sent = packetBytes({ type: 'entries', carrier: 'qingpu', entries: [signed!, signed!] })

  expect(JSON.parse(textOf(sent))).toMatchObject({ type: 'entries', entries: [{}, {}] })
  expect(entriesIn(sent)).toEqual([signed, signed])
})
