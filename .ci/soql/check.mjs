// Parses every query that the tests made the product write: node check.mjs FOLDER, with files of one JSON string a line.
// soql-parser-js is not ours and knows the language's grammar. The last line says "N passed, N failed".
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuery } from '@jetstreamapp/soql-parser-js';

const folder = process.argv[2];
const queries = new Set();
for (const file of readdirSync(folder).filter(f => f.endsWith('.jsonl'))) {
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) if (line) queries.add(JSON.parse(line));
}

const problemOf = soql => { try { parseQuery(soql); return null; } catch (problem) { return problem.message; } };
let passed = 0, failed = 0;
const judge = (good, name) => { if (good) passed++; else { failed++; console.log(`FAIL ${name}`); } };

// A judge that takes anything would prove nothing.
for (const wrong of ["SELECT Id FROM Lead WHERE Email = 'O'Brien'", 'SELECT Id FROM Lead WHERE', "SELECT Id FROM Lead WHERE (Email IN ('a',))", "SELECT Id FROM Lead WHERE Email = 'a' OR"]) {
  judge(problemOf(wrong), `the parser takes ${wrong}`);
}

for (const soql of queries) {
  const problem = problemOf(soql);
  judge(!problem, `${problem}\n     ${soql.slice(0, 500)}`);
}

judge(queries.size > 0, 'there was no query to parse');
console.log(`${queries.size} different queries of ${new Set([...queries].map(q => /FROM (\w+)/.exec(q)?.[1])).size} objects`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
