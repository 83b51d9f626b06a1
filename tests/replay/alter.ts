/** Histories as JSON, as far as tests change them. */
export interface RecordedHistory {
  events: RecordedEvent[];
}

interface RecordedEvent {
  eventId: string;
  timerStartedEventAttributes?: object;
  timerFiredEventAttributes?: object;
  activityTaskScheduledEventAttributes?: { activityType?: { name: string } };
  workflowExecutionUpdateAcceptedEventAttributes?: { acceptedRequest?: { input?: { name: string } } };
}

export function altered(history: RecordedHistory, change: (event: RecordedEvent) => void): RecordedHistory {
  const copy = structuredClone(history);
  copy.events.forEach(change);
  return copy;
}

/** As code without timers would have written it: the events are numbered anew, and so is every reference to them. */
export function withoutTimers({ events }: RecordedHistory): RecordedHistory {
  const kept = events.filter(event => !event.timerStartedEventAttributes && !event.timerFiredEventAttributes);
  if (kept.length === events.length) throw new Error('there is no timer to leave out');
  const newIds = new Map(kept.map(({ eventId }, index) => [eventId, String(index + 1)]));
  const renumber = (key: string, value: unknown): unknown =>
    /eventId$/i.test(key) && typeof value === 'string' ? (newIds.get(value) ?? value) : value;
  return JSON.parse(JSON.stringify({ events: kept }, renumber)) as RecordedHistory;
}
