export async function dump(server: any, ids: string[]) {
  for (const id of ids) {
    const h = await server.client.workflow
      .getHandle(id)
      .fetchHistory()
      .catch((e: any) => ({ e }));
    console.log(
      id +
        '\n' +
        (h.events ?? [])
          .map(
            (e: any) =>
              new Date(
                Number(e.eventTime.seconds) * 1000 + Number(e.eventTime.nanos) / 1e6 + 8 * 3600000,
              ).toISOString() +
              ' ' +
              Object.keys(e)
                .filter(k => /Attributes/.test(k) && e[k])
                .join() +
              ' ' +
              (e.timerStartedEventAttributes ? JSON.stringify(e.timerStartedEventAttributes) : '') +
              (e.workflowTaskFailedEventAttributes
                ? JSON.stringify(e.workflowTaskFailedEventAttributes).slice(0, 600)
                : ''),
          )
          .slice(-16)
          .join('\n'),
    );
  }
}
