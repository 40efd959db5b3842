import { expect, test } from 'vitest'
import { memberActs } from '../web/pages/directory/member-acts.ts'
import { words } from '../web/pages/directory/words/zh-cn.ts'

const post = { postId: 'p1', bodyId: 'b1', bodyName: '提案委员会', post: 'DIRECTOR', beganOn: '2022-01-01' } as const
const member = { memberId: 'm1', version: 4, name: '某某', sitting: true, terms: [], posts: [post] }
const actsOf = (more: object = {}) => memberActs({ member: { ...member, ...more }, sectors: [], bodies: [] }, words)
const keysOf = (more: object = {}) => actsOf(more).map(({ key }) => key)

test('who sits and holds a post can be moved and relieved', () => {
  expect(keysOf()).toEqual(['appoint', 'move', 'relieve', 'changeSector', 'endTerm'])
})

test('who holds no post can be relieved of none', () => {
  expect(keysOf({ posts: [{ ...post, endedOn: '2023-01-01' }] })).toEqual(['appoint', 'changeSector', 'endTerm'])
})

test('who has left begins another term and nothing else', () => {
  expect(keysOf({ sitting: false })).toEqual(['beginTerm'])
})

test('the one post that is held is chosen already, and what another has changed is not covered up', () => {
  const relieve = actsOf().find(({ key }) => key === 'relieve')!

  expect(relieve.fields.find(({ name }) => name === 'postId')).toMatchObject({ value: 'p1' })
  expect(relieve.version).toBe(4)
})
