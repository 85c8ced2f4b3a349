// The libraries that Salesforce's command-line tool is made of, against the simulator's root: node check.mjs http://127.0.0.1:5081
// Needs a simulator that serves the org of that name at /, as `--org official` does: these clients drop a path of the address.
// Each check is a test of the simulator, not of the client. The last line says "N passed, N failed".
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base = (process.argv[2] ?? 'http://127.0.0.1:5081').replace(/\/$/, '');
const version = '67.0';
const marker = 'RelationSync_ActionId__c';
const name = 'official';
const admin = `admin@${name}.example`;

// The clients keep what they sign in with below the home directory; this one is thrown away.
const home = mkdtempSync(join(tmpdir(), 'salesforce-check-'));
Object.assign(process.env, { HOME: home, USERPROFILE: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true', SF_DISABLE_TELEMETRY: 'true', SF_DISABLE_LOG_FILE: 'true', SF_ORG_API_VERSION: version });
const { AuthInfo, Connection, Org } = await import('@salesforce/core');
const { checkPackage } = await import('./package.mjs');
let passed = 0, failed = 0;

async function check(what, run) {
  try {
    await run();
    passed++;
    console.log(`ok   ${what}`);
  } catch (problem) {
    failed++;
    console.log(`FAIL ${what}\n     ${problem?.stack ?? problem}`);
  }
}

async function control(method, path, body) {
  const response = await fetch(`${base}/_control${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const event = (i, more = {}) => ({
  Subject: `【メール】${i}`, StartDateTime: '2026-05-01T10:00:00+09:00', EndDateTime: '2026-05-01T10:30:00+09:00', ...more,
});

const keys = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
const keyFile = join(home, 'server.key');
writeFileSync(keyFile, keys.privateKey, { mode: 0o600 });
const org = await control('POST', '/orgs', { name, marker_field: true, apps: [{ client_id: 'official-app', certificate: keys.publicKey, users: [admin] }] });
assert.equal(org.login_url, base, 'the org is not at the root');
const people = await control('POST', `/orgs/${name}/records`, {
  Account: [{ '@ref': 'a', Name: '青空商事' }],
  Contact: [
    { '@ref': 'c1', LastName: '山田', Email: 'yamada@customer.example', AccountId: '@a' },
    { '@ref': 'c2', LastName: "O'Neill" },
    ...Array.from({ length: 2_500 }, (_, i) => ({ LastName: `客${i}`, Department: 'many' })),
  ],
});

const connect = async (token = org.access_token) => Connection.create({
  authInfo: await AuthInfo.create({ username: token, accessTokenOptions: { accessToken: token, instanceUrl: base, loginUrl: base } }),
  connectionOptions: { version },
});
// Never one that should fail: the client would go on to ask Salesforce's own login hosts.
const jwt = () => AuthInfo.create({ username: admin, oauth2Options: { clientId: 'official-app', loginUrl: base, privateKey: keyFile } });
const conn = await connect();

await check('log-in by access token', async () => {
  assert.equal(conn.getAuthInfoFields().instanceUrl, base);
  assert.equal((await conn.query('SELECT Id FROM User')).totalSize, 1);
});

await check('log-in by JWT, whose exp is in milliseconds', async () => {
  const authInfo = await jwt();
  const fields = authInfo.getFields(true);
  assert.equal(fields.orgId, org.org_id);
  assert.equal(fields.instanceUrl, base);
  const connection = await Connection.create({ authInfo, connectionOptions: { version } });
  assert.equal((await connection.identity()).user_id, org.user_id);
  assert.equal((await Org.create({ connection })).getOrgId(), org.org_id);
  assert.ok(await authInfo.save());
});

await check('identity', async () => {
  const identity = await conn.identity();
  assert.equal(identity.username, admin);
  assert.equal(identity.organization_id, org.org_id);
});

await check('limits and API version', async () => {
  assert.equal((await conn.limits()).DailyApiRequests.Max, 100_000);
  assert.ok(conn.limitInfo.apiUsage.used > 0);
  assert.equal(await conn.retrieveMaxApiVersion(), version);
});

await check('describe', async () => {
  const { fields, keyPrefix } = await conn.describe('Event');
  assert.equal(keyPrefix, '00U');
  assert.ok(fields.find(f => f.name === marker).externalId);
  assert.ok((await conn.describeGlobal()).sobjects.some(o => o.name === 'Contact' && o.queryable));
});

await check('query with columns', async () => {
  const soql = 'SELECT Id, LastName, Account.Name FROM Contact';
  const { columnMetadata } = await conn.request(`${conn._baseUrl()}/query?q=${encodeURIComponent(soql)}&columns=true`);
  // What the tool's `data query` makes of it.
  const columns = columnMetadata.flatMap(c => c.joinColumns.length > 0 ? c.joinColumns.map(j => `${c.columnName}.${j.columnName}`) : [c.columnName]);
  assert.deepEqual(columns, ['Id', 'LastName', 'Account.Name']);
});

await check('query: relationships, quotes, pages, errors', async () => {
  const row = await conn.singleRecordQuery("SELECT Id, Account.Name FROM Contact WHERE LastName = '山田'");
  assert.deepEqual([row.Id, row.Account.Name], [people.refs.c1, '青空商事']);
  assert.equal((await conn.sobject('Contact').findOne({ LastName: "O'Neill" })).Id, people.refs.c2);
  assert.equal((await conn.autoFetchQuery("SELECT Id FROM Contact WHERE Department = 'many'")).records.length, 2_500);
  await assert.rejects(() => conn.query('SELECT Nope FROM Contact'), problem => problem.errorCode === 'INVALID_FIELD');
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

await check('upsert by the marker', async () => {
  const first = await conn.sobject('Event').upsert(event('x', { [marker]: 'single' }), marker);
  const second = await conn.sobject('Event').upsert(event('y', { [marker]: 'single' }), marker);
  assert.ok(first.success && second.success);
  assert.deepEqual((await conn.query(`SELECT Subject FROM Event WHERE ${marker} = 'single'`)).records.map(r => r.Subject), ['【メール】y']);
});

await check('Collections: create, one bad record, upsert, retrieve, delete', async () => {
  const made = await conn.sobject('Event').create([event(1), event(2, { Subject: 'x'.repeat(256) }), event(3)]);
  assert.deepEqual(made.map(r => r.success), [true, false, true]);
  assert.equal(made[1].errors[0].statusCode ?? made[1].errors[0].errorCode, 'STRING_TOO_LONG');
  const records = Array.from({ length: 200 }, (_, i) => event(i, { [marker]: `official-${i}` }));
  assert.equal((await conn.sobject('Event').upsert(records, marker)).filter(r => r.success && r.created).length, 200);
  assert.equal((await conn.sobject('Event').upsert(records, marker)).filter(r => r.success && !r.created).length, 200);
  const ids = [made[0].id, made[2].id];
  assert.deepEqual((await conn.sobject('Event').retrieve(ids)).map(r => r.Subject), ['【メール】1', '【メール】3']);
  assert.ok((await conn.sobject('Event').destroy(ids)).every(r => r.success));
});

await check('Metadata: read the value set', async () => {
  const values = [].concat((await conn.metadata.read('StandardValueSet', 'EventType')).standardValue);
  assert.ok(values.some(v => v.fullName === 'Call'));
});

await check('an expired access token is renewed by another JWT', async () => {
  const authInfo = await AuthInfo.create({ username: admin });
  const connection = await Connection.create({ authInfo, connectionOptions: { version } });
  await control('POST', `/orgs/${name}/users/${org.user_id}/revoke`);
  assert.equal((await connection.query('SELECT Id FROM User')).totalSize, 1);
});

const bare = await control('POST', '/orgs', { name, types: ['Call', '会議'] });
await checkPackage({ check, control, connect: () => connect(bare.access_token), name });

rmSync(home, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
