import { wanToYi } from '../../domain/money/money.ts';
import type { Session } from '../session.ts';

/** `138000` → `13.8 亿元`: the unit every ledger of this field is read in. */
export const moneyText = (amountWan: number | null, { texts }: Session): string =>
  amountWan === null ? '' : texts.yi({ amount: wanToYi(amountWan) });
