import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArchiveConflict } from '../../../shared/adapters/archive-path.ts';
import { createFolderArchive } from '../../../shared/adapters/folder-archive.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const newFolder = temporaryFolders();
const bytes = (text: string) => new TextEncoder().encode(text);

describe.each(['full', 'fast'] as const)('createFolderArchive, %s', (durability) => {
  const open = (folder = newFolder()) => ({ folder, archive: createFolderArchive({ folder, durability }) });

  it('gives back what was put, under Chinese names too', async () => {
    const { archive } = open(join(newFolder(), 'not', 'there', 'yet'));
    await archive.put('bulletins/2026/通报 第1期.html', bytes('第一期'));
    expect(await archive.get('bulletins/2026/通报 第1期.html')).toStrictEqual(bytes('第一期'));
  });

  it('has nothing under a path that was never put, nor under a folder or below a file', async () => {
    const { archive } = open();
    await archive.put('a/b', bytes('x'));
    for (const path of ['c', 'a', 'a/b/c']) expect(await archive.get(path)).toBeUndefined();
  });

  it('takes the same bytes again and refuses others', async () => {
    const { archive } = open();
    await archive.put('a/b', bytes('first'));
    await archive.put('a/b', bytes('first'));
    for (const other of ['other', 'firs', 'first ', '']) {
      await expect(archive.put('a/b', bytes(other))).rejects.toBeInstanceOf(ArchiveConflict);
    }
    expect(await archive.get('a/b')).toStrictEqual(bytes('first'));
  });

  it('lets one of several writers of a path win whole', async () => {
    const { archive, folder } = open();
    const texts = Array.from({ length: 10 }, (_, i) => String(i).repeat(50_000));
    const results = await Promise.allSettled(texts.map((text) => archive.put('a', bytes(text))));
    const winners = texts.filter((_, i) => results[i]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    expect(await archive.get('a')).toStrictEqual(bytes(winners[0] ?? ''));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('lists by any beginning of a path, sorted, without drafts and strange files', async () => {
    const { archive, folder } = open();
    for (const path of ['b/2/x', 'a', 'b/10', 'b/1', 'bc']) await archive.put(path, bytes(path));
    writeFileSync(join(folder, 'b', '.draft'), '');
    expect(await archive.list('')).toEqual(['a', 'b/1', 'b/10', 'b/2/x', 'bc']);
    expect(await archive.list('b/')).toEqual(['b/1', 'b/10', 'b/2/x']);
    expect(await archive.list('b/1')).toEqual(['b/1', 'b/10']);
    expect(await archive.list('b')).toEqual(['b/1', 'b/10', 'b/2/x', 'bc']);
    expect(await archive.list('none/')).toEqual([]);
    expect(await archive.list('a/')).toEqual([]);
  });

  it('says so when a file stands where a folder must be', async () => {
    const { archive, folder } = open();
    writeFileSync(join(folder, 'a'), '');
    await expect(archive.put('a/b', bytes('x'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('does not take a folder for a document', async () => {
    const { archive, folder } = open();
    mkdirSync(join(folder, 'a'));
    await expect(archive.put('a', bytes('x'))).rejects.toBeInstanceOf(ArchiveConflict);
  });
});

describe('paths of the archive', () => {
  const archive = createFolderArchive({ folder: '/nowhere', durability: 'fast' });

  it.each([
    ['out of it', '../x'],
    ['out of it from below', 'a/../../x'],
    ['to itself', '.'],
    ['to a hidden file', 'a/.ssh'],
    ['from the root', '/etc/passwd'],
    ['through nothing', 'a//b'],
    ['to a folder', 'a/'],
    ['of no text', ''],
    ['by backslash', 'a\\..\\x'],
    ['to a drive', 'C:x'],
    ['with a zero in it', 'a\u0000b'],
    ['over lines', 'a\nb'],
    ['with a space at the end', 'a /b'],
    ['with half a character', 'a\ud83d'],
    ['with a name too long for a file', '键'.repeat(86)],
    ['too long for S3', `${'a'.repeat(200)}/`.repeat(5) + 'b'.repeat(20)],
  ])('never lead %s', async (_, path) => {
    await expect(archive.put(path, bytes('x'))).rejects.toThrow('the archive takes no path');
    await expect(archive.get(path)).rejects.toThrow('the archive takes no path');
  });

  it('hold for the folders of a prefix as well', async () => {
    for (const prefix of ['../', 'a/../..', '/', 'a//']) {
      await expect(archive.list(prefix)).rejects.toThrow('the archive takes no path');
    }
  });
});
