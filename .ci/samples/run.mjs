// Runs the samples of docs/samples against the portal: each must be answered 202 with its operation accepted. A language
// that isn't installed is skipped by name. Last line: the sums.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, startPortal } from "../portal.mjs";

const folder = join(root, "docs/samples");
const samples = [
  ["curl", "curl", ["./send.sh"], "."],
  ["Node", "node", ["node", "send.mjs"], "node"],
  ["Python", "python3", ["python3", "send.py"], "."],
  ["Ruby", "ruby", ["ruby", "send.rb"], "."],
  ["PHP", "php", ["php", "send.php"], "."],
  ["C#", "dotnet", ["dotnet", "run", "send.cs"], "."],
];

const sums = { passed: 0, failed: 0, skipped: 0 };
const portal = await startPortal();
try {
  for (const [name, program, [command, ...args], place] of samples) {
    if (spawnSync(program, ["--version"]).error) {
      sums.skipped++;
      console.log(`SKIPPED: ${name} (${program} is not installed)`);
      continue;
    }
    const env = { ...process.env, RELATIONSYNC_URL: portal.operations, RELATIONSYNC_SECRET: portal.secret };
    const run = spawnSync(command, args, { cwd: join(folder, place), env, encoding: "utf8" });
    const passed = run.status === 0 && /"status":"accepted"/.test(run.stdout);
    sums[passed ? "passed" : "failed"]++;
    console.log(`${passed ? "ok" : "FAILED"}: ${name}${passed ? "" : `\n${run.stdout}${run.stderr}`}`);
  }
} finally {
  await portal.stop();
}
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exit(sums.failed === 0 ? 0 : 1);
