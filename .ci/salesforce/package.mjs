// The package for an org (deploy/salesforce): its element names against the types that Salesforce publishes, and its way into
// an org and back through Salesforce's own source-deploy-retrieve library.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';

const root = fileURLToPath(new URL('../../deploy/salesforce', import.meta.url));
const project = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8'));
const directories = project.packageDirectories.map(d => join(root, d.path));
const parser = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: false });

/** The published declarations: of each type its members, of each enumeration its values. */
function publishedTypes() {
  const text = readFileSync(createRequire(import.meta.url).resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts'), 'utf8');
  const types = {}, values = {};
  for (const [, name, body] of text.matchAll(/export type (\w+) = (?:\w+ & )?\{(.*?)\n\}/gs)) {
    types[name] = Object.fromEntries([...body.matchAll(/^\s*(\w+)(\??): (\w+)((?:\[\])?);$/gm)].map(([, member, optional, type, list]) => [member, { type, list: list !== '', required: optional === '' && list === '' }]));
  }
  for (const [, name, body] of text.matchAll(/export type (\w+) = ('[^;]*);/g)) values[name] = [...body.matchAll(/'([^']*)'/g)].map(m => m[1]);
  return { types, values };
}

/** What is wrong with an element by the published types. */
function* faults({ types, values }, element, type, path) {
  const members = types[type];
  for (const [name, content] of Object.entries(element === '' ? {} : element)) {
    const member = members[name] ?? (name === 'fullName' ? { type: 'string' } : undefined);
    if (!member) { yield `${path}: ${type} has no ${name}`; continue; }
    const all = [].concat(content);
    if (all.length > 1 && !member.list) yield `${path}: ${name} of ${type} stands once`;
    for (const one of all) {
      if (types[member.type]) yield* faults({ types, values }, one, member.type, `${path}/${name}`);
      else if (values[member.type] && !values[member.type].includes(one)) yield `${path}: ${one} is no ${member.type}`;
      else if (member.type === 'boolean' && !['true', 'false'].includes(one)) yield `${path}: ${name} is no boolean`;
      else if (member.type === 'number' && Number.isNaN(Number(one))) yield `${path}: ${name} is no number`;
    }
  }
  for (const [name, member] of Object.entries(members)) {
    if (member.required && !(name in (element === '' ? {} : element))) yield `${path}: ${type} needs ${name}`;
  }
}

const files = directory => readdirSync(directory, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).map(f => join(f.parentPath, f.name)).sort();
const parse = file => parser.parse(readFileSync(file, 'utf8'));

export async function checkPackage({ check, control, connect, name }) {
  const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
  const conn = await connect();
  const source = paths => ComponentSet.fromSource({ fsPaths: paths });
  const deploy = async components => (await (await components.deploy({ usernameOrConnection: conn })).pollStatus(50, 60)).response;
  const eventTypes = async () => [].concat((await conn.metadata.read('StandardValueSet', 'EventType')).standardValue).map(v => v.fullName);
  const scratch = mkdtempSync(join(tmpdir(), 'salesforce-package-'));

  await check('package: names, enumerations and required members are the published ones', () => {
    const published = publishedTypes();
    // A folder has one root element for each type that it holds, and one type.
    const typeOf = kind => kind.endsWith('Folder') ? 'Folder' : kind;
    const found = directories.flatMap(files).flatMap(file => Object.entries(parse(file)).flatMap(([kind, element]) => [...faults(published, element, typeOf(kind), relative(root, file))]));
    assert.deepEqual(found, []);
    assert.deepEqual([...faults(published, { format: 'Nope', odd: '1' }, 'Report', 'r')], ['r: Nope is no ReportFormat', 'r: Report has no odd', 'r: Report needs name', 'r: Report needs reportType']);
  });

  await check('package: has no picklist values', () => {
    assert.ok(!source(directories).getSourceComponents().toArray().some(c => ['StandardValueSet', 'GlobalValueSet'].includes(c.type.name)));
  });

  await check('package: an unknown column is reported with its file, and nothing is saved', async () => {
    const broken = join(scratch, 'broken');
    cpSync(join(root, 'reports'), broken, { recursive: true });
    const file = files(broken).find(f => f.endsWith('Events_by_owner.report-meta.xml'));
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Activity$Owner', 'Activity$Possessor'));
    const response = await deploy(source([join(root, 'core'), broken]));
    assert.equal(response.success, false);
    const failures = [].concat(response.details.componentFailures);
    assert.deepEqual(failures.map(f => [f.componentType, f.fullName, f.problem]), [['Report', 'RelationSync/Events_by_owner', 'Invalid field name: Activity$Possessor']]);
    assert.equal((await conn.describe('Event')).fields.some(f => f.name === 'RelationSync_ActionId__c'), false);
  });

  await check("package: deployed, and the org's own picklist values are left", async () => {
    const before = await eventTypes();
    assert.ok(before.includes('会議'));
    for (const directory of directories) {
      const response = await deploy(source([directory]));
      assert.deepEqual([].concat(response.details.componentFailures ?? []), []);
      assert.equal(response.status, 'Succeeded');
    }
    assert.deepEqual(await eventTypes(), before);
    assert.ok((await conn.describe('Event')).fields.find(f => f.name === 'RelationSync_ActionId__c').externalId);
  });

  await check('package: read back equal', async () => {
    const components = source(directories);
    const output = join(scratch, 'back');
    const retrieve = await components.retrieve({ usernameOrConnection: conn, output, merge: false });
    const result = await retrieve.pollStatus(50, 60);
    assert.deepEqual([].concat(result.response.messages ?? []), []);
    const tail = file => file.slice(file.indexOf(join('main', 'default')));
    const back = Object.fromEntries(files(output).map(f => [tail(f), parse(f)]));
    // The library adds an empty file for the object that a field is of.
    delete back[join('main', 'default', 'objects', 'Activity', 'Activity.object-meta.xml')];
    const sent = Object.fromEntries(directories.flatMap(files).map(f => [tail(f), parse(f)]));
    assert.deepEqual(back, sent);
  });

  rmSync(scratch, { recursive: true, force: true });
}
