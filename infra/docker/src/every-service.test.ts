import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SERVICES } from './committee-place.ts'

const text = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** Which services a file says nothing of where it should. */
const missing = (path: string, ...said: ((service: string) => string)[]) => {
  const words = text(path)
  return SERVICES.flatMap((service) => said.map((of) => of(service))).filter((one) => !words.includes(one))
}

test('every service has a container, a folder for its secrets and a port in the compose file', () => {
  const port = (service: string) => `\${${service.toUpperCase()}_PORT:-`

  expect(
    missing(
      'docker-compose.yml',
      (service) => `\n  ${service}:\n`,
      (service) => `{ <<: *secrets, volume: { subpath: ${service} } }`,
      (service) => `${service.toUpperCase()}_URL: http://${service}:8080`,
      port,
    ),
  ).toEqual([])
  expect(missing('.env.example', (service) => `\n${service.toUpperCase()}_PORT=`)).toEqual([])
})

test.each(['qingpu', 'wujiang', 'jiashan'])('every service of %s is in the demo, and its gateway finds it', (name) => {
  expect(
    missing(
      'infra/docker/demo.yml',
      (service) => `\n  ${name}-${service}:\n`,
      (service) => `http://${name}-${service}:8080`,
    ),
  ).toEqual([])
})

test('the guide starts, stops and restarts every service, and the portal after all of them', () => {
  const guide = text('docs/operate.md')
  const upgrade = guide.slice(guide.indexOf('## Upgrade'), guide.indexOf('## Back up'))
  const linesWith = (words: string) => guide.split('\n').filter((line) => line.startsWith(words))

  const started = [...upgrade.matchAll(/up -d --wait --no-deps (\S+)/g)].map(([, service]) => service)
  expect(new Set(started)).toEqual(new Set([...SERVICES, 'portal']))
  expect(started.at(-1)).toBe('portal')
  const together = ['docker compose stop portal', 'docker compose restart nats identity'].flatMap(linesWith)
  expect(together).toHaveLength(2)
  expect(together.flatMap((line) => SERVICES.filter((service) => !line.includes(` ${service}`)))).toEqual([])
  expect(SERVICES.filter((service) => !guide.includes(`| \`${service}\``))).toEqual([])
})

test('the check of the containers looks at every image, and for every password', () => {
  const check = text('.ci/containers')
  const [, images] = /^for image in (.*); do$/m.exec(check)!

  expect(new Set(images!.split(' '))).toEqual(new Set([...SERVICES, 'portal', 'tools']))
  // Beside the databases' of the services: that of PostgreSQL, three of NATS, three keys, the hub's seed, the secret of sign-ins.
  const counted = [...check.matchAll(/^look_from_outside \S+ \S+ (\d+)$/gm)].map(([, count]) => Number(count))
  expect(counted).toEqual([SERVICES.length + 9, SERVICES.length + 9])
})
