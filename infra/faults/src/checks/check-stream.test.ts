import { expect, test } from 'vitest'
import { brokenBounds } from '../scenario.ts'
import { checkStream, type PublishedRow, type StreamMessage } from './check-stream.ts'
import { healthyUnit } from './examples.ts'

const verdictOf = (published: PublishedRow[], messages: StreamMessage[]) => {
  const { figures, findings } = checkStream(published, messages, 'EVT_x')
  return { broken: [...brokenBounds(figures), ...findings].join('\n'), figures }
}
const figure = (verdict: ReturnType<typeof verdictOf>, name: RegExp) =>
  verdict.figures.find((one) => name.test(one.name))?.value

test('a stream that holds each event at its marked place is well', () => {
  const { published, messages } = healthyUnit()

  const verdict = verdictOf(published, messages)

  expect(verdict.broken).toBe('')
  expect(figure(verdict, /repeats/)).toBe(0)
  expect(figure(verdict, /inversions/)).toBe(0)
  expect(figure(verdict, /published and not marked/)).toBe(0)
})

test('an event that the stream lost is missing, whatever its mark says', () => {
  const { published, messages } = healthyUnit()

  const { broken } = verdictOf(published, messages.slice(0, 2))

  expect(broken).toContain('missing in EVT_x: event-3 unit/u1')
  expect(broken).toContain('marked at a wrong place of EVT_x: event-3 at 3')
})

test('a message that no row knows, and one with other bytes, are named', () => {
  const { published, messages } = healthyUnit()
  messages[1]!.hash = 'other'

  const { broken } = verdictOf(published, [...messages, { ...messages[0]!, seq: 4, id: 'strange' }])

  expect(broken).toContain('of no event in EVT_x: strange at 4')
  expect(broken).toContain('with other bytes in EVT_x: event-2')
})

test('repeats and inversions in the raw stream are counted, and break nothing', () => {
  const { published, messages } = healthyUnit()
  const again = { ...messages[0]!, seq: 4 }

  const verdict = verdictOf(published, [...messages, again])

  expect(verdict.broken).toBe('')
  expect(figure(verdict, /repeats/)).toBe(1)
  expect(figure(verdict, /inversions/)).toBe(1)
})

test('an event that was stored before the batch began that marked it was published by another', () => {
  const { published, messages } = healthyUnit()
  messages[2]!.storedAt = 900

  expect(figure(verdictOf(published, messages), /published and not marked/)).toBe(1)
})
