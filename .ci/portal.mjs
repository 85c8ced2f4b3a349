// Starts the portal that was built, on a store of its own, with one test inbox, for programs that speak to it from outside.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where the test inbox is, and its secret; stop() ends the portal and takes its files away. */
export async function startPortal() {
  const folder = mkdtempSync(join(tmpdir(), "relationsync-"));
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const file = join(folder, "provisioning.json");
  writeFileSync(file, JSON.stringify({ inboxes: [{ key: "sample", name: "Sample", secret, test: true }] }));
  const url = `http://127.0.0.1:${await freePort()}`;
  const program = join(root, "RelationSync.Portal/bin/Release/net10.0/RelationSync.Portal.dll");
  const settings = [
    `--urls=${url}`, `--ConnectionStrings:RelationSync=Data Source=${join(folder, "portal.db")}`,
    `--Provisioning:Path=${file}`, "--environment=Production",
  ];
  let log = "";
  const portal = spawn("dotnet", [program, ...settings], { cwd: folder });
  for (const stream of [portal.stdout, portal.stderr]) stream.on("data", (text) => { log += text; });
  const stop = async () => {
    if (portal.exitCode === null) {
      const ended = new Promise((resolve) => portal.once("exit", resolve));
      portal.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 720; tries++) {
    if (portal.exitCode !== null) break;
    const ready = await fetch(`${url}/health/ready`).catch(() => null);
    if (ready?.ok) return { url, operations: `${url}/api/v1/inboxes/sample/operations`, secret, stop };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await stop();
  throw new Error(`The portal did not start:\n${log}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
