import type { WhistleResult } from '../../domain/whistle/types.ts';

/** What the mails of supervision teams and county whistles say; part of the catalogue of mails. */
export const supervisionZh = {
  visit: {
    subject: '【周调度】走访提醒：{date}（{weekday}）走访 {n} 处',
    subjectMissed: '【周调度】走访未登记：{date} 计划的 {n} 处走访没有结果',
    title: '走访提醒',
    titleMissed: '走访结果未登记',
    intro: '以下走访定在{date}（{weekday}），请做好准备；如需改期，请写明原因。',
    introMissed:
      '以下走访定在{date}，至今没有登记结果。已走访的请登记情况和发现的问题，未走访的请改期或取消并写明原因。',
    day: '日期',
    list: '走访安排',
    none: '以上走访均已登记、改期或取消。',
    team: '督查组 {name}',
    with: '同行 {names}',
    hold: '登记：dispatch visit hold {code}',
  },
  whistle: {
    subject: {
      called: '【周调度】{county}吹哨：请于{date}（{weekday}）{time}参加现场会',
      reminder: '【周调度】催复：{county}吹哨尚未答复，{date} {time}截止',
      objection: '【周调度】{county}吹哨：{department}对召集有异议',
      silent: '【周调度】{county}吹哨：{n} 个部门到期未答复',
      resultAsked: '【周调度】{county}吹哨会议结果尚未登记',
      held: '【周调度】{county}吹哨结果：{result}',
      calledOff: '【周调度】{county}吹哨取消：{date}（{weekday}）{time}的会议不再召开',
    },
    title: {
      called: '县区吹哨，部门报到',
      reminder: '县区吹哨催复',
      objection: '县区吹哨：部门异议',
      silent: '县区吹哨：未答复部门',
      resultAsked: '县区吹哨：请登记结果',
      held: '县区吹哨结果',
      calledOff: '县区吹哨取消',
    },
    intro: {
      called: '{county}就以下事项召集有关部门现场协调，请在{due}前答复：参加、派员参加，或有异议并说明理由。',
      reminder: '{county}召集的现场协调会尚未收到贵部门答复，请在{due}前答复。',
      objection: '{department}对本次召集提出异议：{reason}。请{county}和调度专员协调。',
      silent: '以下部门在规定时限{due}前没有答复，按规定抄告督查部门。',
      resultAsked: '会议时间已过，结果尚未登记。请登记到会部门和结果，或取消并写明原因。',
      held: '{county}召集的现场协调会已召开，结果为{result}：{outcome}',
      calledOff: '{county}取消了本次召集，原因：{reason}。',
    },
    topic: '议题',
    about: '事由',
    when: '时间',
    whenText: '{date}（{weekday}）{time}',
    where: '地点',
    due: '答复截止',
    reply: '答复',
    list: '召集部门',
    listSilent: '未答复部门',
    none: '均已答复。',
    noAnswer: '未答复',
    late: '逾期答复',
    present: '到会',
    absent: '未到会',
    result: { resolved: '现场解决', tabled: '提交周调度', unresolved: '未解决' } satisfies Record<
      WhistleResult,
      string
    >,
    unreached: '该部门没有可联系的人员',
    answer: { comes: '参加', sends: '派员参加', objects: '有异议' },
  },
};

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

export const supervisionEn: Shape<typeof supervisionZh> = {
  visit: {
    subject: '[Weekly dispatch] {n} visits on {weekday}, {date}',
    subjectMissed: '[Weekly dispatch] {n} visits planned for {date} have no result',
    title: 'Visits',
    titleMissed: 'Visits without a result',
    intro: 'The visits below are planned for {weekday}, {date}. Whoever moves one gives the reason.',
    introMissed:
      'The visits below were planned for {date}, and nobody has said how they went. Please enter what was found, or move or cancel them with the reason.',
    day: 'Day',
    list: 'Visits',
    none: 'All of them have been held, moved or cancelled.',
    team: 'team {name}',
    with: 'with {names}',
    hold: 'enter: dispatch visit hold {code}',
  },
  whistle: {
    subject: {
      called: '[Weekly dispatch] {county} calls: please come on {weekday}, {date}, {time}',
      reminder: '[Weekly dispatch] {county} waits for your answer until {date}, {time}',
      objection: '[Weekly dispatch] {county}: {department} objects to being called',
      silent: '[Weekly dispatch] {county}: {n} departments have not answered',
      resultAsked: '[Weekly dispatch] {county}: the result of the special meeting is missing',
      held: '[Weekly dispatch] {county}: the special meeting ended, {result}',
      calledOff: '[Weekly dispatch] {county}: the meeting of {weekday}, {date}, {time} is called off',
    },
    title: {
      called: 'A county calls',
      reminder: 'A county calls: your answer is missing',
      objection: 'A county calls: an objection',
      silent: 'A county calls: silent departments',
      resultAsked: 'A county calls: the result is missing',
      held: 'A county calls: the result',
      calledOff: 'A county calls: called off',
    },
    intro: {
      called:
        '{county} calls the departments below to a special meeting. Please answer by {due}: you come, you send somebody, or you object and say why.',
      reminder: '{county} has not heard from your department. Please answer by {due}.',
      objection:
        '{department} objects to being called: {reason}. {county} and the coordinators are asked to settle it.',
      silent: 'The departments below had not answered by {due}; copied to supervision as the rules ask.',
      resultAsked:
        'The meeting has begun and its result is not entered. Please enter who came and what came of it, or call it off with the reason.',
      held: 'The special meeting that {county} called was held: {result}. {outcome}',
      calledOff: '{county} has called the meeting off: {reason}.',
    },
    topic: 'Topic',
    about: 'About',
    when: 'When',
    whenText: '{weekday}, {date}, {time}',
    where: 'Where',
    due: 'Answer by',
    reply: 'Answer',
    list: 'Departments called',
    listSilent: 'Departments that have not answered',
    none: 'All have answered.',
    noAnswer: 'no answer',
    late: 'answered late',
    present: 'came',
    absent: 'did not come',
    result: { resolved: 'resolved', tabled: 'tabled at the weekly dispatch', unresolved: 'unresolved' },
    unreached: 'nobody there can be written to',
    answer: { comes: 'comes', sends: 'sends somebody', objects: 'objects' },
  },
};
