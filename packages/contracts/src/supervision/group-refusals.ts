import type { RefusalText } from '../refusal-text.ts'

export const groupRefusals = {
  'group.unit_missing': { status: 422, zh: '派驻小组须指定派驻单位。', en: 'A resident group is posted to a unit.' },
  'group.unit_not_asked': {
    status: 422,
    zh: '专项小组不派驻单位。',
    en: 'A topical group is not posted to a unit.',
  },
  'group.unit_twice': {
    status: 422,
    zh: '派驻单位重复列入。',
    en: 'A unit is listed twice among those that the group is posted to.',
  },
  'group.leader_twice': {
    status: 422,
    zh: '组长无须重复列入成员名单。',
    en: 'The leader is not listed again among the members.',
  },
  'group.ended': { status: 409, zh: '该监督小组的任期已结束。', en: 'The term of this group has ended.' },
  'group.not_extended': {
    status: 422,
    zh: '新的任期须晚于现任期且不早于今天。',
    en: 'An extended term ends later than the present one, and not before today.',
  },
  'group.day_out_of_term': {
    status: 422,
    zh: '日期须在小组任期之内，且不早于上一次调整。',
    en: 'The day must lie within the term of the group, and not before its last change.',
  },
  'group.not_resident': { status: 409, zh: '专项小组不能改派单位。', en: 'A topical group is not posted to units.' },
  'group.posting_unchanged': {
    status: 409,
    zh: '小组已派驻这些单位。',
    en: 'The group is posted to these very units already.',
  },
  'group.projects_open': {
    status: 409,
    zh: '小组仍独自承担未办结的监督项目，请先办结或确定其他小组。',
    en: 'Unfinished projects rest on this group alone; close them or assign another group first.',
  },
  'group.not_member': {
    status: 422,
    zh: '该委员不是小组现任成员。',
    en: 'The member is not in the group at that time.',
  },
  'certificate.out_of_term': {
    status: 422,
    zh: '有效期须在小组任期及成员任职期间之内，且不早于今天结束。',
    en: 'A certificate is valid within the term of the group and of the membership, and ends no earlier than today.',
  },
  'certificate.exists': {
    status: 409,
    zh: '该成员在此期间已有监督员证。',
    en: 'The member has a certificate for this time already.',
  },
  'certificate.not_in_force': {
    status: 409,
    zh: '该监督员证已注销、失效或过期。',
    en: 'The certificate is revoked, lapsed or expired.',
  },
  'certificate.unprintable': {
    status: 422,
    zh: '证件上的文字中有字库不支持的字符。',
    en: 'The certificate holds characters that the font does not have.',
  },
  'certificate.name_missing': {
    status: 422,
    zh: '未提供持证人姓名，不能打印。',
    en: 'A certificate is printed with the name of its holder, and it was not given.',
  },
  'certificate.no_public_url': {
    status: 409,
    zh: '系统未配置对外访问地址，不能打印带核验码的证件。',
    en: 'The platform has no public address configured that a printed code could lead to.',
  },
  'coverage.too_many_rows': { status: 422, zh: '导出的单位过多。', en: 'More units match than one sheet is made of.' },
} as const satisfies Record<string, RefusalText>
