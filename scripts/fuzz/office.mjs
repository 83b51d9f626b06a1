// An office with something in it, made over HTTP before the API is fuzzed; the names stand in schemathesis.toml too.

const PEOPLE = {
  handler: ['land', 'departmentHandler'],
  reporter: ['licheng', 'countyReporter'],
  inspector: ['team-1', 'supervisionTeam'],
  leader: ['office', 'leader'],
  head: ['land', 'departmentHead'],
  runner: ['office', 'administrator'],
  security: ['office', 'securityAdministrator'],
  auditor: ['office', 'auditor'],
};
/** Somebody of every role there is; the first is a coordinator who is an administrator too. */
export const ASKERS = ['coordinator', ...Object.keys(PEOPLE)];
const UNITS = { office: 'office', land: 'department', 'team-1': 'supervision', licheng: 'county' };

/** Resolves with a token of each of `ASKERS`. */
export async function fillOffice({ url, token }) {
  let key = 0;
  const send = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    headers['idempotency-key'] = `fuzz-${(key += 1)}`;
    const answer = await fetch(`${url}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  for (const [id, kind] of Object.entries(UNITS))
    await send('PUT', `units/${id}`, {
      ...{ name: `单位 ${id}`, kind },
      ...(kind === 'county' && { county: '鲤城区' }),
    });
  for (const [id, [unit, role]] of Object.entries(PEOPLE)) {
    await send('PUT', `people/${id}`, { name: `人员 ${id}`, unit, roles: [role], address: `${id}@city.example` });
  }
  for (const [code, county] of Object.entries({ 'P-1': '鲤城区', 'P-2': '鲤城区', 'P-3': '南安市' })) {
    await send('POST', 'projects', { code, name: `项目 ${code}`, county, stage: 'negotiation', investmentWan: 12_000 });
  }
  for (const code of ['Q-1', 'Q-2']) {
    await send('POST', 'problems', { code, title: `问题 ${code}`, project: 'P-1', category: 'land', source: 'firm' });
  }
  await send('POST', 'problems/Q-1/assign', { leadUnit: 'land', handler: 'handler' });
  const tokens = { coordinator: token };
  for (const id of Object.keys(PEOPLE))
    tokens[id] = (await send('POST', `people/${id}/tokens`, { label: 'fuzz' })).token;
  return tokens;
}
