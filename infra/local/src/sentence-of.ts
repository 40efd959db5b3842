import { RefusedError } from '@lianxie/client'

/** What the file system refused, in words, with what to do about it. */
const REFUSALS: Record<string, (path: string) => string> = {
  ENOSPC: () => '磁盘已满，请清理后重试。 The disk is full; make room and start again.',
  EDQUOT: () => '磁盘配额已满，请清理后重试。 The disk quota is used up; make room and start again.',
  EACCES: (path) =>
    `没有权限读写 ${path}，请修改权限或用 --data 换一个目录。 This account may not read or write ${path}; change its permissions or name another folder with --data.`,
  EROFS: (path) =>
    `${path} 所在的磁盘只读，请用 --data 换一个目录。 ${path} is on a read-only disk; name another folder with --data.`,
  ENOENT: (path) =>
    `${path} 不存在，也无法在那里创建，请用 --data 换一个目录。 ${path} is not there and cannot be made; name another folder with --data.`,
  ENOTDIR: (path) => `${path} 不是目录，请用 --data 换一个目录。 ${path} is no folder; name another one with --data.`,
  ELOOP: (path) =>
    `${path} 的符号链接指向自身，请用 --data 换一个目录。 The links at ${path} go in a circle; name another folder with --data.`,
  ENAMETOOLONG: () =>
    '目录名过长，请用 --data 换一个目录。 The folder’s name is too long; name another one with --data.',
}
REFUSALS['EPERM'] = REFUSALS['EACCES']!
REFUSALS['EEXIST'] = REFUSALS['ENOTDIR']!

/** One sentence in Chinese and English for people who only want to start the platform. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof RefusedError) {
    const fields = error.errors.map(({ field, zh, en }) => `${field}: ${zh} ${en}`)
    return [`${error.zh} ${error.en} (${error.code})`, ...fields].join('; ')
  }
  const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  const words = code === undefined ? undefined : REFUSALS[code]
  return words && (path !== undefined || code === 'ENOSPC' || code === 'EDQUOT')
    ? words(dest ?? path ?? '')
    : error.message
}
