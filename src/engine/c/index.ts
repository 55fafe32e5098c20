export { compileToC } from './compile.js';
