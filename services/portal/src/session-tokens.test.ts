import { Refusal } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { createSessionTokens, sessionCookies } from './session-tokens.ts'

const tokenOf = (sub: string, role = 'STAFF_PROPOSAL') =>
  `x.${Buffer.from(JSON.stringify({ sub, committee: 'wuxing-cppcc', role })).toString('base64url')}.y`

function given(answers: (cookie: string) => Response | Promise<Response>) {
  const asked: string[] = []
  let at = 1_000_000
  const fetchFn = (async (_url, init) => {
    const { cookie } = init!.headers as Record<string, string>
    asked.push(cookie!)
    return answers(cookie!)
  }) as typeof fetch
  const tokens = createSessionTokens({
    identityUrl: 'http://identity',
    origin: 'http://portal',
    fetchFn,
    now: () => at,
  })
  return { tokens, asked, pass: (ms: number) => (at += ms) }
}
const signedIn = () => given((cookie) => Response.json({ token: tokenOf(cookie), expiresIn: 300 }))

test('a token is asked for once and kept for its life, less what it may spend on the way', async () => {
  const { tokens, asked, pass } = signedIn()

  const first = await Promise.all([tokens.tokenOf('s=1', 'a'), tokens.tokenOf('s=1', 'a')])
  pass(289_000)
  await tokens.tokenOf('s=1', 'a')
  const during = asked.length
  pass(2_000)
  await tokens.tokenOf('s=1', 'a')

  expect(first[0]).toEqual(first[1])
  expect(during).toBe(1)
  expect(asked.length).toBe(2)
})

test('sessions do not share tokens, and the cookies of the look are not part of one', async () => {
  const { tokens, asked } = signedIn()

  const mine = await tokens.tokenOf('s=1; lx_theme=dark', 'a')
  const sameSession = await tokens.tokenOf('lx_theme=light; s=1', 'a')
  const theirs = await tokens.tokenOf('s=2', 'a')

  expect(mine).toEqual(sameSession)
  expect(theirs).not.toEqual(mine)
  expect(asked).toEqual(['s=1', 's=2'])
})

test('without a session nobody is asked', async () => {
  const { tokens, asked } = signedIn()

  expect(await tokens.tokenOf(undefined, 'a')).toBeUndefined()
  expect(await tokens.tokenOf('lx_size=large', 'a')).toBeUndefined()
  expect(asked).toEqual([])
})

test('a session that identity does not know is nobody, and is asked about again', async () => {
  const { tokens, asked } = given(() => new Response('{}', { status: 401 }))

  expect(await tokens.tokenOf('s=1', 'a')).toBeUndefined()
  expect(await tokens.tokenOf('s=1', 'a')).toBeUndefined()
  expect(asked.length).toBe(2)
})

test('somebody with something to do first is not nobody, and is asked about again', async () => {
  const { tokens, asked } = given(() => Response.json({ code: 'password.change_first' }, { status: 403 }))

  expect(await tokens.tokenOf('s=1', 'a')).toEqual({ withheld: 'password.change_first' })
  expect(await tokens.tokenOf('s=1', 'a')).toEqual({ withheld: 'password.change_first' })
  expect(asked.length).toBe(2)
})

test('identity that is away is no reason to take somebody for nobody', async () => {
  const { tokens } = given(() => Promise.reject(new Error('refused')))

  await expect(tokens.tokenOf('s=1', 'a')).rejects.toThrow(new Refusal('service.unavailable'))
})

test('what is forgotten is asked for anew: a session, or all of an account', async () => {
  const { tokens, asked, pass } = signedIn()
  await tokens.tokenOf('s=1', 'a')
  await tokens.tokenOf('s=2', 'a')

  tokens.forget('s=1')
  tokens.forgetAccount('s=2')
  pass(1)
  await Promise.all([tokens.tokenOf('s=1', 'a'), tokens.tokenOf('s=2', 'a')])

  expect(asked).toEqual(['s=1', 's=2', 's=1', 's=2'])
})

test('a token that was under way when its account was stopped is not used', async () => {
  let release: (answer: Response) => void = () => undefined
  const { tokens } = given(() => new Promise<Response>((resolve) => (release = resolve)))

  const asking = tokens.tokenOf('s=1', 'a')
  await Promise.resolve()
  tokens.forgetAccount('account-1')
  release(Response.json({ token: tokenOf('account-1'), expiresIn: 300 }))

  expect(await asking).toBeUndefined()
})

test.each([
  ['a=1; lx_lang=en', 'a=1'],
  ['', undefined],
  ['lx_lang=en', undefined],
])('of the cookies %j identity gets %j', (given_, wanted) => {
  expect(sessionCookies(given_)).toBe(wanted)
})
