import { SETTING_SECTIONS, type SettingSection } from '../../domain/settings/types.ts';
import type { Permission } from '../types.ts';
import { STAFF } from './grants.ts';

/** Sections that say who may do what, how somebody signs in, or how long it is known who did what: the security administrator's. */
const NAMED_SECURITY = ['access', 'accounts', 'audit'];
const SECURITY_SECTIONS = SETTING_SECTIONS.filter(section => NAMED_SECURITY.includes(section));

/** How ledgers are read is known by whoever imports them. */
const READINGS: SettingSection = 'imports';
const RULE_SECTIONS = SETTING_SECTIONS.filter(section => !SECURITY_SECTIONS.includes(section) && section !== READINGS);

/** `setProblemSettings`, as the routes of the settings are named. */
const settingRoute = (section: SettingSection): string =>
  `set${section.slice(0, 1).toUpperCase()}${section.slice(1)}Settings`;

/** People, accounts, settings, and whatever keeps the product running. */
export const UPKEEP: readonly Permission[] = [
  {
    id: 'self.read',
    name: { zh: '查看本人与权限表', en: 'see oneself and this table' },
    effect: 'read',
    subject: 'office',
    routes: ['getMe', 'getAccess', 'getMyAccess', 'followChanges', 'getMySecondFactor', 'listMyViews'],
    may: { everyone: 'all' },
  },
  {
    id: 'people.read',
    name: { zh: '查看人员', en: 'see people' },
    effect: 'read',
    subject: 'person',
    routes: ['listPeople', 'getPerson'],
    may: {
      ...{ coordinator: 'all', leader: 'all', administrator: 'all', securityAdministrator: 'all', auditor: 'all' },
      ...{ countyReporter: 'unit', departmentHandler: 'unit', departmentHead: 'unit', supervisionTeam: 'unit' },
    },
  },
  {
    id: 'people.define',
    name: { zh: '登记人员、授予角色', en: 'define people and give roles' },
    effect: 'change',
    subject: 'office',
    routes: ['definePerson'],
    may: { administrator: 'all', securityAdministrator: 'all' },
  },
  {
    id: 'person.export',
    name: { zh: '导出关于一个人的全部信息', en: 'take out all that is held of a person' },
    effect: 'read',
    subject: 'person',
    routes: ['exportPerson'],
    may: { everyone: 'own', administrator: 'all', securityAdministrator: 'all', auditor: 'all' },
  },
  {
    id: 'person.erase',
    name: { zh: '删除一个人的个人信息', en: 'erase a person' },
    effect: 'change',
    subject: 'office',
    routes: ['erasePerson'],
    may: { administrator: 'all' },
  },
  {
    id: 'unit.read',
    name: { zh: '查看单位', en: 'see units' },
    effect: 'read',
    subject: 'office',
    routes: ['listUnits', 'getUnit'],
    may: STAFF,
  },
  {
    id: 'unit.define',
    name: { zh: '登记单位', en: 'define units' },
    effect: 'change',
    subject: 'office',
    routes: ['defineUnit'],
    may: { administrator: 'all' },
  },
  {
    id: 'token.read',
    name: { zh: '查看令牌', en: 'see tokens, without what opens' },
    effect: 'read',
    subject: 'person',
    routes: ['listTokens'],
    may: { everyone: 'own', securityAdministrator: 'all', auditor: 'all', administrator: 'unseparated' },
  },
  {
    id: 'token.issue',
    name: { zh: '签发、吊销令牌', en: 'issue and revoke tokens' },
    effect: 'change',
    subject: 'person',
    routes: ['issueToken', 'revokeToken'],
    may: { everyone: 'own', securityAdministrator: 'all', administrator: 'unseparated' },
  },
  {
    id: 'account.link',
    name: {
      zh: '发邀请、重设密码的链接，解除第二因素',
      en: 'invite somebody, let somebody choose a new password or factor',
    },
    effect: 'change',
    subject: 'person',
    routes: ['makeAccountLink', 'removeSecondFactor', 'unbindPerson'],
    may: { securityAdministrator: 'all', administrator: 'unseparated' },
  },
  {
    id: 'session.read',
    name: { zh: '查看会话', en: 'see sessions' },
    effect: 'read',
    subject: 'session',
    routes: ['listSessions'],
    may: { everyone: 'own', securityAdministrator: 'all', auditor: 'all', administrator: 'unseparated' },
  },
  {
    id: 'session.end',
    name: { zh: '结束会话', en: 'end sessions' },
    effect: 'change',
    subject: 'session',
    routes: ['endSession'],
    may: { everyone: 'own', securityAdministrator: 'all', administrator: 'unseparated' },
  },
  {
    id: 'self.change',
    name: {
      zh: '退出登录，改本人密码、二次验证与保存的视图',
      en: 'sign out, change one’s own password, second factor and kept views',
    },
    effect: 'change',
    subject: 'self',
    routes: [
      ...['signOut', 'changePassword', 'beginSecondFactor', 'confirmSecondFactor'],
      ...['removeMySecondFactor', 'drawRecoveryCodes', 'removeMyPasskey'],
      ...['keepMyView', 'dropMyView'],
    ],
    may: { everyone: 'own' },
  },
  {
    id: 'setting.read',
    name: { zh: '查看设置', en: 'see the settings' },
    effect: 'read',
    subject: 'office',
    routes: [
      ...['getSettings', 'getSetting', 'listSettingVersions'],
      ...['listMailTexts', 'previewMailText', 'showMailText', 'listHolidays'],
    ],
    may: STAFF,
  },
  {
    id: 'setting.change',
    name: { zh: '修改业务设置', en: 'change the settings' },
    effect: 'change',
    subject: 'office',
    routes: [...RULE_SECTIONS.map(settingRoute), 'setUnknownSettings'],
    may: { administrator: 'all' },
  },
  {
    id: 'reading.change',
    name: { zh: '修改导入读法', en: 'change how ledgers are read' },
    effect: 'change',
    subject: 'office',
    routes: [settingRoute(READINGS)],
    may: { coordinator: 'all', administrator: 'all' },
  },
  {
    id: 'security.change',
    name: { zh: '修改安全设置', en: 'change the security settings' },
    effect: 'change',
    subject: 'office',
    routes: SECURITY_SECTIONS.map(settingRoute),
    may: { securityAdministrator: 'all', administrator: 'unseparated' },
  },
  {
    id: 'audit.read',
    name: { zh: '查看、导出、核对审计', en: 'see, export and verify the audit' },
    effect: 'read',
    subject: 'office',
    routes: [
      'listAudit',
      'verifyAudit',
      'exportAuditLines',
      'exportAuditCsv',
      'listAuditArchives',
      'exportAuditArchive',
    ],
    may: { auditor: 'all', administrator: 'unseparated' },
  },
  {
    id: 'audit.archive',
    name: { zh: '归档审计：存成文件后从表中取出', en: 'put old audit entries away in a file' },
    effect: 'change',
    subject: 'office',
    routes: ['archiveAudit'],
    may: { administrator: 'all' },
  },
  {
    id: 'schedule.read',
    name: { zh: '查看定时任务', en: 'see the schedules' },
    effect: 'read',
    subject: 'office',
    routes: ['diffSchedules'],
    may: { administrator: 'all', coordinator: 'all', auditor: 'all' },
  },
  {
    id: 'schedule.apply',
    name: { zh: '校正定时任务', en: 'bring the schedules in line' },
    effect: 'change',
    subject: 'office',
    routes: ['applySchedules'],
    may: { administrator: 'all', coordinator: 'all' },
  },
  {
    id: 'recovery.read',
    name: { zh: '查看台账恢复后丢失的命令', en: 'see what a restored ledger has lost' },
    effect: 'read',
    subject: 'office',
    routes: ['listAheadOfLedger'],
    may: { administrator: 'all', auditor: 'all' },
  },
  {
    id: 'system.decode',
    name: { zh: '在 Temporal 界面查看加密的载荷', en: 'read encrypted payloads in Temporal’s UI' },
    effect: 'read',
    subject: 'office',
    routes: ['decodePayloads'],
    may: { administrator: 'all', auditor: 'all' },
  },
  {
    id: 'system.run',
    name: { zh: '重建与恢复流程', en: 'rebuild workflows, follow a restored ledger' },
    effect: 'change',
    subject: 'office',
    routes: ['rebuild', 'followLedger'],
    may: { administrator: 'all' },
  },
  {
    id: 'mailbox.read',
    name: { zh: '查看开发信箱', en: 'see the development mailbox' },
    effect: 'read',
    subject: 'office',
    routes: ['listLetters', 'getLetter'],
    may: { administrator: 'all', coordinator: 'all', auditor: 'all' },
  },
];
