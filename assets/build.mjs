// Builds static/vendor and tests/assets from the packages named in package.json. Run by `make assets`; the result is committed.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const packages = `${here}node_modules`;
const vendor = `${here}../static/vendor`;
const testAssets = `${here}../tests/assets`;

const version = (name) => JSON.parse(readFileSync(`${packages}/${name}/package.json`, "utf8")).version;
const withoutSourceMap = (text) => text.replace(/\s*(\/\/|\/\*)# sourceMappingURL=\S*( \*\/)?\s*$/, "\n");

// No mark or font of another government, no address of anywhere, no file that is not shipped.
const FORBIDDEN = [/GDS Transport/i, /crown|crest|logotype/i, /sourceMappingURL/, /https?:\/\/\w/, /url\((?!\.\/files\/)/, /innerHTML/];

function write(path, text) {
  const found = FORBIDDEN.filter((pattern) => pattern.test(text));
  if (found.length) throw new Error(`${path} must not contain ${found.join(", ")}`);
  writeFileSync(path, text);
}

function frontend() {
  const target = `${vendor}/frontend`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const banner =
    `/*! Built from govuk-frontend ${version("govuk-frontend")} and ` +
    `@ministryofjustice/frontend ${version("@ministryofjustice/frontend")} (MIT, see LICENCE.txt) by "make assets"; not for editing. */\n`;
  const { css } = sass.compile(`${here}frontend.scss`, { loadPaths: [here], style: "compressed", quietDeps: true });
  // The byte order mark would spoil the first rule behind our banner; the one picture is an icon that we do not use.
  const withoutPictures = css.replace(/^\uFEFF/, "").replaceAll(/background-image:url\([^)]*\);/g, "");
  write(`${target}/frontend.css`, `${banner}${withoutPictures}\n`);
  const script = readFileSync(`${packages}/govuk-frontend/dist/govuk/govuk-frontend.min.js`, "utf8");
  write(`${target}/frontend.js`, `${banner}${withoutSourceMap(script)}`);
  cpSync(`${here}LICENCE.frontend.txt`, `${target}/LICENCE.txt`);
}

// The Latin file has no "ā", but "a" and a combining macron: left in its range, a browser sets the two side by side, the macron over
// the next letter, and never asks the file that has the whole letter. Text is stored composed, so the marks alone are not needed.
const withoutCombiningMarks = (css) =>
  css.replace(/(noto-sans-jp-latin-wght[^}]*unicode-range: )([^;]+)/, (_, before, ranges) => {
    return before + ranges.split(",").filter((range) => !/^U\+03/i.test(range.trim())).join(",");
  });

function font() {
  const source = `${packages}/@fontsource-variable/noto-sans-jp`;
  const target = `${vendor}/noto-sans-jp`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  write(`${target}/noto-sans-jp.css`, withoutCombiningMarks(readFileSync(`${source}/wght.css`, "utf8")));
  cpSync(`${source}/files`, `${target}/files`, { recursive: true });
  cpSync(`${source}/LICENSE`, `${target}/LICENCE.txt`);
}

function accessibilityChecker() {
  mkdirSync(testAssets, { recursive: true });
  const source = `${packages}/axe-core`;
  writeFileSync(`${testAssets}/axe.min.js`, withoutSourceMap(readFileSync(`${source}/axe.min.js`, "utf8")));
  cpSync(`${source}/LICENSE`, `${testAssets}/LICENCE.axe.txt`);
}

frontend();
font();
accessibilityChecker();
