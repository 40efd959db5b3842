import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { buildPages } from '../scripts/build-pages.ts'
import { pagesDir } from '../src/config.ts'

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
  assets?: string[]
}
type Manifest = Record<string, Chunk>

const KB = 1000
let manifest: Manifest

beforeAll(async () => {
  await buildPages()
  manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', pagesDir), 'utf8')) as Manifest
}, 120_000)

/** Everything that a page loads: what each module imports, and what that imports. */
function filesOf(modules: readonly string[]): Set<string> {
  const files = new Set<string>()
  const walk = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`expected ${name} in the build`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(walk)
  }
  modules.forEach(walk)
  return files
}

async function gzipped(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => (await readFile(new URL(`${file}.gz`, pagesDir))).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

const words = (area: string) => `pages/${area}/words/zh-cn.ts`
const CORE = ['index.html', 'words/zh-cn.ts']

test.each([
  ['member home', 250, [...CORE, 'shell/member-frame.tsx', 'pages/member-home/home-page.tsx', words('member-home')]],
  [
    'public proposals',
    250,
    [...CORE, 'shell/public-frame.tsx', 'pages/public-proposals/list-page.tsx', words('public-proposals')],
  ],
  ...['home', 'plan', 'records', 'record'].map((page): [string, number, string[]] => [
    `public ${page}`,
    250,
    [...CORE, 'shell/public-frame.tsx', `pages/open/${page}-page.tsx`, words('open')],
  ]),
  ['verification', 250, [...CORE, 'shell/public-frame.tsx', 'pages/verify/verify-page.tsx', words('verify')]],
  ['visit entry', 250, [...CORE, 'shell/member-frame.tsx', 'pages/visits/entry-page.tsx', words('visits')]],
  [
    'issue on a phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/supervision-issues/issue-page.tsx', words('supervision-issues')],
  ],
  [
    'secret vote',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/supervision-ballots/vote-page.tsx', words('supervision-ballots')],
  ],
  [
    'certificate check',
    250,
    [...CORE, 'shell/public-frame.tsx', 'pages/supervision-groups/check-page.tsx', words('supervision-groups')],
  ],
  [
    'board of issues',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/supervision-issues/board-page.tsx', words('supervision-issues')],
  ],
  [
    'import of a roster',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/directory-import/members-page.tsx', words('directory-import')],
  ],
  ...['promises', 'statistics', 'pressure'].map((page): [string, number, string[]] => [
    `register of ${page}`,
    600,
    [...CORE, 'shell/staff-frame.tsx', `pages/proposal-registers/${page}-page.tsx`, words('proposal-registers')],
  ]),
  ['home of the desk', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/desk-home/home-page.tsx', words('desk-home')]],
  ['compact', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/joint/compact-page.tsx', words('joint')]],
  ...[
    ['joint decision', 'joint-decisions/decision-page.tsx', 'joint-decisions'],
    ['list of joint decisions', 'joint-decisions/list-page.tsx', 'joint-decisions'],
    ['joint draft', 'joint-drafts/draft-page.tsx', 'joint-drafts'],
    ['outbound preview', 'joint-drafts/preview-page.tsx', 'joint-drafts'],
    ['joint tasks', 'joint-work/tasks-page.tsx', 'joint-work'],
    ['joint research', 'joint-work/researches-page.tsx', 'joint-work'],
    ['new compact', 'joint-founding/new-page.tsx', 'joint-founding'],
    ['joining a compact', 'joint-founding/join-page.tsx', 'joint-founding'],
    ['results of joint proposals', 'joint-results/results-page.tsx', 'joint-results'],
    ['levels of supervision', 'joint-results/levels-page.tsx', 'joint-results'],
    ['own joint tasks', 'joint-work/own-tasks-page.tsx', 'joint-work'],
  ].map(([name, page, area]): [string, number, string[]] => [
    name!,
    600,
    [...CORE, 'shell/staff-frame.tsx', `pages/${page!}`, words(area!)],
  ]),
  ['sign-in', 250, [...CORE, 'shell/bare-frame.tsx', 'pages/sign-in/sign-in-page.tsx', words('sign-in')]],
  [
    'own account on the phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/security/me-page.tsx', words('security')],
  ],
  [
    'meeting on a phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/member-meetings/meeting-page.tsx', words('member-meetings')],
  ],
  [
    'session',
    600,
    [
      ...CORE,
      'shell/staff-frame.tsx',
      'pages/consultations-sessions/session-page.tsx',
      words('consultations-sessions'),
    ],
  ],
  [
    'hall screen',
    250,
    [...CORE, 'shell/bare-frame.tsx', 'pages/consultations-hall/hall-page.tsx', words('consultations-hall')],
  ],
  [
    'minutes on a phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/consultations-minutes/member-page.tsx', words('consultations-minutes')],
  ],
  [
    'topics on a phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/consultations-member/topics-page.tsx', words('consultations-member')],
  ],
  [
    'research group on a phone',
    250,
    [...CORE, 'shell/member-frame.tsx', 'pages/consultations-research/group-page.tsx', words('consultations-research')],
  ],
  [
    'minutes',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/consultations-minutes/minutes-page.tsx', words('consultations-minutes')],
  ],
  [
    'sessions',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/consultations-sessions/list-page.tsx', words('consultations-sessions')],
  ],
  ...['list', 'outcome'].map((page): [string, number, string[]] => [
    `outcomes ${page}`,
    600,
    [
      ...CORE,
      'shell/staff-frame.tsx',
      `pages/consultations-outcomes/${page}-page.tsx`,
      words('consultations-outcomes'),
    ],
  ]),
  ...['board', 'commitment', 'tasks'].map((page): [string, number, string[]] => [
    `promises ${page}`,
    600,
    [
      ...CORE,
      'shell/staff-frame.tsx',
      `pages/consultations-commitments/${page}-page.tsx`,
      words('consultations-commitments'),
    ],
  ]),
  [
    'plan of the year',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/consultations-plan/year-page.tsx', words('consultations-plan')],
  ],
  ['member messages', 250, [...CORE, 'shell/member-frame.tsx', 'pages/notices/list-page.tsx', words('notices')]],
  ['notice settings', 250, [...CORE, 'shell/member-frame.tsx', 'pages/notices/choices-page.tsx', words('notices')]],
  ['notice channels', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/notices/channels-page.tsx', words('notices')]],
  ['operations', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/operations/operations-page.tsx', words('operations')]],
  ...['members', 'member', 'units', 'bodies'].map((page): [string, number, string[]] => [
    `directory ${page}`,
    600,
    [...CORE, 'shell/staff-frame.tsx', `pages/directory/${page}-page.tsx`, words('directory')],
  ]),
  ...['rules', 'draft', 'version'].map((page): [string, number, string[]] => [
    `local rules ${page}`,
    600,
    [...CORE, 'shell/staff-frame.tsx', `pages/rules/${page}-page.tsx`, words('rules')],
  ]),
  ['accounts', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/accounts/account-page.tsx', words('accounts')]],
  [
    'docket',
    600,
    [...CORE, 'shell/staff-frame.tsx', 'pages/proposals-docket/docket-page.tsx', words('proposals-docket')],
  ],
  ['case file', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/proposal-case/case-page.tsx', words('proposal-case')]],
  ['unit inbox', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/proposal-desk/inbox-page.tsx', words('proposal-desk')]],
  ['merge', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/proposal-desk/merge-page.tsx', words('proposal-desk')]],
  ['to-do', 600, [...CORE, 'shell/staff-frame.tsx', 'pages/proposal-desk/to-do-page.tsx', words('proposal-desk')]],
  ...['list', 'writing', 'cosign', 'rating', 'member-case'].map((page): [string, number, string[]] => [
    `member ${page}`,
    250,
    [
      ...CORE,
      'shell/member-frame.tsx',
      `pages/proposal-member/${page}-page.tsx`,
      words('proposal-member'),
      words('proposal-case'),
    ],
  ]),
])('the script of %s fits into %i kB', async (name, most, modules) => {
  const size = await gzipped(filesOf(modules))

  console.log(`${name}: ${(size / KB).toFixed(1)} kB gzip of at most ${most}`)
  expect(size).toBeLessThanOrEqual(most * KB)
})

test.each([
  'member-home/home',
  'security/me',
  'visits/visits',
  'visits/entry',
  'visits/visit',
  'supervision-issues/member-issues',
  'supervision-issues/issue',
  'supervision-ballots/vote',
  'supervision-groups/my-groups',
  'notices/list',
  'notices/choices',
  'notices/open',
  'member-meetings/meeting',
  'consultations-minutes/member',
  'consultations-member/topics',
  'consultations-research/list',
  'consultations-research/group',
  ...['list', 'writing', 'cosign', 'rating', 'member-case'].map((page) => `proposal-member/${page}`),
])("members' pages load nothing of the desk: %s", (page) => {
  const files = [...filesOf(['index.html', 'shell/member-frame.tsx', `pages/${page}-page.tsx`])]

  expect(files.filter((file) => /data-table|docket|staff|antd/.test(file))).toEqual([])
})

// What verifies evidence reads every kind of entry by its schema; it is no page's, and is loaded by one page alone.
test.each([
  ['evidence', 'verifier.worker', 'lianxie.evidence.v1'],
  ['founding files', 'founding.worker', 'lianxie.founding.v1'],
])('the verifier of %s fits into 90 kB, asks for nothing of Node and writes no code', async (name, file, format) => {
  const workers = Object.values(manifest).flatMap(({ assets = [] }) => assets)
  const worker = workers.find((asset) => asset.includes(file))
  const text = await readFile(new URL(worker!, pagesDir), 'utf8')
  const size = await gzipped([worker!])

  console.log(`verifier of ${name}: ${(size / KB).toFixed(1)} kB gzip of at most 90`)
  expect(size).toBeLessThanOrEqual(90 * KB)
  expect(text).toContain(format)
  expect(text).not.toMatch(/["'`]node:|node_modules|\bBuffer\.(?:from|concat)/)
  expect(text).toMatch(/jitless:(?:!0|true)/)
})

test('the answer to the address of a page names what the page is made of', async () => {
  const preloads = JSON.parse(await readFile(new URL('preloads.json', pagesDir), 'utf8')) as Record<
    string,
    Record<string, string[]>
  >
  const rating = preloads['zh-CN']!['/m/proposals/$proposalId/rate']!
  const wanted = filesOf([
    ...CORE,
    'shell/member-frame.tsx',
    'pages/proposal-member/rating-page.tsx',
    words('proposal-member'),
  ])
  const first = filesOf(['index.html'])

  expect(rating.filter((file) => file.endsWith('.js')).toSorted()).toEqual([...wanted.difference(first)].toSorted())
  const pages = (await readdir(new URL('../web/pages/', import.meta.url), { recursive: true })).filter((file) =>
    file.endsWith('area.ts'),
  )
  const sources = await Promise.all(
    pages.map((file) => readFile(new URL(`../web/pages/${file}`, import.meta.url), 'utf8')),
  )
  const paths = sources.flatMap((source) => [...source.matchAll(/path: '([^']+)',\s*shell:/g)].map(([, path]) => path))
  const known = Object.keys(preloads['en']!)
  expect(paths.filter((path) => !known.includes(path!))).toEqual(['/elements'])
})

test('no page carries schemas or what only builders look at', async () => {
  const scripts = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.js'))
  const carrying = await Promise.all(
    scripts.map(async (file) => {
      const text = await readFile(new URL(file, pagesDir), 'utf8')
      return /ZodObject|签名元素与状态|jsxDEV/.test(text) ? [file] : []
    }),
  )

  expect(carrying.flat()).toEqual([])
})
