import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, type NamedEncoding } from '../../../../../functions/ledger-import/ledger/decode.ts';
import { BadInput } from '../../../../../shared/domain/bad-input.ts';
import { gb18030 } from '../../../../support/gb18030.ts';

const TEXT = '编号,街道\n1,坪山街道\n2,上洋社区\n';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

function refusal(bytes: Uint8Array, named: NamedEncoding) {
  try {
    decodeText(bytes, named);
  } catch (error) {
    if (error instanceof BadInput) return error.text;
    throw error;
  }
  throw new Error('the bytes were taken');
}

describe('decodeText finds by itself', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['UTF-16LE with a mark', utf16le(`\uFEFF${TEXT}`), 'utf-16le'],
    ['UTF-16BE with a mark', utf16be(`\uFEFF${TEXT}`), 'utf-16be'],
    ['UTF-16LE without a mark', utf16le(TEXT), 'utf-16le'],
    ['UTF-16BE without a mark', utf16be(TEXT), 'utf-16be'],
    ['GB18030', gb18030(TEXT), 'gb18030'],
  ])('%s', (_name, bytes, encoding) => {
    expect(decodeText(bytes, 'auto')).toEqual({ text: TEXT, encoding });
  });

  it('plain ASCII and an empty file as UTF-8', () => {
    expect(decodeText(Buffer.from('a,b\n'), 'auto')).toEqual({ text: 'a,b\n', encoding: 'utf-8' });
    expect(decodeText(Buffer.alloc(0), 'auto')).toEqual({ text: '', encoding: 'utf-8' });
  });

  it('the characters of GB18030 that take four bytes', () => {
    // 0x81308130 is U+0080 and 0x95328236 is U+20000 in the standard's own table.
    const bytes = Buffer.from([0x61, 0x81, 0x30, 0x81, 0x30, 0x95, 0x32, 0x82, 0x36]);
    expect(decodeText(bytes, 'auto')).toEqual({ text: 'a\u0080\u{20000}', encoding: 'gb18030' });
  });

  it('whichever of the four any table text was written in', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'编号街道上下（）１２ab1-，') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 3, maxLength: 9 }), (cells) => {
        const text = `编号,街道,处置部门\n${cells.join(',')}\n`;
        for (const bytes of [Buffer.from(text), utf16le(text), utf16be(text), gb18030(text)]) {
          expect(decodeText(bytes, 'auto').text).toBe(text);
        }
      }),
    );
  });
});

describe('decodeText with a named encoding', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['gb18030', gb18030(TEXT)],
    ['utf-16le', utf16le(TEXT)],
    ['utf-16be', utf16be(`\uFEFF${TEXT}`)],
  ] as const)('reads %s', (named, bytes) => {
    expect(decodeText(bytes, named)).toEqual({ text: TEXT, encoding: named });
  });

  it('leaves the byte order of "utf-16" to the file', () => {
    expect(decodeText(utf16be(`\uFEFF${TEXT}`), 'utf-16').encoding).toBe('utf-16be');
    expect(decodeText(utf16be(TEXT), 'utf-16').encoding).toBe('utf-16be');
    expect(decodeText(utf16le(TEXT), 'utf-16').encoding).toBe('utf-16le');
  });

  it('refuses GB18030 bytes called UTF-8 and says where and what instead', () => {
    const { zh, en } = refusal(gb18030('id,unit\n1,中心\n'), 'utf-8');
    expect(en).toBe(
      'the mapping names the encoding UTF-8, which does not fit the file: byte 0xD6 at offset 10, line 2, cannot be read. It looks like GB18030; set encoding to gb18030 or auto.',
    );
    expect(zh).toContain('第 2 行、字节偏移 10 处的 0xD6');
    expect(zh).toContain('看起来是 GB18030');
  });

  it('refuses UTF-16 bytes called UTF-8 by their mark, UTF-8 with a mark called GB18030 likewise', () => {
    expect(refusal(utf16le(`\uFEFF${TEXT}`), 'utf-8').en).toContain('It looks like UTF-16LE');
    expect(refusal(Buffer.from(`\uFEFF${TEXT}`), 'gb18030').en).toContain('It looks like UTF-8');
  });

  it('counts lines by characters in UTF-16, where 上 holds the byte of a line end', () => {
    const loneSurrogate = Buffer.concat([utf16le('\uFEFF上上\n上'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]);
    expect(refusal(loneSurrogate, 'utf-16le').en).toContain('at offset 10, line 2');
  });

  it('says what else the bytes look like where the named encoding happens to fit', () => {
    const bytes = Buffer.from('街道街道,处置\n');
    const decoded = decodeText(bytes, 'gb18030');
    expect(decoded.text).not.toContain('街道');
    expect(decoded.looksLike).toBe('utf-8');
    expect(decodeText(Buffer.from('a,b'), 'gb18030').looksLike).toBeUndefined();
  });

  it('refuses a file cut off inside a character', () => {
    const cut = Buffer.from('编号\n街').subarray(0, -1);
    expect(refusal(cut, 'utf-8').en).toContain('byte 0xE8 at offset 7, line 2');
  });

  it.each([
    ['utf-8', (text: string) => Buffer.from(text), [0xff]],
    ['gb18030', gb18030, [0xff]],
    ['utf-16le', utf16le, [0x00, 0xdc]],
    ['utf-16be', utf16be, [0xdc, 0x00]],
  ] as const)('finds the faulty byte of %s far into a large file', (named, encode, fault) => {
    const before = encode(
      `${'1,上坪山街道ਊ,x\n'.replace('ਊ', named.startsWith('utf-16') ? 'ਊ' : '').repeat(20_000)}2,`,
    );
    const bytes = Buffer.concat([before, Buffer.from(fault), encode('\n3,y\n'.repeat(20_000))]);
    expect(refusal(bytes, named).en).toContain(`at offset ${before.length}, line 20001, cannot be read`);
  });

  it('refuses bytes of no known encoding and shows where each try ended', () => {
    const { en } = refusal(Buffer.from([0x61, 0x2c, 0xff, 0x0a]), 'auto');
    expect(en).toContain('not UTF-8 (byte 0xFF at offset 2, line 1, cannot be read)');
    expect(en).toContain('not GB18030 (byte 0xFF at offset 2, line 1, cannot be read)');
  });
});
