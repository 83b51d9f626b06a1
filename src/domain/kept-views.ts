/** Lists of the console whose filters, order and shape somebody may keep under a name of his own. */
export const VIEW_LISTS = ['projects', 'problems'] as const;
export type ViewList = (typeof VIEW_LISTS)[number];

/** Of one person, in all lists: a menu that has to be searched keeps nothing at hand. */
export const MOST_VIEWS = 50;
export const VIEW_NAME_MAX = 60;
export const VIEW_QUERY_MAX = 2_000;
