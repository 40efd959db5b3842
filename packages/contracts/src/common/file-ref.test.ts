import { expect, test } from 'vitest'
import { FileRef } from './file-ref.ts'

const named = (name: string) => ({ sha256: 'a'.repeat(64), name, size: 1, mediaType: 'image/jpeg' })

test.each(['现场照片 1.jpg', '报告（定稿）.v2.pdf', 'a', '2022年·走访.docx'])('%j is a name of a file', (name) => {
  expect(FileRef.parse(named(name)).name).toBe(name)
})

test.each([
  '../../etc/passwd',
  '/etc/passwd',
  'a/b.jpg',
  'C:\\Windows\\a.jpg',
  '.',
  '..',
  '.htaccess',
  'a.',
  'a\u0000.jpg',
  'a\nb.jpg',
  'a\u0085b.jpg',
  '照片\u202Egpj.exe',
  '照片\u2066gpj.exe',
  '照\u200B片.jpg',
  '照\u2028片.jpg',
  ' ',
  '',
  '长'.repeat(201),
])('%j is not a name of a file', (name) => {
  expect(FileRef.safeParse(named(name)).success).toBe(false)
})
