declare module 'exceljs/lib/xlsx/defaultnumformats.js' {
  /** Built-in number formats by id: `f` is the one used, the others are those of each language. */
  const formats: Record<string, { f?: string; 'zh-cn'?: string }>;
  export default formats;
}
