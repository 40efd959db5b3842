import { consultations as c, directory as d, proposals as p, supervision as s } from '@lianxie/contracts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { axeFindings, DESK, openPage, PHONE } from './browser.ts'
import type { Committee } from './committee.ts'
import { givenHeld, givenSession } from './session-given.ts'

export const THEMES = ['light', 'dark', 'contrast'] as const

/** Somebody's way over the pages that are theirs; nobody's without a name. */
export interface Walk {
  name?: string
  size: BrowserContextOptions
  paths: readonly string[]
}

/** 全部页面: every page that the sample fills, as who sees it. A new page is added here. */
export async function everyPage(committee: Committee): Promise<Walk[]> {
  const { side } = committee
  const office = side.as('office')
  const [docket, mine, projects, groups, visits, findings, plan, members, units] = await Promise.all([
    side.as('proposal').ask(p.Docket, { limit: 1 }),
    side.as('member').ask(p.MyProposals, { limit: 1 }),
    office.ask(s.Projects, { limit: 1 }),
    office.ask(s.Groups, { limit: 1 }),
    side.as('member').ask(s.Visits, { limit: 1 }),
    office.ask(s.Findings, { limit: 1 }),
    side.as('consultation').ask(c.PlanItems, { year: 2022, limit: 1 }),
    office.ask(d.Members, { limit: 1 }),
    office.ask(d.Units, { limit: 1 }),
  ])
  const running = await givenSession(committee, '水体联保共治专题协商会')
  const formed = await side.as('consultation').send(c.FormResearchGroup, {
    itemId: running.itemId,
    title: '水体共治调研组',
    leaderId: running.member.id,
    secretaryId: running.other.id,
  })
  const { researchId } = formed.events[0]!.data as { researchId: string }
  const held = await givenHeld(committee, '水体联保共治情况通报会', running.ahead)
  const sessions = '/consultations/sessions'
  const project = `/supervision/projects/${projects.items[0]!.projectId}`
  const finding = findings.items[0]!.findingId
  const proposal = `/proposals/${docket.items[0]!.proposalId}`
  return [
    { size: DESK, paths: ['/sign-in'] },
    {
      size: PHONE,
      paths: [
        '/open',
        '/open/plan?year=2022',
        '/open/records',
        '/open/verify',
        '/open/proposals',
        `/open/certificates/${'A'.repeat(22)}`,
      ],
    },
    { size: DESK, paths: ['/open', '/open/verify'] },
    {
      name: 'proposal',
      size: DESK,
      paths: [
        '/home',
        '/proposals',
        '/proposals/to-do',
        '/proposals/merge',
        '/proposals/promises',
        '/proposals/statistics',
        '/proposals/pressure',
        proposal,
        '/security',
      ],
    },
    {
      name: 'proposal',
      size: PHONE,
      paths: ['/home', '/proposals', '/proposals/statistics', '/proposals/promises', proposal],
    },
    { name: 'chair', size: DESK, paths: ['/home'] },
    {
      name: 'unit',
      size: DESK,
      paths: [
        '/home',
        '/proposals/inbox',
        '/supervision/issues',
        '/joint/tasks',
        '/consultations/tasks',
        '/notices',
        '/notices/choices',
      ],
    },
    { name: 'unit', size: PHONE, paths: ['/notices', '/notices/choices'] },
    {
      name: 'member',
      size: PHONE,
      paths: [
        '/m',
        '/m/proposals',
        '/m/proposals/new',
        `/m/proposals/${mine.items[0]!.proposalId}`,
        '/m/meetings',
        '/m/topics',
        '/m/research',
        `/m/research/${researchId}`,
        `/m/meetings/${held.sessionId}/minutes`,
        '/m/visits',
        `/m/visits/${visits.items[0]!.visitId}`,
        '/m/issues?show=all',
        `/m/issues/${finding}`,
        '/m/groups',
        '/m/ballots',
        '/m/me',
        '/m/messages',
        '/m/messages/choices',
      ],
    },
    { name: 'member', size: DESK, paths: ['/m/proposals/new'] },
    {
      name: 'office',
      size: DESK,
      paths: [
        '/supervision',
        project,
        '/supervision/issues',
        `/supervision/issues/${finding}`,
        '/supervision/statistics',
        '/supervision/groups',
        `/supervision/groups/${groups.items[0]!.groupId}`,
        '/supervision/coverage',
        '/supervision/ballots',
        '/directory',
        `/directory/members/${members.items[0]!.memberId}`,
        '/directory/bodies',
        '/directory/units',
        `/directory/units/${units.items[0]!.unitId}`,
        '/directory/sectors',
        '/directory/staff',
        '/directory/committees',
        '/directory/import/members',
        '/directory/import/units',
        '/rules',
        '/rules/new',
        '/rules/0',
      ],
    },
    {
      name: 'consultation',
      size: DESK,
      paths: [
        '/consultations?year=2022',
        '/consultations?year=2022&view=list',
        '/consultations/import',
        `/consultations/items/${plan.items[0]!.itemId}`,
        sessions,
        '/consultations/research',
        `/consultations/research/${researchId}`,
        `${sessions}/${running.sessionId}`,
        `${sessions}/${running.sessionId}/hall`,
        `${sessions}/${held.sessionId}/minutes`,
        '/consultations/outcomes',
        `/consultations/outcomes/${held.outcomeId}`,
        '/consultations/commitments',
        '/consultations/commitments?view=list',
        `/consultations/commitments/${held.commitmentId}`,
      ],
    },
    {
      name: 'office',
      size: DESK,
      paths: [
        '/joint',
        '/joint/drafts',
        '/joint/new',
        '/joint/receive',
        '/joint/join',
        '/joint/topic',
        '/joint/alarms',
        '/joint/tasks',
      ],
    },
    { name: 'office', size: PHONE, paths: ['/joint/new', '/joint/receive', '/joint/join'] },
    {
      name: 'operator',
      size: DESK,
      paths: [
        '/operations',
        '/accounts',
        '/accounts/grants',
        '/accounts/sign-ins',
        '/accounts/new',
        '/notices/channels',
        '/accounts/programs',
      ],
    },
  ]
}

/** Walks them in each theme, and tells what axe found, what went wrong and what scrolls sideways. */
export async function walk(
  browser: Browser,
  committee: Committee,
  walks: readonly Walk[],
  themes: readonly (typeof THEMES)[number][],
): Promise<string[]> {
  const told: string[] = []
  for (const { name, size, paths } of walks) {
    // Colours on their way to another theme are no colours of it.
    await using opened = await openPage(browser, committee.url, { ...size, reducedMotion: 'reduce' })
    const { page, faults } = opened
    if (name) await committee.signIn(page, name, paths[0]!)
    for (const path of paths) {
      told.push(...(await look(page, path, themes)).map((finding) => `${name ?? ''} ${path} ${finding}`))
      told.push(...faults.splice(0).map((fault) => `${path} ${fault}`))
    }
  }
  return told
}

async function look(page: Page, path: string, themes: readonly (typeof THEMES)[number][]): Promise<string[]> {
  await page.goto(path)
  // The live connection never rests; what is read does.
  const isRead = page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('[aria-busy=true]'),
    undefined,
    { timeout: 8_000 },
  )
  if (!(await isRead.then(Boolean, () => false))) return ['is not read, or has no heading']
  const told: string[] = []
  for (const theme of themes) {
    await page.evaluate((to) => document.documentElement.setAttribute('data-theme', to), theme)
    told.push(...(await axeFindings(page)).map((finding) => `${theme} ${finding}`))
  }
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return beyond > 0 ? [...told, `scrolls sideways by ${beyond}`] : told
}
