import { expect, test } from 'vitest'
import { hindranceOf } from '../web/pages/joint-founding/hindrance.ts'
import { words } from '../web/pages/joint-founding/words/zh-cn.ts'

const members = ['a', 'b'].map((committee) => ({ committee }))
const founding = (more: object = {}) => ({ text: { members }, missing: [], faults: [], ...more }) as never

test('a file that all founders signed well lets others in', () => {
  expect(hindranceOf(founding(), 'c')).toBeUndefined()
})

test.each([
  ['a founder', founding(), 'a', { why: 'founder', whom: [] }],
  ['a signature that is missing', founding({ missing: ['b'] }), 'c', { why: 'unsigned', whom: ['b'] }],
  [
    'a signature that is not good, once for each side',
    founding({
      missing: ['b'],
      faults: [
        { code: 'founding.bad_signature', party: 'b' },
        { code: 'founding.signed_twice', party: 'b' },
      ],
    }),
    'a',
    { why: 'signature', whom: ['b'] },
  ],
  [
    'a statement of nobody',
    founding({ faults: [{ code: 'founding.bad_statement', party: null }] }),
    'c',
    { why: 'signature', whom: [null] },
  ],
  ['one side alone', founding({ faults: [{ code: 'founding.too_few_members' }] }), 'c', { why: 'few', whom: [] }],
])('%s keeps from joining, and is named', (_, read, own, hindrance) => {
  const found = hindranceOf(read, own)

  expect(found).toEqual(hindrance)
  expect(words.hindrances[found!.why]('政协')).toBeTruthy()
})
