const zh = {
  title: '记住的读法',
  hint: '台账里本单位自己的列名和用词各读作什么。导入时说明，导入后记住，每份报告里注明。',
  forget: '忘记',
  forgetHint: '以后的导入不再这样读；已导入的不变。',
};

const en: typeof zh = {
  title: 'Remembered readings',
  hint: 'What the office’s own headers and words in ledgers mean. Said with an import, remembered once it is applied, and told in every report.',
  forget: 'Forget',
  forgetHint: 'Later imports do not read it so any more; what came in stays.',
};

export const readings = { zh, en };
