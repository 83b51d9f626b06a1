export interface Activities {
  remember(word: string): Promise<string>;
}
