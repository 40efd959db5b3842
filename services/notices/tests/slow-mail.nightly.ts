import { notices as n } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { by, confirmed, noticesTo } from './letters.ts'
import { startMailServer } from './mail-server.ts'
import { cosigning, member, person, start } from './world.ts'

test('a server that takes half a minute and more for a letter gets it once', { timeout: 90_000 }, async () => {
  await using server = await startMailServer()
  await using service = await start(by(server.port))
  const reader = await member(service)
  await confirmed(service, server, reader, 'slow@example.org')
  server.slowness.answerMs = 11_000

  await service.emit(cosigning([reader.memberId]))
  const operator = await person(service, 'OPS')
  const noticed = async (state: n.DeliveryState) =>
    (await service.ask(n.Deliveries, { state }, { as: operator })).items.filter(({ kind }) => kind !== undefined)
  // Many a minute of the platform passes meanwhile.
  const [sent] = await service.until(async () => {
    service.clock.advance(61_000)
    const rows = await noticed('SENT')
    return rows.length > 0 && rows
  }, 60_000)

  expect(sent).toMatchObject({ state: 'SENT', tries: 1 })
  expect(await noticed('WAITING')).toEqual([])
  expect(noticesTo(server, 'slow@example.org')).toHaveLength(1)
})
