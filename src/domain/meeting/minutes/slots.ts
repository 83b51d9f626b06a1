/** What stood on the agenda and was not decided is carried over: by the workflow, when the minutes are published or are late. */
export const FOLLOW_UP = 'followUp';
/** Of the mail that tells what was decided to everybody concerned. */
export const BULLETIN = 'bulletin';
