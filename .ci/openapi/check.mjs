// Judges the OpenAPI document from outside: valid by swagger-parser, the same as YAML, every example accepted by the running
// intake, every answer as it says, and every operation that the tests accept valid by it. Last line: the sums.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import yaml from "js-yaml";
import { root, startPortal } from "../portal.mjs";

const path = "/api/v1/inboxes/{inboxKey}/operations";
const sums = { passed: 0, failed: 0 };
const judge = (name, fault) => {
  sums[fault ? "failed" : "passed"]++;
  console.log(fault ? `FAILED: ${name}\n  ${fault}` : `ok: ${name}`);
};

const portal = await startPortal();
try {
  const text = await (await fetch(`${portal.url}/openapi/v1.json`)).text();
  const document = JSON.parse(text);
  judge("the document is valid OpenAPI 3.1", document.openapi.startsWith("3.1.") ? await fault(() => SwaggerParser.validate(JSON.parse(text))) : document.openapi);
  judge("YAML and JSON say the same", isDeepStrictEqual(yaml.load(await (await fetch(`${portal.url}/openapi/v1.yaml`)).text(), { schema: yaml.JSON_SCHEMA }), document) ? null : "they differ");
  judge("our notifications are under webhooks", document.webhooks?.alert ? null : "none");

  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats(ajv);
  ajv.addSchema({ ...document, $id: "openapi" });
  const check = (name) => {
    const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
    return (value) => (validate(value) ? null : ajv.errorsText(validate.errors));
  };
  const [operations, results, state] = [check("Operations"), check("Results"), check("OperationState")];

  for (const [name, example] of Object.entries(document.paths[path].post.requestBody.content["application/json"].examples)) {
    const body = JSON.stringify(example.value);
    const answer = await send(body);
    const all = answer.status === 202 ? answer.json.results.map((r) => r.status) : [];
    judge(`example ${name}`, operations(example.value) ?? (all.length && all.every((s) => s === "accepted" || s === "duplicate") ? results(answer.json) : JSON.stringify(answer)));
    const dry = await send(body, "?dry_run=true");
    judge(`dry run of ${name}`, dry.json.events ? results(dry.json) : JSON.stringify(dry));
  }
  const id = "op-1";
  const told = await fetch(`${portal.operations}?id=${id}`, { headers: headers(id) });
  judge("status of an operation", told.status === 200 ? state(await told.json()) : `${told.status}`);

  const accepted = JSON.parse(readFileSync(join(root, "RelationSync.Tests/Support/accepted-operations.json")));
  for (const [name, operation] of Object.entries(accepted)) {
    judge(`accepted by the tests: ${name}`, operations({ operations: [operation] }));
  }
} finally {
  await portal.stop();
}
console.log(`${sums.passed} passed, ${sums.failed} failed`);
process.exit(sums.failed === 0 ? 0 : 1);

async function fault(run) {
  try { await run(); return null; } catch (error) { return error.message.slice(0, 2000); }
}

async function send(body, query = "") {
  const response = await fetch(portal.operations + query, { method: "POST", body, headers: { "content-type": "application/json", ...headers(body) } });
  return { status: response.status, json: await response.json() };
}

function headers(signed) {
  const [id, at] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const key = Buffer.from(portal.secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${signed}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${signature}` };
}
