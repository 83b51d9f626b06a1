import { onPath, run } from './run.mjs';
import { SetupProblem, step } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const INSTALL_MS = 10 * 60_000;

/**
 * The browser of the tests: `CHROMIUM`, else one on the PATH, else the distribution's own package where we may install it. Fonts come with it, as
 * without any for Chinese every picture would show boxes.
 */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = NAMES.map(name => onPath(name)).find(path => path !== undefined);
  if (found !== undefined) return found;
  const output = await step('安装 Chromium（仅测试需要）', 'installing Chromium, for the tests only', installPackages);
  const installed = NAMES.map(name => onPath(name)).find(path => path !== undefined);
  if (installed !== undefined) return installed;
  throw new SetupProblem(
    '缺少 Chromium（仅测试需要）：请安装发行版的 chromium 与中文字体（Debian：apt-get install chromium fonts-noto-cjk），或用 CHROMIUM 指明它的路径。',
    'Chromium is missing; only the tests need it. Install the chromium of your distribution and a Chinese font (Debian: apt-get install chromium fonts-noto-cjk), or name its path in CHROMIUM.',
    output,
  );
}

/** Debian and its kin, and only for whoever may: nobody is asked for a password by a test. */
async function installPackages() {
  if (onPath('apt-get') === undefined || process.getuid?.() !== 0) return '';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env, timeoutMs: INSTALL_MS });
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'];
  return update.output + (await run('apt-get', args, { env, timeoutMs: INSTALL_MS })).output;
}
