// Both pages load this: an inline script is not allowed in an extension.
import start from './ui.js';

start({ module_or_path: new URL('./ui_bg.wasm', import.meta.url) });
