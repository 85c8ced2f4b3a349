#!/usr/bin/env node
// Drives the simulator with jsforce, which knows Salesforce and nothing of us: node check.mjs http://127.0.0.1:5081
// Where the two disagree, the simulator is wrong. Last line: "N passed, N failed".
import assert from 'node:assert/strict';
import jsforce from 'jsforce';

const base = (process.argv[2] ?? 'http://127.0.0.1:5081').replace(/\/$/, '');
const redirectUri = 'http://127.0.0.1:9/callback';
const version = '67.0';
const marker = 'RelationSync_ActionId__c';
let passed = 0, failed = 0;

async function check(name, run) {
  try {
    await run();
    passed++;
    console.log(`ok   ${name}`);
  } catch (problem) {
    failed++;
    console.log(`FAIL ${name}\n     ${problem?.stack ?? problem}`);
  }
}

async function control(method, path, body) {
  const response = await fetch(`${base}/_control${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const makeOrg = settings => control('POST', '/orgs', settings);
const oauthOf = (org, extra = {}) => new jsforce.OAuth2({ loginUrl: org.login_url, clientId: 'jsforce', clientSecret: 'secret', redirectUri, ...extra });
const connect = (org, extra = {}) => new jsforce.Connection({ instanceUrl: org.login_url, accessToken: org.access_token, version, ...extra });

async function signIn(org, name) {
  const oauth2 = oauthOf(org, { useVerifier: true });
  const url = oauth2.getAuthorizationUrl({ scope: 'api refresh_token id', state: 's1', login_hint: `admin@${name}.example` });
  const response = await fetch(`${url}&sim_auto=allow`, { redirect: 'manual' });
  const back = new URL(response.headers.get('location'));
  assert.equal(back.searchParams.get('state'), 's1');
  const connection = new jsforce.Connection({ oauth2, version });
  const user = await connection.authorize(back.searchParams.get('code'));
  return { connection, user, oauth2 };
}

const event = (i, more = {}) => ({
  Subject: `【メール】${i}`, StartDateTime: '2026-05-01T10:00:00+09:00', EndDateTime: '2026-05-01T10:30:00+09:00', ...more,
});

const org = await makeOrg({ name: 'jsforce', marker_field: true });
const people = await control('POST', '/orgs/jsforce/records', {
  Account: [{ '@ref': 'a', Name: '青空商事' }],
  Contact: [
    { '@ref': 'c1', LastName: '山田', Email: 'yamada@customer.example', Phone: '03-1234-5678', AccountId: '@a' },
    { '@ref': 'c2', LastName: "O'Neill", Email: 'oneill@customer.example' },
    ...Array.from({ length: 4_500 }, (_, i) => ({ LastName: `客${i}`, Department: 'many' })),
  ],
  Lead: [{ LastName: '見込', Company: 'X', Email: 'lead@customer.example' }],
});
const conn = connect(org);

await check('OAuth: code flow with PKCE', async () => {
  const { connection, user } = await signIn(org, 'jsforce');
  assert.equal(user.organizationId, org.org_id);
  assert.equal(user.id, org.user_id);
  assert.equal(connection.instanceUrl, org.login_url);
  assert.ok(connection.accessToken.includes('!'));
  assert.ok(connection.refreshToken);
  assert.equal((await connection.identity()).username, 'admin@jsforce.example');
});

await check('OAuth: a wrong code is refused', async () => {
  await assert.rejects(() => oauthOf(org).requestToken('nonsense'), problem => problem.name === 'invalid_grant');
});

await check('OAuth: an expired access token is refreshed by itself', async () => {
  const { oauth2, connection: signedIn } = await signIn(org, 'jsforce');
  const connection = new jsforce.Connection({ oauth2, instanceUrl: org.login_url, accessToken: 'dead!token', refreshToken: signedIn.refreshToken, version });
  let refreshed = 0;
  connection.on('refresh', () => refreshed++);
  assert.equal((await connection.query('SELECT Id FROM Lead')).totalSize, 1);
  assert.equal(refreshed, 1);
});

await check('OAuth: a rotated refresh token replaces the old one', async () => {
  const rotating = await makeOrg({ name: 'jsforce-rotation', rotation: true });
  const oauth2 = oauthOf(rotating);
  const first = await oauth2.refreshToken(rotating.refresh_token);
  assert.ok(first.refresh_token && first.refresh_token !== rotating.refresh_token);
  const second = await oauth2.refreshToken(first.refresh_token);
  assert.equal((await connect({ ...rotating, access_token: second.access_token }).query('SELECT Id FROM User')).totalSize, 1);
  await assert.rejects(() => oauth2.refreshToken(rotating.refresh_token), problem => problem.name === 'invalid_grant');
  await assert.rejects(() => oauth2.refreshToken(second.refresh_token), problem => problem.name === 'invalid_grant'); // the family is dead
});

await check('OAuth: revoke ends the session', async () => {
  const { connection } = await signIn(org, 'jsforce');
  await connection.oauth2.revokeToken(connection.refreshToken);
  await assert.rejects(() => connect({ ...org, access_token: connection.accessToken }).query('SELECT Id FROM Lead'), problem => problem.errorCode === 'INVALID_SESSION_ID');
});

await check('versions and limits', async () => {
  assert.ok((await conn.request('/services/data')).some(v => v.version === version));
  assert.equal((await conn.limits()).DailyApiRequests.Max, 100_000);
  const { used, limit } = conn.limitInfo.apiUsage;
  assert.ok(used > 0 && limit === 100_000);
});

await check('query: relationships, quotes, nulls', async () => {
  const rows = await conn.sobject('Contact').find({ 'Account.Name': '青空商事' }, 'Id, LastName, Account.Name');
  assert.deepEqual(rows.map(r => [r.LastName, r.Account.Name]), [['山田', '青空商事']]);
  const quoted = await conn.sobject('Contact').findOne({ LastName: "O'Neill" }, { Id: 1, Email: 1, 'Account.Name': 1 });
  assert.equal(quoted.Id, people.refs.c2);
  assert.equal(quoted.Account, null);
});

await check('query: more than 2,000 rows come in pages', async () => {
  const first = await conn.query("SELECT Id FROM Contact WHERE Department = 'many'");
  assert.equal(first.records.length, 2_000);
  assert.equal(first.done, false);
  const second = await conn.queryMore(first.nextRecordsUrl);
  assert.equal(second.records.length, 2_000);
  const all = await conn.query("SELECT Id FROM Contact WHERE Department = 'many'", { autoFetch: true, maxFetch: 10_000 });
  assert.equal(all.records.length, 4_500);
  assert.equal(new Set(all.records.map(r => r.Id)).size, 4_500);
});

await check('query: errors carry their code', async () => {
  for (const [soql, code] of [['SELECT Nope FROM Contact', 'INVALID_FIELD'], ['SELECT Id FROM Nope', 'INVALID_TYPE'], ['SELECT Id FRM Contact', 'MALFORMED_QUERY'], ["SELECT Id FROM Event WHERE Description = 'x'", 'INVALID_FIELD']]) {
    await assert.rejects(() => conn.query(soql), problem => problem.errorCode === code, soql);
  }
});

await check('search: a phone number', async () => {
  const { searchRecords } = await conn.search('FIND {03\\-1234\\-5678} IN PHONE FIELDS RETURNING Contact(Id, Phone), Lead(Id)');
  assert.deepEqual(searchRecords.map(r => [r.attributes.type, r.Phone]), [['Contact', '03-1234-5678']]);
});

await check('rows: create, retrieve, update, delete', async () => {
  const made = await conn.sobject('Event').create(event('one', { WhoId: people.refs.c1 }));
  assert.ok(made.success);
  assert.equal((await conn.sobject('Event').retrieve(made.id)).AccountId, people.refs.a);
  assert.ok((await conn.sobject('Event').update({ Id: made.id, Subject: '新' })).success);
  assert.equal((await conn.sobject('Event').retrieve(made.id)).Subject, '新');
  assert.ok((await conn.sobject('Event').destroy(made.id)).success);
  await assert.rejects(() => conn.sobject('Event').retrieve(made.id), problem => problem.errorCode === 'ENTITY_IS_DELETED');
});

await check('Collections: create, split at 200', async () => {
  const results = await conn.sobject('Event').create(Array.from({ length: 450 }, (_, i) => event(i, { EventWhoIds: [people.refs.c1, people.refs.c2] })), { allowRecursive: true });
  assert.equal(results.filter(r => r.success).length, 450);
});

await check('Collections: one bad record costs no other', async () => {
  const results = await conn.sobject('Event').create([event(1), event(2, { Subject: 'x'.repeat(256) }), event(3)]);
  assert.deepEqual(results.map(r => r.success), [true, false, true]);
  assert.equal(results[1].errors[0].statusCode, 'STRING_TOO_LONG');
});

await check('Collections: upsert by the marker', async () => {
  const records = Array.from({ length: 200 }, (_, i) => event(i, { [marker]: `jsforce-${i}` }));
  const first = await conn.sobject('Event').upsert(records, marker);
  assert.equal(first.filter(r => r.success && r.created).length, 200);
  const second = await conn.sobject('Event').upsert(records, marker);
  assert.equal(second.filter(r => r.success && r.created === false).length, 200);
  assert.deepEqual(second.map(r => r.id), first.map(r => r.id));
});

await check('upsert of one row by the marker', async () => {
  const first = await conn.sobject('Event').upsert(event('x', { [marker]: 'single' }), marker);
  const second = await conn.sobject('Event').upsert(event('y', { [marker]: 'single' }), marker);
  assert.ok(first.success && second.success);
  const rows = await conn.query(`SELECT Id, Subject FROM Event WHERE ${marker} = 'single'`);
  assert.deepEqual(rows.records.map(r => r.Subject), ['【メール】y']);
});

await check('Collections: retrieve and delete many', async () => {
  const made = await conn.sobject('Event').create([event(1), event(2)]);
  const rows = await conn.sobject('Event').retrieve(made.map(r => r.id));
  assert.deepEqual(rows.map(r => r.Subject), ['【メール】1', '【メール】2']);
  assert.ok((await conn.sobject('Event').destroy(made.map(r => r.id))).every(r => r.success));
});

await check('Composite: queries and Collections in one call', async () => {
  const before = (await control('GET', '/orgs/jsforce/calls')).counted;
  const answer = await conn.requestPost(`/services/data/v${version}/composite`, {
    allOrNone: false,
    collateSubrequests: false,
    compositeRequest: [
      { method: 'GET', url: `/services/data/v${version}/query?q=${encodeURIComponent("SELECT Id FROM Contact WHERE Email = 'yamada@customer.example'")}`, referenceId: 'q0' },
      { method: 'PATCH', url: `/services/data/v${version}/composite/sobjects/Event/${marker}`, referenceId: 'c0', body: { allOrNone: false, records: [{ attributes: { type: 'Event' }, ...event(0, { [marker]: 'composite', WhoId: '@{q0.records[0].Id}' }) }] } },
      { method: 'GET', url: `/services/data/v${version}/query?q=SELECT+Nope+FROM+Contact`, referenceId: 'q1' },
    ],
  });
  assert.deepEqual(answer.compositeResponse.map(r => [r.referenceId, r.httpStatusCode]), [['q0', 200], ['c0', 200], ['q1', 400]]);
  assert.equal(answer.compositeResponse[1].body[0].created, true);
  assert.equal((await control('GET', '/orgs/jsforce/calls')).counted, before + 1);
});

await check('describe: Event and global', async () => {
  const { fields } = await conn.sobject('Event').describe();
  const field = name => fields.find(f => f.name === name);
  assert.ok(field('EventWhoIds'));
  assert.ok(field(marker).externalId && field(marker).unique);
  assert.equal(field('Description').filterable, false);
  assert.equal(field('Type').restrictedPicklist, false);
  assert.ok((await conn.describeGlobal()).sobjects.some(o => o.name === 'Lead'));
});

await check('Metadata: read the value set, replace it, describe tells', async () => {
  const read = await conn.metadata.read('StandardValueSet', 'EventType');
  const values = [].concat(read.standardValue);
  assert.ok(values.some(v => v.fullName === 'Call'));
  const result = await conn.metadata.update('StandardValueSet', { fullName: 'EventType', sorted: false, standardValue: [...values, { fullName: 'メール', default: false, label: 'メール' }] });
  assert.ok(result.success, JSON.stringify(result));
  const type = (await conn.sobject('Event').describe()).fields.find(f => f.name === 'Type');
  assert.ok(type.picklistValues.some(v => v.value === 'メール' && v.active));
  assert.ok(type.picklistValues.some(v => v.value === 'Call' && v.active));
});

await check('Metadata: create the marker field', async () => {
  const bare = await makeOrg({ name: 'jsforce-bare' });
  const result = await connect(bare).metadata.create('CustomField', { fullName: `Activity.${marker}`, label: 'Action id', type: 'Text', length: 64, externalId: true, unique: true });
  assert.ok(result.success, JSON.stringify(result));
  assert.ok((await connect(bare).sobject('Event').describe()).fields.some(f => f.name === marker));
});

await check('users: create on the integration licence until none is left', async () => {
  const small = await makeOrg({ name: 'jsforce-licences', licences: { salesforce_integration: 1 } });
  const connection = connect(small);
  const profile = (await connection.query("SELECT Id FROM Profile WHERE UserLicense.Name = 'Salesforce Integration'")).records[0].Id;
  const user = name => ({ Username: `${name}@jsforce.example`, Email: `${name}@jsforce.example`, LastName: name, Alias: name, TimeZoneSidKey: 'Asia/Tokyo', LocaleSidKey: 'ja_JP', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'ja', ProfileId: profile });
  assert.ok((await connection.sobject('User').create(user('one'))).success);
  await assert.rejects(() => connection.sobject('User').create(user('two')), problem => problem.errorCode === 'LICENSE_LIMIT_EXCEEDED');
});

await check('the daily limit', async () => {
  const tiny = await makeOrg({ name: 'jsforce-limit', daily_limit: 1 });
  await connect(tiny).query('SELECT Id FROM User');
  await assert.rejects(() => connect(tiny).query('SELECT Id FROM User'), problem => problem.errorCode === 'REQUEST_LIMIT_EXCEEDED');
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
