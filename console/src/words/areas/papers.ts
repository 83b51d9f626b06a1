/** Files that go along with a form. */
const zh = {
  evidence: {
    kind: '材料名称',
    number: '文号（可不填）',
    file: '选择文件',
    storing: '正在上传 {{name}}…',
    more: '再加一份材料',
    remove: '移除',
  },
  photo: {
    take: '拍照或选照片',
    nth: '照片 {{n}}',
    remove: '移除照片 {{n}}',
    storing: '正在上传第 {{n}} 张，共 {{of}} 张…',
  },
};

const en: typeof zh = {
  evidence: {
    kind: 'What it is',
    number: 'Number (optional)',
    file: 'Choose a file',
    storing: 'Uploading {{name}}…',
    more: 'Another paper',
    remove: 'Remove',
  },
  photo: {
    take: 'Take or choose photos',
    nth: 'Photo {{n}}',
    remove: 'Remove photo {{n}}',
    storing: 'Uploading {{n}} of {{of}}…',
  },
};

export const papers = { zh, en };
