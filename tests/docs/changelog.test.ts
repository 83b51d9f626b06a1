import { describe, expect, test } from '@jest/globals';
import { manifest, read } from './project-files.ts';

const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const lines = read('CHANGELOG.md').split('\n');
const versions = lines.filter(line => line.startsWith('## '));
const SHAPE = /^## \[(?:Unreleased|(\d+)\.(\d+)\.(\d+))\](?: - (\d{4}-\d{2}-\d{2}))?$/;

describe('CHANGELOG.md', () => {
  test('begins with what is not released yet', () => {
    expect(lines[0]).toBe('# Changelog');
    expect(versions[0]).toBe('## [Unreleased]');
  });

  test('names every release by version and day, the newest first', () => {
    const released = versions.slice(1).map(line => {
      const [, major, minor, patch, day] = SHAPE.exec(line) ?? [];
      expect({ line, day: day !== undefined }).toEqual({ line, day: true });
      return [major, minor, patch].reduce((sum, part) => sum * 10_000 + Number(part), 0);
    });
    expect(released).toEqual([...released].sort((a, b) => b - a));
  });

  test('sorts changes into the usual kinds, none of them empty', () => {
    const kinds = lines.filter(line => line.startsWith('### ')).map(line => line.slice(4));
    expect(kinds.filter(kind => !KINDS.includes(kind))).toEqual([]);
    expect(read('CHANGELOG.md')).not.toMatch(/^### .*\n+(?=#|$(?![\s\S]))/m);
  });

  test('knows the version of the package, or has not released any', () => {
    const known = versions.length === 1 || versions.some(line => line.includes(`[${manifest().version}]`));
    expect(known).toBe(true);
  });
});
