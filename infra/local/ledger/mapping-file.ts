import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { checkMapping } from '../../../functions/ledger-import/ledger/check-mapping.ts';
import { decodeText } from '../../../functions/ledger-import/ledger/decode.ts';
import { type Mapping, mappingSchema } from '../../../functions/ledger-import/ledger/mapping.ts';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import { readBounded } from './read-bounded.ts';

/** A mapping is a page of text; anything larger is a wrong file. */
const MAX_BYTES = 1_000_000;

const MAPPING = { zh: '对照表', en: 'mapping' };
const WRONG_FILE = {
  zh: '--mapping 应指向 YAML 或 JSON 对照表，而不是台账本身。',
  en: '--mapping wants the YAML or JSON mapping, not the ledger.',
};

/** Reads a mapping file, YAML or JSON in any encoding an editor saves. Throws BadInput naming the line or the path at fault. */
export async function loadMapping(file: string): Promise<Mapping> {
  const bytes = await readBounded(file, MAX_BYTES, MAPPING, WRONG_FILE);
  return parseMapping(decodeText(bytes, 'auto').text, basename(file));
}

/** Parses a mapping's text; `name` stands in the messages. Throws BadInput. */
export const parseMapping = (text: string, name: string): Mapping =>
  checkMapping(mappingSchema, parseYaml(text, name), name);

function parseYaml(text: string, name: string): unknown {
  const lineCounter = new LineCounter();
  // JSON is a subset of YAML 1.2, so one parser reads both and counts lines the same way.
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [fault] = document.errors;
  if (!fault) return document.toJS();
  const { line, col } = lineCounter.linePos(fault.pos[0]);
  throw new BadInput(
    {
      zh: `对照表 ${name} 第 ${line} 行第 ${col} 列不合 YAML/JSON 写法：${fault.message}`,
      en: `the mapping ${name} is malformed YAML or JSON at line ${line}, column ${col}: ${fault.message}`,
    },
    { cause: fault },
  );
}
