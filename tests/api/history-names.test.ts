import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

test('a history names the units and people of each event, and no others', async () => {
  const facts = { code: 'W-1', title: '缺地', county: '鲤城区', category: 'land', source: 'firm' };
  await rig.call({ method: 'POST', url: '/api/v1/problems', body: facts });
  const assignment = { leadUnit: 'land', handler: 'handler', splitUnits: ['approvals'], coUnits: ['licheng'] };
  await rig.call({ method: 'POST', url: '/api/v1/problems/W-1/assign', body: assignment });
  const { body } = await rig.call({ url: '/api/v1/problems/W-1/events' });
  const [raised, assigned] = body.items;
  const units = await rig.db.selectFrom('unit').select(['id', 'name']).execute();
  const nameOf = (id: string) => units.find(unit => unit.id === id)?.name;
  // `land` is a category here too, and no unit of this event.
  expect(Object.keys(raised.names)).toEqual(['coordinator']);
  expect(assigned.names).toEqual({
    ...{ land: nameOf('land'), approvals: nameOf('approvals'), licheng: nameOf('licheng') },
    handler: assigned.names.handler,
  });
  expect(assigned.names.handler).toEqual(expect.any(String));
});

test('a refusal says units and people by name, and what programs read is as it was', async () => {
  const facts = { code: 'W-2', title: '缺电', county: '鲤城区', category: 'utilities', source: 'firm' };
  await rig.call({ method: 'POST', url: '/api/v1/problems', body: facts });
  await rig.call({ method: 'POST', url: '/api/v1/problems/W-2/assign', body: { leadUnit: 'approvals' } });
  await rig.db.updateTable('unit').set({ name: '市审批局' }).where('id', '=', 'approvals').execute();
  await rig.db.updateTable('person').set({ name: '陈明' }).where('id', '=', 'coordinator').execute();
  const twice = { leadUnit: 'land', splitUnits: ['approvals'], coUnits: ['approvals'], reason: '职责' };
  const { body } = await rig.call({ method: 'POST', url: '/api/v1/problems/W-2/assign', body: twice, lang: 'zh' });
  expect(body.errors).toMatchObject([{ code: 'unitTwice', value: 'approvals' }]);
  expect(body.detail).toContain('市审批局（approvals）');
  const moved = { leadUnit: 'land' };
  const refused = await rig.call({ method: 'POST', url: '/api/v1/problems/W-2/assign', body: moved, lang: 'zh' });
  expect(refused.body.errors[0].params).toMatchObject({ unit: 'approvals', leadUnit: 'land' });
  expect(refused.body.detail).toMatch(/市审批局（approvals） 已是主办单位/);
});
