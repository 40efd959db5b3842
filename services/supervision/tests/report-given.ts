import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, upload } from './given.ts'

/** 监督报告. */
export const report = async (service: TestService, { as }: Committee, projectId: string, change: object = {}) => ({
  projectId,
  title: '关于城区河道水环境整治专项监督情况的报告',
  summary: '监督小组走访河道，问题多已整改。',
  file: (await upload(service, as.office, '监督报告')) as never,
  ...change,
})

export const delivery = (service: TestService, projectId: string, change: object = {}) => ({
  projectId,
  to: 'PARTY_COMMITTEE' as const,
  sentOn: day(service),
  documentNumber: '区政协〔2022〕15号',
  ...change,
})

/** 批示, for the water bureau. */
export const instruction = (service: TestService, { unit }: Committee, projectId: string, change: object = {}) => ({
  projectId,
  leaderPost: '区长',
  givenOn: day(service),
  text: '请水务局逐项对照，限期办结。',
  unitIds: [unit.water],
  ...change,
})

export const adoption = (service: TestService, projectId: string, change: object = {}) => ({
  projectId,
  documentNumber: '区政办〔2022〕33号',
  title: '河道长效管理办法',
  adoptedOn: day(service),
  ...change,
})
