// Makes a fresh clone ready: installs the packages and compiles, each only when something changed.
// Runs before `npm start` and `npm test`, and so depends on nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const recordFile = join(root, 'dist', '.built-from');
const leastNode = [20, 19];

checkNode();
if (!isInstalled()) install();
const source = hashOf([...filesBelow('src'), 'tsconfig.json', 'package-lock.json', 'scripts/vendor.mjs']);
if (builtFrom() !== source) build();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const enough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  if (!enough) {
    stop(
      `Steelyard needs Node ${leastNode.join('.')} or later; this is Node ${process.versions.node}.`,
      'Install a current Node from nodejs.org (or with your version manager) and run the command again.',
    );
  }
}

// npm leaves a list of what it really installed, written last: an interrupted install has none.
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const found = readPackages(join('node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '' || (!found[path] && (optional || devOptional))) return true;
    return found[path]?.version === version;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  const started = Date.now();
  say('set-up: installing packages (npm ci), about half a minute the first time');
  const windows = process.platform === 'win32';
  const result = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      shell: windows,
    },
  );
  if (result.error)
    stop(`npm could not be started: ${result.error.message}.`, 'Install npm; it comes with Node.');
  if (result.status !== 0) stop(...explainInstall(result.stderr));
  say(`set-up: packages installed in ${seconds(started)}`);
}

function explainInstall(text) {
  const tail = text.trim().split('\n').slice(-8).join('\n');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i.test(text)) {
    return [
      `npm could not reach its package registry:\n${tail}`,
      "Connect to the network (or set npm's registry or proxy) and run the command again; only this first step needs it.",
    ];
  }
  if (/EUSAGE|in sync/i.test(text)) {
    return [
      `package.json and package-lock.json disagree:\n${tail}`,
      'Run `npm install` once and commit package-lock.json.',
    ];
  }
  return [
    `npm ci failed:\n${tail}`,
    'Repair what npm names above, delete node_modules, and run the command again.',
  ];
}

function build() {
  const started = Date.now();
  say('set-up: compiling');
  // Compiled beside dist and then swapped in: a failure leaves the last build alone, and files of sources
  // that are gone do not linger.
  const next = join(root, 'dist.next');
  rmSync(next, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const result = spawnSync(
    process.execPath,
    [compiler, '-p', join(root, 'tsconfig.json'), '--outDir', next],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (result.status !== 0) {
    stop(
      `The sources do not compile:\n${(result.stdout + result.stderr).trim()}`,
      'Repair the lines named above.',
    );
  }
  const vendored = spawnSync(process.execPath, [join(root, 'scripts', 'vendor.mjs'), next], {
    encoding: 'utf8',
  });
  if (vendored.status !== 0) stop(`A library is missing:\n${vendored.stderr.trim()}`, 'Run `npm ci`.');
  const checked = spawnSync(process.execPath, [join(root, 'scripts', 'snapshot.mjs'), next], {
    encoding: 'utf8',
  });
  if (checked.status !== 0) {
    const complaint = /^SteelyardError: (.*)$/m.exec(checked.stderr)?.[1] ?? checked.stderr.trim();
    stop(`The data cannot be read:\n${complaint}`, 'Repair the line named above.');
  }
  writeFileSync(join(next, '.built-from'), source);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(next, join(root, 'dist'));
  say(`set-up: compiled in ${seconds(started)}`);
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const path of paths) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function builtFrom() {
  try {
    return readFileSync(recordFile, 'utf8');
  } catch {
    return undefined;
  }
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(what, next) {
  say(`set-up stopped. ${what}\n${next}`);
  process.exit(2);
}
