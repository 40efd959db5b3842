import type { RefusalText } from '../refusal-text.ts'

export const identity = {
  'sign_in.wrong': { status: 401, zh: '用户名或密码不正确。', en: 'User name or password is wrong.' },
  'sign_in.code_wrong': {
    status: 401,
    zh: '验证码不正确、已过期或已使用过。',
    en: 'The code is wrong, outdated or was used before.',
  },
  'sign_in.locked': {
    status: 429,
    zh: '连续输错次数过多，请15分钟后再试。',
    en: 'Too many wrong attempts; try again in 15 minutes.',
  },
  'sign_in.slowed': {
    status: 429,
    zh: '来自该网络地址的失败次数过多，请稍后再试。',
    en: 'Too many attempts from this address failed; try again shortly.',
  },
  'sign_in.no_sso': { status: 404, zh: '未启用统一身份认证。', en: 'No identity provider is configured.' },
  'sign_in.return_to': {
    status: 400,
    zh: '返回地址须为本平台的页面。',
    en: 'One returns to a page of this platform only.',
  },
  'password.change_first': {
    status: 403,
    zh: '首次登录请先修改一次性密码。',
    en: 'Change the one-time password first.',
  },
  'password.weak': {
    status: 422,
    zh: '密码须不少于10个字符，含大小写字母、数字、符号中的至少三类，或不少于16个字符，且不得包含用户名。',
    en: 'A password has 10 characters of three kinds or 16 of any, and does not contain the user name.',
  },
  'password.same': { status: 422, zh: '新密码不能与原密码相同。', en: 'The new password is the old one.' },
  'second_factor.needed': {
    status: 403,
    zh: '该角色须完成二次验证后方可使用。',
    en: 'Nobody acts in this role without a second factor.',
  },
  'second_factor.none': { status: 409, zh: '尚未绑定二次验证。', en: 'No second factor is enrolled.' },
  'second_factor.exists': { status: 409, zh: '已绑定二次验证。', en: 'A second factor is enrolled already.' },
  'account.user_name_taken': { status: 409, zh: '该用户名已被使用。', en: 'The user name is taken.' },
  'account.person_has_one': { status: 409, zh: '该人员已有账号。', en: 'The person has an account already.' },
  'account.unknown_person': { status: 422, zh: '名录中没有该人员。', en: 'The directory knows no such person.' },
  'account.listed_twice': {
    status: 422,
    zh: '名单中有重复的人员或用户名。',
    en: 'A person or user name is listed twice.',
  },
  'account.stopped': { status: 409, zh: '该账号已停用。', en: 'The account is stopped.' },
  'account.not_stopped': { status: 409, zh: '该账号未停用。', en: 'The account is not stopped.' },
  'account.own': { status: 403, zh: '不能对自己的账号进行此操作。', en: 'Nobody does this to the own account.' },
  'account.no_sso': {
    status: 409,
    zh: '该账号未关联统一身份认证。',
    en: 'The account is not linked with the provider.',
  },
  'operator.exists': {
    status: 409,
    zh: '已有两名管理员，其余由他们授权。',
    en: 'There are two operators, who grant the role to others.',
  },
  'role.none': { status: 403, zh: '您的账号当前没有可用的角色。', en: 'Your account holds no role at present.' },
  'role.not_held': { status: 404, zh: '您没有该角色，或授权已结束。', en: 'You do not hold this role, or no longer.' },
  'role.held': {
    status: 409,
    zh: '该账号在此期间已有或已提请同一角色。',
    en: 'The account holds this role then, or it was proposed.',
  },
  'role.no_member': { status: 422, zh: '该账号不是委员账号。', en: 'The account belongs to no member.' },
  'role.units_missing': {
    status: 422,
    zh: '该角色须指定所代表的单位或机构。',
    en: 'In this role one acts for units or bodies.',
  },
  'role.units_not_asked': {
    status: 422,
    zh: '该角色不代表单位或机构。',
    en: 'In this role one acts for no unit or body.',
  },
  'role.unknown_unit': { status: 422, zh: '名录中没有该单位或机构。', en: 'The directory knows no such unit or body.' },
  'role.days': {
    status: 422,
    zh: '授权期限须自今日起算、不早于开始日结束，且不超过六年。',
    en: 'A grant ends no earlier than it begins and than today, and within six years.',
  },
  'role.same_person': {
    status: 403,
    zh: '提请人和被授权人不得批准该授权。',
    en: 'Neither who proposed a grant nor who gets it may approve it.',
  },
  'role.not_proposed': { status: 409, zh: '该授权不在待批准状态。', en: 'The grant is not waiting for approval.' },
  'role.ended': { status: 409, zh: '该授权已结束。', en: 'The grant has ended.' },
  'service_account.stopped': { status: 409, zh: '该服务账号已停用。', en: 'The service account is stopped.' },
  'service_account.not_approved': {
    status: 409,
    zh: '该服务账号尚未批准。',
    en: 'The service account is not approved yet.',
  },
  'service_account.approved': { status: 409, zh: '该服务账号已批准。', en: 'The service account is approved already.' },
  'service_account.ended': {
    status: 422,
    zh: '有效期须不早于今日且不超过三年。',
    en: 'It ends no earlier than today and within three years.',
  },
} as const satisfies Record<string, RefusalText>
