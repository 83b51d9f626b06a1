/** What the commands on the texts of mails say and how their help reads, in Chinese. */
export const mailTextZh = {
  help: {
    texts: '邮件用语：每种邮件可改哪些字句、可用哪些花括号字段、原文是什么',
    preview: '预览：一封样例邮件按这些用语写出来的样子；一项也不给时按参数里现行的用语',
    text: '从某一天起改一种邮件的主题、开头或结尾；没给的项不变（仅管理员）',
    language: '语言：中文（默认）、英文',
    subject: '主题，一行；可用花括号字段，见 settings texts',
    opening: '开头：称呼之后、事项之前',
    closing: '结尾：全部事项之后',
    on: '某一天适用的（默认今天）',
    html: '把 HTML 存到文件',
    clear: '恢复原文',
  },
  heads: { kind: '邮件', variant: '情形', fields: '可用字段', subject: '主题原文' },
  sample: '（样例：人、项目和问题均为虚构）',
  partsOrClear: '给出 --subject、--opening、--closing 中的至少一项，或用 --clear 恢复原文',
};
