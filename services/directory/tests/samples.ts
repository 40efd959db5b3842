import { randomUUID } from 'node:crypto'
import { directory as d } from '@lianxie/contracts'
import { account, type CommandSample, type QuerySample, type TestService } from '@lianxie/service-kit/testing'
import { chair, idNumber, infoStaff, memberAffairs, office, reason, registerMember, world } from './world.ts'

/** A well-formed request of every command and query, all about things that exist. */
export async function samples(service: TestService): Promise<{ commands: CommandSample[]; queries: QuerySample[] }> {
  const { minge, education, proposals, economy, water } = await world(service)
  const memberId = await registerMember(service, minge, { name: '样本' })
  const { events } = await service.send(
    d.AppointMember,
    { memberId, bodyId: proposals, post: 'DIRECTOR', beganOn: '2022-02-01' },
    { as: memberAffairs },
  )
  const { postId } = events[0]!.data as { postId: string }
  const day = '2022-10-01'
  const id = randomUUID()
  const committee = {
    committeeId: 'sample-cppcc',
    name: '样本区政协',
    fullName: '政协样本区委员会',
    level: 'DISTRICT',
    district: '样本区',
    city: '样本市',
    province: '样本省',
    adcode: '320509',
  }
  const unit = {
    name: '样本局',
    shortName: '样局',
    unitKind: 'OTHER',
    side: 'PARTY',
    superiorId: water,
    duties: ['一'],
  }
  const person = {
    name: '样本人',
    sex: 'MALE',
    bornOn: '1980-01-01',
    ethnicity: '汉族',
    party: '民革',
    employer: '样本公司',
    jobTitle: '经理',
    phone: '13800001234',
    email: 'a@example.cn',
    address: '样本路1号',
    idNumber: idNumber(9),
  }
  const body = { bodyKind: 'MEMBER_GROUP', name: '样本小组', shortName: '样组', parentId: proposals }
  const as = memberAffairs
  const changes = { 'info.maxChars': 1000 }

  return {
    commands: [
      { command: d.RecordCommittee, as: office, body: committee },
      { command: d.FormBody, as, body: { ...body, termNumber: 16, formedOn: day } },
      { command: d.ChangeBody, as, body: { ...body, bodyId: economy, effectiveOn: day, reason } },
      { command: d.DissolveBody, as, body: { bodyId: economy, dissolvedOn: day, reason } },
      { command: d.DefineSector, as, body: { name: '样本界', activityGroup: '第一组', definedOn: day } },
      {
        command: d.RenameSector,
        as,
        body: { sectorId: education, name: '教体界', activityGroup: '二组', effectiveOn: day, reason },
      },
      { command: d.RetireSector, as, body: { sectorId: education, retiredOn: day, reason } },
      { command: d.RegisterUnit, as: office, body: { ...unit, registeredOn: day } },
      { command: d.ChangeUnit, as: office, body: { ...unit, unitId: water, superiorId: id, effectiveOn: day, reason } },
      { command: d.MergeUnits, as: office, body: { intoId: water, fromIds: [id], mergedOn: day, reason } },
      { command: d.CloseUnit, as: office, body: { unitId: water, closedOn: day, reason } },
      { command: d.ConfirmUnitImport, as: office, body: { importId: id, skipFailed: true, registeredOn: day } },
      { command: d.RegisterMember, as, body: { ...person, termNumber: 16, sectorId: minge, beganOn: day } },
      { command: d.BeginTerm, as, body: { memberId, termNumber: 17, sectorId: minge, beganOn: day } },
      { command: d.ChangeSector, as, body: { memberId, sectorId: education, changedOn: day, reason } },
      { command: d.EndTerm, as, body: { memberId, ending: 'RESIGNED', endedOn: day, reason } },
      { command: d.CloseTerm, as, body: { termNumber: 15, endedOn: day } },
      { command: d.AppointMember, as, body: { memberId, bodyId: economy, post: 'BODY_MEMBER', beganOn: day } },
      { command: d.RelieveMember, as, body: { memberId, postId, endedOn: day, reason } },
      {
        command: d.MoveMember,
        as,
        body: { memberId, postId, toBodyId: economy, post: 'DIRECTOR', movedOn: day, reason },
      },
      {
        command: d.RegisterStaff,
        as,
        body: { ...person, accountId: 'sample.1', employer: { of: 'BODY', bodyId: proposals }, beganOn: day },
      },
      { command: d.ReleaseStaff, as, body: { staffId: id, endedOn: day, reason } },
      { command: d.CorrectPerson, as, body: { personId: memberId, changes: person, remove: ['party'], reason } },
      {
        command: d.ConfirmMemberImport,
        as,
        body: { importId: id, skipFailed: true, termNumber: 16, beganOn: day },
      },
      { command: d.DraftPolicy, as: infoStaff, body: { changes, effectiveFrom: day, reason } },
      { command: d.ApprovePolicy, as: chair, body: { version: 7 } },
      { command: d.RejectPolicy, as: chair, body: { version: 7 } },
    ],
    queries: [
      { query: d.Committees, params: { search: '样本', limit: 5 } },
      {
        query: d.Bodies,
        as,
        params: {
          search: '委员会',
          bodyKind: 'SPECIAL_COMMITTEE',
          state: 'all',
          sort: 'members',
          direction: 'desc',
          limit: 5,
        },
      },
      { query: d.Body, as, params: { bodyId: proposals } },
      { query: d.Sectors, as, params: { search: '民革', state: 'all', sort: 'members', direction: 'asc', limit: 5 } },
      {
        query: d.Units,
        as,
        params: { search: '水务', unitKind: 'OTHER', side: 'PARTY', state: 'all', sort: 'name', limit: 5 },
      },
      { query: d.Unit, as, params: { unitId: water } },
      {
        query: d.Members,
        as,
        params: {
          search: '样',
          sectorId: minge,
          bodyId: proposals,
          post: 'DIRECTOR',
          termNumber: 16,
          state: 'all',
          sort: 'sector',
        },
      },
      { query: d.Member, as, params: { memberId } },
      { query: d.StaffList, as, params: { search: '样', bodyId: proposals, state: 'all', sort: 'beganOn', limit: 5 } },
      { query: d.Contact, as, params: { personId: memberId } },
      { query: d.Corrections, as, params: { personId: memberId, field: 'phone', limit: 5 } },
      { query: d.Accesses, as: account('AUDITOR'), params: { personId: memberId, limit: 5 } },
      { query: d.Resolve, as, params: { ids: [memberId, proposals] } },
      { query: d.ImportPreview, as, params: { importId: id, only: 'errors', limit: 5 } },
      { query: d.Policies, as, params: { stage: 'draft', limit: 5 } },
      { query: d.Policy, as, params: { version: 0 } },
      { query: d.PolicyDiff, as, params: { from: 0, to: 0 } },
      { query: d.PolicyInForce, as, params: { on: day } },
    ],
  }
}
