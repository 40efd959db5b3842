import { Parser } from '@asyncapi/parser'
import { beforeAll, describe, expect, test } from 'vitest'
import { asyncApi } from '../src/asyncapi.ts'
import { contexts, events } from '../src/catalog.ts'
import { CommitteeId } from '../src/primitives.ts'

const committee = CommitteeId.parse('wujiang-cppcc')

describe('the AsyncAPI document of all events', () => {
  const source = asyncApi({ committee })
  let parsed: Awaited<ReturnType<Parser['parse']>>
  beforeAll(async () => {
    parsed = await new Parser().parse(JSON.stringify(source))
  })

  test('is valid AsyncAPI 3.1 without a diagnostic', () => {
    expect(source['asyncapi']).toBe('3.1.0')
    expect(parsed.diagnostics).toEqual([])
    expect(parsed.document).toBeDefined()
  })

  test('has one message for each event version', () => {
    const ids = parsed
      .document!.components()
      .messages()
      .all()
      .map((message) => message.id())

    expect([...ids].sort()).toEqual(events.map(({ wireType }) => wireType).sort())
  })

  test('has a channel for each kind of aggregate, whose address is the subject', () => {
    const addresses = parsed
      .document!.channels()
      .all()
      .map((channel) => channel.address())
    const expected = events.map(
      ({ context, aggregate }) => `evt.wujiang-cppcc.${context}.${aggregate}.{${aggregate}Id}`,
    )

    expect(new Set(addresses)).toEqual(new Set(expected))
    expect(addresses.length).toBe(new Set(expected).size)
  })

  test('holds the envelope and every shared schema once', () => {
    const { schemas } = source['components'] as { schemas: Record<string, object> }
    const text = JSON.stringify(source)

    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Envelope', 'Id', 'Instant', 'Role']))
    expect(text.split('"traceparent":').length - 1).toBe(1)
    expect(text).not.toMatch(/#\/(definitions|\$defs)\//)
    expect(text).not.toContain('__schema')
  })
})

test.each(Object.keys(contexts) as (keyof typeof contexts)[])(
  'the document of %s alone holds its messages and all that they refer to',
  (context) => {
    const source = asyncApi({ committee, contexts: [context] })
    const own = events.filter((event) => event.context === context).map(({ wireType }) => wireType)
    const targets = [...JSON.stringify(source).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, target]) => target!)
    const find = (target: string) =>
      target.split('/').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], source)

    expect(Object.keys((source['components'] as { messages: object }).messages).sort()).toEqual(own.sort())
    expect(targets.length).toBeGreaterThan(own.length)
    expect(targets.filter((target) => find(target) === undefined)).toEqual([])
  },
)
