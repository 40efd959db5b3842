import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { liveSource, type Told } from '../web/data/live-source.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Stands for the browser's end of a connection. */
class Source extends EventTarget {
  closed = false
  readyState = 0
  readonly address: string
  constructor(address: string) {
    super()
    this.address = address
  }
  close() {
    this.closed = true
  }
  say(told: Told) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(told) }))
  }
  becomes(what: 'open' | 'error') {
    this.dispatchEvent(new Event(what))
  }
}

function given() {
  const opened: Source[] = []
  const heard: Told[] = []
  const live = liveSource(
    (told) => heard.push(told),
    (address) => {
      const source = new Source(address)
      opened.push(source)
      return source as unknown as EventSource
    },
  )
  const open = () => opened.filter(({ closed }) => !closed).map(({ address }) => address)
  return { live, opened, heard, open }
}
const settled = () => vi.runAllTimers()
const one = 'proposals/cases/1'
const hints = [{ context: 'proposals', aggregate: 'proposal', id: '1' }]

test('the frame and the page of a tab share one connection', () => {
  const { live, opened, heard, open } = given()

  live.join([])
  live.join([one])
  live.join([one, 'supervision/issues/2'])
  settled()
  opened[0]!.becomes('open')
  opened[0]!.say({ hints })

  expect(open()).toEqual(['/changes?watch=proposals%2Fcases%2F1&watch=supervision%2Fissues%2F2'])
  expect(heard).toEqual([{ hints }])
})

test('from one page to the next the old connection is heard until the new one stands', () => {
  const { live, opened, heard, open } = given()
  live.join([])
  const leave = live.join([one])
  settled()
  opened[0]!.becomes('open')

  leave()
  live.join(['proposals/cases/2'])
  settled()
  const meanwhile = open().length
  opened[0]!.say({ hints })
  opened[1]!.becomes('open')

  expect(meanwhile).toBe(2)
  expect(heard).toEqual([{ hints }])
  expect(open()).toEqual(['/changes?watch=proposals%2Fcases%2F2'])
})

test('a page that comes back to what is watched already opens nothing', () => {
  const { live, opened } = given()
  live.join([])
  settled()

  live.join([])()
  settled()

  expect(opened).toHaveLength(1)
})

test('what happened while the connection was away is asked anew, also when another one takes its place', () => {
  const { live, opened, heard } = given()
  live.join([])
  settled()
  opened[0]!.becomes('open')
  expect(heard).toEqual([])

  opened[0]!.becomes('error')
  live.join([one])
  settled()
  opened[1]!.becomes('open')

  expect(heard).toEqual([{ everything: true }])
})

test('what happened before a connection first stood, as it failed once, is asked anew', () => {
  const { live, opened, heard } = given()
  live.join([one])
  settled()

  // The network was away: the browser tries again by itself.
  opened[0]!.becomes('error')
  opened[0]!.becomes('open')

  expect(opened).toHaveLength(1)
  expect(heard).toEqual([{ everything: true }])
})

test('no more is watched than the gateway allows: what came last comes first', () => {
  const { live, open } = given()
  live.join(Array.from({ length: 20 }, (_, at) => `proposals/cases/old${at}`))
  live.join([one])
  settled()

  const watched = new URL(open()[0]!, 'http://portal').searchParams.getAll('watch')
  expect(watched).toHaveLength(20)
  expect(watched).toContain(one)
})

test('when nobody listens any more nothing is connected', () => {
  const { live, opened, open } = given()
  const leave = live.join([one])
  settled()
  opened[0]!.becomes('open')

  leave()
  settled()

  expect(open()).toEqual([])
})

test('a connection that was turned away is asked for again, and everything with it', () => {
  const { live, opened, heard } = given()
  live.join([one])
  settled()

  opened[0]!.readyState = 2
  opened[0]!.becomes('error')
  vi.advanceTimersByTime(14_000)
  const tooSoon = opened.length
  vi.advanceTimersByTime(1_000)
  opened[1]!.becomes('open')

  expect([tooSoon, opened.length]).toEqual([1, 2])
  expect(opened[1]!.address).toBe(opened[0]!.address)
  expect(heard).toEqual([{ everything: true }])
})
