import { refuse, type Refusal } from '../refusal.ts';

/** The money people pay with, by ISO 4217; without funds codes, metals and currencies withdrawn by 2026. */
const CURRENCIES: ReadonlySet<string> = new Set(
  [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN',
    'BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB',
    'EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR',
    'ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD',
    'MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR',
    'PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE',
    'SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU',
    'UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG',
  ].flatMap(row => row.split(' ')),
);

const HOME = 'CNY';

/** Foreign capital comes in a currency there is, and in a foreign one. */
export function checkForeignCurrency(currency: string, field: string): Refusal | null {
  if (!/^[A-Z]{3}$/.test(currency)) return refuse('badFormat', field, currency, { shape: 'USD | HKD | EUR | …' });
  if (currency === HOME) return refuse('currencyNotForeign', field, currency);
  return CURRENCIES.has(currency) ? null : refuse('currencyUnknown', field, currency, { examples: 'USD, HKD, EUR' });
}
