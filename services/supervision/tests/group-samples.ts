import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { type Committee, day } from './given.ts'
import { givenCertificate, givenResident } from './group-given.ts'

/** Groups and certificates from the first day to the last. */
export async function groupSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, body, member, unit } = given
  const groupId = await givenResident(service, given)
  const { certificateId, code } = await givenCertificate(service, given, groupId, member.first)
  const people = { leaderId: member.first, memberIds: [member.third], bodyId: body.committee }
  return {
    commands: [
      {
        command: c.FormGroup,
        as: as.office,
        body: {
          kind: 'RESIDENT',
          name: '派驻区交通运输局民主监督员小组',
          unitId: unit.traffic,
          alsoUnitIds: [unit.housing],
          ...people,
          fromOn: day(service),
          untilOn: day(service, 365),
          synthetic: true,
        },
      },
      {
        command: c.ChangeGroup,
        as: as.office,
        body: { groupId, name: '派驻区水务局监督小组', ...people, changedOn: day(service), reason: '工作调整' },
      },
      {
        command: c.PostGroup,
        as: as.office,
        body: { groupId, unitIds: [unit.traffic, unit.housing], postedOn: day(service), reason: '统一改派' },
      },
      {
        command: c.ExtendGroup,
        as: as.office,
        body: { groupId, untilOn: day(service, 900), reason: '届期延长' },
      },
      { command: c.EndGroup, as: as.office, body: { groupId, endedOn: day(service), reason: '任务完成' } },
      {
        command: c.IssueCertificate,
        as: as.office,
        body: { groupId, memberId: member.second, fromOn: day(service), untilOn: day(service, 30) },
      },
      { command: c.RevokeCertificate, as: as.office, body: { groupId, certificateId, reason: '遗失' } },
    ],
    queries: [
      {
        query: c.Groups,
        as: as.chair,
        params: {
          kind: 'RESIDENT',
          state: 'ACTIVE',
          activeOn: day(service),
          unitId: unit.water,
          memberId: member.first,
          text: '派驻',
        },
      },
      { query: c.MyGroups, as: as.first, params: { kind: 'RESIDENT', text: '水务' } },
      { query: c.GroupById, as: as.chair, params: { groupId } },
      { query: c.Certificates, as: as.chair, params: { groupId, memberId: member.first, year: 2022, state: 'VALID' } },
      { query: c.CertificateCheck, params: { code } },
      {
        query: c.Coverage,
        as: as.chair,
        params: { on: day(service), side: 'GOVERNMENT', unitKind: 'HANDLING_UNIT', covered: true, text: '水务' },
      },
    ],
  }
}
