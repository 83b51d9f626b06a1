import { z } from 'zod';
import type { Contact, ContactCommand } from '../../domain/contact/area.ts';
import type { ExpertCommand } from '../../domain/expert/area.ts';
import type { PolicyCommand } from '../../domain/policy/area.ts';
import { PROMISE_STANDINGS } from '../../domain/project/promises.ts';
import { REVIEW_STANDINGS } from '../../domain/project/review.ts';
import {
  AGREEMENTS,
  LAND_KINDS,
  OPINIONS,
  PROJECT_STATUSES,
  PROMISE_ENDS,
  REVIEW_OUTCOMES,
} from '../../domain/project/types.ts';
import { commandResult, pageOf, paging } from './common.ts';
import { code, isoDate, line, longText, wan, whole } from './fields.ts';

// Reference data of what comes before the signing (contacts, experts, the policy handbook), and the tables over all projects.

// ---- reference data ----

export const defineContactBody = z
  .strictObject({
    name: line(100),
    organisation: line().nullish(),
    title: line(100).nullish(),
    phone: line(40).nullish(),
    address: z.string().max(1_000).nullish().describe('One mailbox, `local@domain`, without a display name'),
  })
  .meta({ id: 'DefineContact', examples: [{ name: '王小明', organisation: '晶旭科技', phone: '0595-22220000' }] });

export const contactCommandOf = (body: z.output<typeof defineContactBody> | null): ContactCommand => ({
  type: 'define',
  personal: body && {
    name: body.name,
    organisation: body.organisation ?? null,
    title: body.title ?? null,
    phone: body.phone ?? null,
    address: body.address ?? null,
  },
});

const contactShape = {
  project: z.string(),
  contact: z
    .object({
      name: z.string(),
      organisation: z.string().nullable(),
      title: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
    })
    .meta({ id: 'Contact' })
    .nullable()
    .describe('Null: nobody is named, or it was erased') satisfies z.ZodType<Contact | null>,
};
export const contactAnswer = z.object(contactShape).meta({ id: 'ProjectContact' });
export type ContactAnswer = z.output<typeof contactAnswer>;
export const contactCommandAnswer = z
  .object({ ...contactShape, command: commandResult })
  .meta({ id: 'ContactCommandAnswer' });

const words = () => z.array(line(100)).max(50);

export const defineExpertBody = z
  .strictObject({
    fields: words().min(1).describe('What the expert is asked about, in the office’s own words'),
    firms: z.array(line()).max(50).default([]).describe('Firms the expert works for or has a stake in'),
    active: z.boolean().default(true),
  })
  .meta({ id: 'DefineExpert', examples: [{ fields: ['新材料', '环境评价'], firms: ['晶旭科技'] }] });

export const expertCommandOf = ({ fields, firms, active }: z.output<typeof defineExpertBody>): ExpertCommand => ({
  ...{ type: 'define', active },
  fields: [...new Set(fields)],
  firms: [...new Set(firms)],
});

const expertShape = {
  id: z.string().describe('The id of the person'),
  name: z.string(),
  title: z.string().nullable(),
  address: z.string().nullable(),
  unit: z.string(),
  fields: z.array(z.string()),
  firms: z.array(z.string()),
  active: z.boolean(),
};
export const expertAnswer = z.object(expertShape).meta({ id: 'Expert' });
export type ExpertAnswer = z.output<typeof expertAnswer>;
export const expertCommandAnswer = z
  .object({ ...expertShape, command: commandResult })
  .meta({ id: 'ExpertCommandAnswer' });
export const expertPage = pageOf(expertAnswer, 'ExpertPage');
export const expertListQuery = paging.extend({
  field: line(100).optional().describe('A field of expertise, as it is written in the pool'),
  active: z.enum(['true', 'false']).optional(),
});

export const definePolicyBody = z
  .strictObject({
    title: line(),
    unit: code().describe('The department that issued it'),
    offer: longText().describe('What it offers'),
    validFrom: isoDate(),
    validTo: isoDate()
      .nullish()
      .describe('The last day something can be promised by it; until further notice when left out'),
  })
  .meta({
    id: 'DefinePolicy',
    examples: [
      {
        title: '设备投资补助',
        unit: 'finance',
        offer: '按设备投资额 8% 补助',
        validFrom: '2026-01-01',
        validTo: '2027-12-31',
      },
    ],
  });

export const policyCommandOf = ({
  title,
  unit,
  offer,
  validFrom,
  validTo,
}: z.output<typeof definePolicyBody>): PolicyCommand => ({
  ...{ type: 'define', title, offer, validFrom },
  unitId: unit,
  validTo: validTo ?? null,
});

const policyShape = {
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  unitName: z.string(),
  offer: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
};
export const policyAnswer = z.object(policyShape).meta({ id: 'Policy' });
export type PolicyAnswer = z.output<typeof policyAnswer>;
export const policyCommandAnswer = z
  .object({ ...policyShape, command: commandResult })
  .meta({ id: 'PolicyCommandAnswer' });
export const policyPage = pageOf(policyAnswer, 'PolicyPage');
export const policyListQuery = paging.extend({
  unit: code().optional(),
  validOn: isoDate().optional().describe('Only entries that are valid on this day'),
});

// ---- commands on a project ----

export const askReviewBody = z
  .strictObject({
    reviewers: z.array(code()).min(1).max(50).describe('Experts of the pool'),
    dueOn: isoDate()
      .optional()
      .describe('The last day for opinions; so many working days from today when left out (settings)'),
  })
  .meta({ id: 'AskReview', examples: [{ reviewers: ['chen', 'li', 'wu'] }] });
export const recuseReviewerBody = z
  .strictObject({ reviewer: code(), reason: longText(), instead: code().optional() })
  .meta({ id: 'RecuseReviewer', description: 'A reviewer steps back (回避); another may come in the same breath' });
export const giveOpinionBody = z
  .strictObject({
    reviewer: code().optional().describe('Whose it is, when a coordinator records what came on paper; else one’s own'),
    verdict: z.enum(OPINIONS),
    reason: longText(),
  })
  .meta({ id: 'GiveOpinion' });
export const concludeReviewBody = z
  .strictObject({ outcome: z.enum(REVIEW_OUTCOMES), reason: longText() })
  .meta({ id: 'ConcludeReview', description: 'With conditions: what they are stands in the reason' });

const number = () => whole(1, 10_000).describe('Its place in the project’s list, from 1');

export const dueCapitalBody = z
  .strictObject({ on: isoDate(), currency: line(3), amount: line(18), note: longText().optional() })
  .meta({ id: 'DueCapital', examples: [{ on: '2026-12-31', currency: 'USD', amount: '5000000' }] });
export const correctDueBody = z
  .strictObject({ number: number(), on: isoDate().optional(), amount: line(18).optional(), reason: longText() })
  .meta({ id: 'CorrectDue', description: 'Another day or another amount; 0 when it fell away' });

// ---- answers about one project ----

const reviewShape = {
  number: z.int(),
  askedOn: z.string(),
  dueOn: z.string(),
  standing: z.enum(REVIEW_STANDINGS).describe('late: its day has passed and there is no result; else the result'),
  opinions: z.object({ recommend: z.int(), conditional: z.int(), against: z.int() }),
  reviewers: z.array(
    z
      .object({
        id: z.string(),
        name: z.string().nullable(),
        opinion: z.object({ verdict: z.enum(OPINIONS), reason: z.string(), by: z.string(), on: z.string() }).nullable(),
        recused: z.string().nullable().describe('Why the reviewer stepped back'),
      })
      .meta({ id: 'Reviewer' }),
  ),
  result: z.object({ outcome: z.enum(REVIEW_OUTCOMES), reason: z.string(), by: z.string(), on: z.string() }).nullable(),
};
export const reviewAnswer = z.object(reviewShape).meta({ id: 'Review' });
export type ReviewAnswer = z.output<typeof reviewAnswer>;

const promiseShape = {
  number: z.int().describe('What commands call it by'),
  policy: z.string(),
  text: z.string(),
  amountWan: z.int().nullable().describe('Null: what was promised is no money'),
  on: z.string().describe('The day it was promised'),
  dueOn: z.string(),
  standing: z.enum(PROMISE_STANDINGS).describe('late: its day has passed; keptLate: kept after its day'),
  keptWan: z.int(),
  keptOn: z.string().nullable().describe('The day all of it was kept'),
  kept: z.array(
    z.object({ on: z.string(), amountWan: z.int().nullable(), evidence: z.array(z.record(z.string(), z.string())) }),
  ),
  end: z.object({ outcome: z.enum(PROMISE_ENDS), reason: z.string(), on: z.string() }).nullable(),
};
export const promiseAnswer = z.object(promiseShape).meta({ id: 'Promise' });
export type PromiseAnswer = z.output<typeof promiseAnswer>;

// ---- tables over all projects ----

const tableQuery = {
  asOf: isoDate().optional().describe('The ledger as it stood at the end of this day; today when left out'),
  county: line(100).optional(),
};
const project = { code: z.string(), name: z.string(), county: z.string().nullable() };
const yi = () => z.string().describe('The same in 亿元, as exact decimal text');
const table = <T extends z.ZodType>(row: T) => ({ asOf: z.string(), items: z.array(row), total: z.int() });

export const leadSourcesQuery = z.strictObject(tableQuery);
export const leadSourcesAnswer = z
  .object(
    table(
      z
        .object({
          source: z.string().nullable().describe('Null: nobody said where they came from'),
          name: z.string().nullable().describe('As the settings of the day call it; null for one that has left them'),
          leads: z.int().describe('All there ever were, but those that were merged'),
          open: z.int().describe('Not signed yet'),
          signed: z.int(),
          percent: z.string().nullable().describe('Signed of all leads, two decimals'),
          signedWan: z.int(),
          signedYi: yi(),
          withoutAmount: z.int().describe('Signed, and nobody gave an amount'),
          left: z.int().describe('Withdrawn or removed'),
        })
        .meta({ id: 'LeadSourceCount' }),
    ),
  )
  .meta({ id: 'LeadSources' });
export type LeadSourcesAnswer = z.output<typeof leadSourcesAnswer>;

export const notLandedQuery = z.strictObject({ ...tableQuery, agreement: z.enum(AGREEMENTS).optional() });
export const notLandedAnswer = z
  .object({
    ...table(
      z
        .object({
          ...project,
          status: z.enum(PROJECT_STATUSES),
          agreement: z.enum(AGREEMENTS).nullable(),
          investmentWan: z.int().nullable(),
          investmentYi: z.string().nullable(),
          landKind: z.enum(LAND_KINDS).nullable(),
          signedOn: z.string().nullable(),
          days: z.int().nullable().describe('Since the signing; at least so many when its day is not known'),
          baseline: z.string().nullable(),
          plan: z.string().nullable().describe('When it is to land, by the plan in force'),
          lateDays: z.int().describe('Past that plan; 0 when there is none or it is still ahead'),
        })
        .meta({ id: 'NotLanded' }),
    ),
    agreements: z
      .array(
        z
          .object({
            agreement: z.enum(AGREEMENTS).nullable(),
            count: z.int(),
            investmentWan: z.int(),
            investmentYi: yi(),
            withoutAmount: z.int(),
            late: z.int(),
            unplanned: z.int(),
          })
          .meta({ id: 'NotLandedTotal' }),
      )
      .describe('By kind of agreement, of all kinds'),
  })
  .meta({ id: 'NotLandedTable', description: 'Signed and not landed (签约未落地), the longest waiting first' });
export type NotLandedAnswer = z.output<typeof notLandedAnswer>;

const capital = {
  currency: z.string(),
  due: z.string().describe('All that is to come; exact decimal text, as the others'),
  dueBy: z.string().describe('Of it by the day'),
  arrived: z.string().describe('By the day'),
  short: z.string().describe('Was to have come by the day, and has not'),
};
export const capitalQuery = z.strictObject(tableQuery);
export const capitalAnswer = z
  .object({
    ...table(
      z
        .object({
          ...project,
          ...capital,
          lateSince: z.string().nullable().describe('The first day by which less had come than was to'),
          next: z.object({ on: z.string(), amount: z.string() }).nullable(),
        })
        .meta({ id: 'ProjectCapital' }),
    ),
    counties: z.array(
      z.object({ county: z.string().nullable(), projects: z.int(), ...capital }).meta({ id: 'CountyCapital' }),
    ),
  })
  .meta({ id: 'CapitalTable', description: 'Foreign capital due and arrived (到资), each currency for itself' });
export type CapitalAnswer = z.output<typeof capitalAnswer>;

export const promisesQuery = z.strictObject({
  ...tableQuery,
  policy: code().optional(),
  standing: z.enum(PROMISE_STANDINGS).optional(),
});
export const promisesAnswer = z
  .object(table(z.object({ ...project, ...promiseShape }).meta({ id: 'PromiseRow' })))
  .meta({ id: 'Promises', description: 'What the handbook promised, those due first' });
export type PromisesAnswer = z.output<typeof promisesAnswer>;

export const reviewsQuery = z.strictObject({
  ...tableQuery,
  standing: z.enum(REVIEW_STANDINGS).optional(),
});
export const reviewsAnswer = z
  .object(table(z.object({ ...project, ...reviewShape }).meta({ id: 'ReviewRow' })))
  .meta({ id: 'Reviews', description: 'Pre-reviews (项目预审), the latest asked first' });
export type ReviewsAnswer = z.output<typeof reviewsAnswer>;

/** What is promised, and what of it was kept or was not. */
export const promiseBody = z
  .strictObject({
    policy: code(),
    text: longText(),
    amountWan: wan().optional(),
    dueOn: isoDate(),
    on: isoDate().optional().describe('Today when left out'),
  })
  .meta({ id: 'MakePromise', examples: [{ policy: 'H-07', text: '设备补助', amountWan: 300, dueOn: '2027-06-30' }] });
export const endPromiseBody = z
  .strictObject({ number: number(), outcome: z.enum(PROMISE_ENDS), reason: longText() })
  .meta({ id: 'EndPromise', description: 'broken: it will not be kept; withdrawn: recorded by mistake' });
export const promiseNumber = number;
