import { directory as d } from '@lianxie/contracts'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { directory } from '../src/app.ts'

/** The people of a test. */
export const office = account('STAFF_OFFICE')
export const memberAffairs = account('STAFF_MEMBER_AFFAIRS')
export const proposalStaff = account('STAFF_PROPOSAL')
export const infoStaff = account('STAFF_INFO')
export const chair = account('CHAIR')
export const auditor = account('AUDITOR')

export const start = (): Promise<TestService> => startTestService(directory)

/** What a command made: the data of its first event. */
export async function made<K extends string>(
  answer: Promise<{ events: { data: unknown }[] }>,
  key: K,
): Promise<string> {
  const { events } = await answer
  return (events[0]!.data as Record<K, string>)[key]
}

export const reason = '按文件调整'

/** A committee with two sectors, two bodies and a unit. */
export async function world(service: TestService) {
  const as = { as: office }
  const sector = (name: string) => made(service.send(d.DefineSector, { name, definedOn: '2022-01-01' }, as), 'sectorId')
  const body = (bodyKind: d.BodyKind, name: string) =>
    made(service.send(d.FormBody, { bodyKind, name, formedOn: '2022-01-01' }, as), 'bodyId')
  return {
    minge: await sector('民革'),
    education: await sector('教育界'),
    proposals: await body('SPECIAL_COMMITTEE', '提案委员会'),
    economy: await body('SPECIAL_COMMITTEE', '经济科技委员会'),
    water: await made(
      service.send(
        d.RegisterUnit,
        {
          name: '某区水务局',
          shortName: '水务局',
          unitKind: 'HANDLING_UNIT',
          side: 'GOVERNMENT',
          duties: ['河湖长制日常工作', '供水排水管理'],
          registeredOn: '2022-01-01',
        },
        as,
      ),
      'unitId',
    ),
  }
}

/** An identity number with its check digit, for a made-up person. */
export function idNumber(n: number): string {
  const body = `32050919800101${String(n).padStart(3, '0')}`
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * 2 ** (17 - i), 0)
  return `${body}${'10X98765432'[sum % 11]}`
}

export const registerMember = (service: TestService, sectorId: string, more: Record<string, unknown> = {}) =>
  made(
    service.send(
      d.RegisterMember,
      { name: '章水生', termNumber: 16, sectorId, beganOn: '2022-01-10', ...more },
      { as: memberAffairs },
    ),
    'memberId',
  )
