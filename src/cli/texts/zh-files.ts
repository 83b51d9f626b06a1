import { fill } from './fill.ts';

/** What the commands on files of evidence say, in Chinese. */
export const filesZh = {
  help: {
    group: '佐证文件：存入、取出',
    put: '存入一个文件（PDF、JPEG、PNG、XLSX、DOCX）；佐证用其 SHA-256 指明',
    get: '取出一个存入的文件',
    to: '存到哪里',
  },
  stored: fill('已存入 {name}（{bytes} 字节）\n{sha256}'),
};
