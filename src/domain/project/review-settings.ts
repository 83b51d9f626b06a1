/** How a pre-review (项目预审) is asked for and concluded. */
export interface ReviewSettings {
  /** So many experts are asked at least. */
  reviewers: number;
  /** So many opinions are needed before there is a result. */
  opinions: number;
  /** Of the opinions so many percent must recommend it, with conditions or without, before it is passed. */
  supportPercent: number;
  /** How long experts have when no other day is named. */
  opinionWorkingDays: number;
  /** A request waits so many minutes for those of other projects: an expert gets one mail for all of them. */
  gatherMinutes: number;
}

export const DEFAULT_REVIEW: ReviewSettings = {
  reviewers: 3,
  opinions: 3,
  supportPercent: 50,
  opinionWorkingDays: 5,
  gatherMinutes: 30,
};
