// Python in the browser, beside the page: it loads once, and then runs one command after another.
// What is loaded lies beside this file; the policy of the page lets nothing be asked of any other place.
import { loadPyodide } from './pyodide/pyodide.mjs';

const here = new URL('.', import.meta.url).href;
const tell = (text) => postMessage({ kind: 'progress', text });

async function bytes(name) {
  const answer = await fetch(new URL(name, here));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
}

async function start() {
  tell('Loading Python …');
  const python = await loadPyodide({ indexURL: here + 'pyodide/' });
  const site = python.runPython('import sysconfig; sysconfig.get_path("purelib")');
  const names = JSON.parse(new TextDecoder().decode(await bytes('wheels.json')));
  for (const [number, name] of names.entries()) {
    tell(`Loading the program … ${number + 1} of ${names.length}`);
    python.unpackArchive(await bytes('wheels/' + name), 'zip', { extractDir: site });
  }
  python.runPython(new TextDecoder().decode(await bytes('commands.py')));
  tell('Starting …');
  const run = python.globals.get('run');
  run('', ['--help'], 80, 'en').destroy(); // imports what every command needs
  return (wish) => answerTo(python, run, wish);
}

function answerTo(python, run, { proposal, command, columns, language, files }) {
  const words = python.toPy(command);
  const answer = run(proposal, words, columns, language);
  const made = {};
  for (const name of files) {
    try {
      made[name] = python.FS.readFile(name);
      python.FS.unlink(name);
    } catch { /* the command did not write it, and its answer says why */ }
  }
  const said = { code: answer.code, said: answer.said, told: answer.told, made };
  answer.destroy();
  words.destroy();
  return said;
}

const ready = start();
ready.then(() => postMessage({ kind: 'ready' }), (fault) => postMessage({ kind: 'fault', text: String(fault) }));
onmessage = async ({ data }) => {
  try {
    postMessage({ kind: 'answer', number: data.number, ...(await ready)(data) });
  } catch (fault) {
    postMessage({ kind: 'answer', number: data.number, code: 70, said: '', told: String(fault), made: {} });
  }
};
