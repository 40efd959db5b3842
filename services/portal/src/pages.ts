import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { sendProblem } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import type { PortalSettings } from './config.ts'

const THEMES = ['light', 'dark', 'contrast']
const SIZES = ['standard', 'large']
const LANGUAGES = ['zh-CN', 'zh-TW', 'en']

/**
 * 页面: the built files, kept for ever by browsers as their names say what is in them, and for every other address the one
 * page that draws itself. Its styles are allowed by a number of that answer alone; scripts come from files of this origin.
 */
export async function mountPages(
  server: FastifyInstance,
  { pagesDir, publicUrl }: Pick<PortalSettings, 'pagesDir' | 'publicUrl'>,
  committee: string,
): Promise<void> {
  const template = await readFile(new URL('index.html', pagesDir), 'utf8')
  const preloads = JSON.parse(await readFile(new URL('preloads.json', pagesDir), 'utf8')) as Record<string, Preloads>
  const hints = new Map(Object.entries(preloads).map(([language, pages]) => [language, hintsOf(pages)]))
  await server.register(fastifyStatic, {
    root: fileURLToPath(new URL('assets/', pagesDir)),
    prefix: '/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    index: false,
    list: false,
  })
  const secure = publicUrl.startsWith('https://')
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const [path = ''] = request.url.split('?')
    if (/^\/(?:api|auth|identity|ops|assets)(?:\/|$)/.test(path)) return sendProblem(request, reply, 'request.no_route')
    const nonce = randomBytes(18).toString('base64')
    const look = lookOf(request.headers.cookie)
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy(nonce, secure))
      .header('permissions-policy', 'camera=(self), geolocation=(self), microphone=()')
      .send(
        template
          .replaceAll('__CSP_NONCE__', nonce)
          .replace('</head>', `${hints.get(look.language)!(path)}</head>`)
          .replace('__COMMITTEE__', committee)
          .replace('__LANG__', look.language)
          .replace('__THEME__', look.theme)
          .replace('__SIZE__', look.size),
      )
  })
}

/** The files of each page, by its path as the pages write it: `/proposals/$proposalId`. */
type Preloads = Readonly<Record<string, readonly string[]>>

/** 预载: the links by which a browser learns what the page at an address is made of; none where there is no such page. */
function hintsOf(preloads: Preloads): (path: string) => string {
  const links = (files: readonly string[]) =>
    files
      .map((file) =>
        file.endsWith('.css')
          ? `<link rel="preload" as="style" crossorigin href="/${file}" />`
          : `<link rel="modulepreload" crossorigin href="/${file}" />`,
      )
      .join('')
  // What is named by its path alone comes before what a part of the path names: `new` is no proposal.
  const pages = Object.entries(preloads)
    .toSorted(([a], [b]) => Number(a.includes('$')) - Number(b.includes('$')))
    .map(([path, files]) => [new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}$`), links(files)] as const)
  return (path) => pages.find(([pattern]) => pattern.test(path))?.[1] ?? ''
}

export const policy = (nonce: string, secure: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')

/** What this device chose, so that the first paint has it. Only known words get into the page. */
function lookOf(cookies = ''): { theme: string; size: string; language: string } {
  const chosen = (name: string, known: readonly string[]) => {
    const value = new RegExp(`(?:^|; )lx_${name}=([\\w-]+)`).exec(cookies)?.[1]
    return value !== undefined && known.includes(value) ? value : known[0]!
  }
  return { theme: chosen('theme', THEMES), size: chosen('size', SIZES), language: chosen('lang', LANGUAGES) }
}
