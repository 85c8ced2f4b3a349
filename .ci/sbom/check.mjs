// check.mjs SBOM DEPS LICENCES [--renew]: whether the SBOM names all that was published, each with a licence that we may
// pass on, and whether the list of licences is that of the SBOM.
import { readFileSync, writeFileSync } from 'node:fs';

const [sbomFile, depsFile, licencesFile, renew] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
const allowed = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'PostgreSQL']);

const published = Object.entries(read(depsFile).libraries).filter(([, library]) => library.type === 'package').map(([name]) => name.toLowerCase());
const isPublished = new Set(published);
const components = read(sbomFile).components
  .map((c) => ({ name: c.name, version: c.version, licence: (c.licenses ?? []).map((l) => l.expression ?? l.license?.id ?? l.license?.name).join(', '), hash: c.hashes?.[0]?.content }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));
const known = new Set(components.map((c) => `${c.name}/${c.version}`.toLowerCase()));

const row = (c) => `| ${c.name} | ${c.version} | ${c.licence} |`;
const part = (title, list) => `## ${title}\n\n| package | version | licence |\n|---|---|---|\n${list.map(row).join('\n')}\n`;
const isShipped = (c) => isPublished.has(`${c.name}/${c.version}`.toLowerCase());
const text = `# Licences

All packages of the portal, direct and indirect, as \`.ci/sbom/run.sh --renew\` writes them from the CycloneDX SBOM of the published
build. \`.ci/run\` makes that SBOM (\`artifacts/relationsync.cdx.json\`) and fails if a published package is missing from it, has another
licence than MIT, Apache-2.0, BSD, ISC or PostgreSQL, or differs from this list. The .NET runtime itself is MIT.

${part('Published', components.filter(isShipped))}
${part('Used by the build only', components.filter((c) => !isShipped(c)))}`;

if (renew === '--renew') {
  writeFileSync(licencesFile, text);
  console.log(`${licencesFile}: ${components.length} packages`);
  process.exit(0);
}

const faults = [
  ...published.filter((name) => !known.has(name)).map((name) => `the SBOM lacks ${name}`),
  ...components.filter((c) => !allowed.has(c.licence)).map((c) => `${c.name} ${c.version} has the licence '${c.licence}'`),
  ...components.filter((c) => !c.hash).map((c) => `${c.name} ${c.version} has no hash`),
  ...(published.length === 0 ? ['no package was published: the check is broken'] : []),
];
const isCurrent = readFileSync(licencesFile, 'utf8') === text;
faults.forEach((fault) => console.log(fault));
if (!isCurrent) console.log(`${licencesFile} is not what was published: renew it with .ci/sbom/run.sh --renew`);
console.log(`${components.length} packages in the SBOM, ${published.length} of them published`);
console.log(`${(faults.length === 0) + isCurrent} passed, ${(faults.length > 0) + !isCurrent} failed`);
process.exit(faults.length === 0 && isCurrent ? 0 : 1);
