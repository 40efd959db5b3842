import type { Area } from '../../area.ts'
import type { Role } from '../../data/contracts.ts'
import { words } from './words/index.ts'

const STAFF: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION']

/** 机制成立与往来: the invitation that founds a compact, and what people look after once it is in force. */
export const area: Area = {
  words,
  pages: [
    {
      path: '/joint/new',
      shell: 'staff',
      title: { 'zh-CN': '起草机制邀请', 'zh-TW': '起草機制邀請', en: 'New compact' },
      load: () => import('./new-page.tsx'),
      roles: STAFF,
    },
    {
      path: '/joint/receive',
      shell: 'staff',
      title: { 'zh-CN': '接收邀请文件', 'zh-TW': '接收邀請檔案', en: 'Take in an invitation' },
      load: () => import('./receive-page.tsx'),
      roles: STAFF,
    },
    {
      path: '/joint/join',
      shell: 'staff',
      title: { 'zh-CN': '加入机制', 'zh-TW': '加入機制', en: 'Join a compact' },
      load: () => import('./join-page.tsx'),
      roles: ['STAFF_OFFICE', 'CHAIR'],
    },
    {
      path: '/joint/alarms',
      shell: 'staff',
      title: { 'zh-CN': '往来异常', 'zh-TW': '往來異常', en: 'Alarms of the exchange' },
      load: () => import('./alarms-page.tsx'),
      roles: ['STAFF_OFFICE', 'OPS', 'AUDITOR'],
    },
  ],
}
