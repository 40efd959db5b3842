import { focusManager, onlineManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { RECORDED } from '../web/data/recorded.ts'

afterEach(() => {
  focusManager.setFocused(undefined)
  onlineManager.setOnline(true)
})

/** A card that shows an answer, in a page whose window comes and goes; `reads` are the times that the service was asked. */
async function shown(options: object) {
  const client = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: true, gcTime: 600_000 } } })
  client.mount()
  const key = ['directory', 'contact', { personId: 'p' }]
  const reads: number[] = []
  const queryFn = () => Promise.resolve(reads.push(reads.length))
  const observer = new QueryObserver(client, { queryKey: key, queryFn, ...options })
  const close = observer.subscribe(() => undefined)
  await settled(client)
  return { client, key, reads, close, again: () => observer.refetch() }
}
const settled = async (client: QueryClient) => {
  do await new Promise((resolve) => setTimeout(resolve, 0))
  while (client.isFetching() > 0)
}

/** What happens around a page without anybody asking for anything. */
async function happens(client: QueryClient) {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
  await settled(client)
  // A command of the same context, then a hint after the connection was away.
  await client.invalidateQueries({ queryKey: ['directory'] })
  await client.invalidateQueries({ predicate: () => true })
  await settled(client)
}

test('a reading that is written down is asked for once, whatever happens around the page', async () => {
  const { client, reads } = await shown(RECORDED)

  await happens(client)

  expect(reads).toHaveLength(1)
})

test('a person who asks for it again reads it again', async () => {
  const { reads, again } = await shown(RECORDED)

  await again()

  expect(reads).toHaveLength(2)
})

test('any other answer is asked again', async () => {
  const { client, reads } = await shown({ staleTime: 0 })

  await happens(client)

  expect(reads.length).toBeGreaterThan(2)
})

test('nothing of it is kept once what showed it is closed', async () => {
  const { client, key, close } = await shown(RECORDED)

  close()
  await new Promise((resolve) => setTimeout(resolve, 5))

  expect(client.getQueryData(key)).toBeUndefined()
})
