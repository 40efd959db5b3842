/** One kind of request that lists are asked for, with another value each time. */
export interface ListQuery {
  name: string
  service: 'directory' | 'consultations'
  role: 'STAFF_OFFICE' | 'STAFF_CONSULTATION'
  /** Path and parameters. */
  path(random: () => number): string
}

const among = <T>(list: readonly T[], random: () => number) => list[Math.floor(random() * list.length)]!
const FREQUENT = ['停车', '推进', '建议', '盛泽', '养老']
const PHRASES = ['停车管理', '居家养老', '水环境', '老旧小区停车管理', '机制研究']
/** Two characters that stand together in a handful of rows, as `words.ts` makes them. */
const rare = (random: () => number) =>
  String.fromCodePoint(0x4e00 + Math.floor(random() * 3_000), 0x5e00 + Math.floor(random() * 20))
const year = (random: () => number) => 2005 + Math.floor(random() * 20)
/** Starts somewhere in the middle: the cursor holds the sort keys of a row, whether it is there or not. */
const behind = (...keys: string[]) => Buffer.from(JSON.stringify(keys)).toString('base64url')
const SOME_ID = '7fffffff-ffff-7fff-8fff-ffffffffffff'
const q = (words: string) => encodeURIComponent(words)

const consultations = (name: string, path: ListQuery['path']): ListQuery => ({
  name,
  service: 'consultations',
  role: 'STAFF_CONSULTATION',
  path: (random) => `/consultations${path(random)}`,
})
const directory = (name: string, path: ListQuery['path']): ListQuery => ({
  name,
  service: 'directory',
  role: 'STAFF_OFFICE',
  path: (random) => `/directory${path(random)}`,
})

/** What is asked of the lists: first and deep pages, filters, every order, and words of every length and frequency. */
export const LIST_QUERIES: readonly ListQuery[] = [
  consultations('plan items: first page', () => '/plan-items'),
  consultations('plan items: of a year', (r) => `/plan-items?year=${year(r)}`),
  consultations('plan items: deep page', (r) => `/plan-items?cursor=${behind(String(year(r)), '7', SOME_ID)}`),
  consultations(
    'plan items: by state',
    (r) => `/plan-items?state=${among(['DECLINED', 'PLAN_ADOPTED', 'SESSION_HELD'], r)}&sort=changed`,
  ),
  consultations(
    'plan items: by month and form',
    (r) => `/plan-items?month=${3 + Math.floor(r() * 8)}&form=${among(['SECTOR', 'THEMATIC'], r)}`,
  ),
  ...(['plan', 'topic', 'state', 'changed'] as const).map((sort) =>
    consultations(
      `plan items: ordered by ${sort}`,
      (r) => `/plan-items?sort=${sort}&direction=${among(['asc', 'desc'], r)}`,
    ),
  ),
  consultations('plan items: frequent word', (r) => `/plan-items?text=${q(among(FREQUENT, r))}`),
  consultations('plan items: longer phrase', (r) => `/plan-items?text=${q(among(PHRASES, r))}`),
  consultations('plan items: rare word', (r) => `/plan-items?text=${q(rare(r))}`),
  consultations(
    'plan items: frequent word of a year',
    (r) => `/plan-items?year=${year(r)}&text=${q(among(FREQUENT, r))}`,
  ),
  consultations('sessions: first page', (r) => `/sessions?order=${among(['asc', 'desc'], r)}`),
  consultations(
    'sessions: deep page',
    (r) => `/sessions?order=asc&cursor=${behind(`${year(r)}-06-01 01:00:00+00`, SOME_ID)}`,
  ),
  consultations('sessions: of a month', (r) => `/sessions?from=${year(r)}-05-01&to=${year(r)}-12-31`),
  consultations(
    'sessions: by form and state',
    (r) => `/sessions?form=${among(['SECTOR', 'GRASSROOTS'], r)}&state=${among(['HELD', 'POSTPONED'], r)}`,
  ),
  consultations('sessions: frequent word', (r) => `/sessions?text=${q(among(FREQUENT, r))}`),
  consultations('sessions: longer phrase', (r) => `/sessions?text=${q(among(PHRASES, r))}`),
  consultations('sessions: rare word', (r) => `/sessions?text=${q(rare(r))}`),
  consultations('commitments: first page', () => '/commitments'),
  consultations('commitments: overdue', (r) => `/commitments?overdue=${among(['true', 'false'], r)}`),
  consultations('commitments: frequent word', () => `/commitments?text=${q('方案')}`),
  consultations('outcomes: first page', () => '/outcomes'),
  consultations('outcomes: overdue', () => '/outcomes?overdue=true'),
  consultations('outcomes: frequent word', (r) => `/outcomes?text=${q(among(FREQUENT, r))}`),
  consultations('research groups: by state', (r) => `/research-groups?state=${among(['FORMED', 'COMPLETED'], r)}`),
  directory('members: first page', (r) => `/members?state=${among(['sitting', 'left', 'all'], r)}`),
  directory(
    'members: deep page',
    (r) => `/members?cursor=${behind(among(['gu jian', 'shen wen', 'zhou hua'], r), SOME_ID)}`,
  ),
  directory('members: of a term', (r) => `/members?state=all&termNumber=${12 + Math.floor(r() * 8)}`),
  ...(['sector', 'beganOn'] as const).map((sort) =>
    directory(`members: ordered by ${sort}`, (r) => `/members?sort=${sort}&direction=${among(['asc', 'desc'], r)}`),
  ),
  directory('members: one character', (r) => `/members?search=${q(among(['沈', '陆', '华', '解'], r))}`),
  directory('members: two characters', (r) => `/members?search=${q(among(['建国', '文华', '志勇', '秀英'], r))}`),
  directory('members: initials', (r) => `/members?search=${among(['sjg', 'lwh', 'xq', 'zy'], r)}`),
  directory('units: first page', (r) => `/units?sort=${among(['name', 'registeredOn'], r)}`),
  directory('units: deep page', () => `/units?cursor=${behind('建第50000局', SOME_ID)}`),
  directory('units: ended', () => '/units?state=ended'),
  directory('units: frequent word', (r) => `/units?search=${q(among(FREQUENT, r))}`),
  directory('units: rare word', (r) => `/units?search=${q(rare(r))}`),
]
