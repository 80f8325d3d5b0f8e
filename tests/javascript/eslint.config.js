import js from "@eslint/js";
import globals from "globals";
import { MAP, OFFLINE, SHELL, linkParts } from "./parts.js";

const RULES = {
  "array-callback-return": "error",
  complexity: ["error", 10],
  "consistent-return": ["error", { treatUndefinedAsUnspecified: true }],
  curly: ["error", "multi-line"],
  "default-case-last": "error",
  eqeqeq: "error",
  "max-depth": ["error", 3],
  "max-len": ["error", { code: 110 }],
  "max-lines-per-function": ["error", { max: 50, skipComments: true, skipBlankLines: true }],
  "max-params": ["error", 5],
  "no-array-constructor": "error",
  "no-console": "error",
  "no-constructor-return": "error",
  "no-eval": "error",
  "no-extend-native": "error",
  "no-implied-eval": "error",
  "no-lonely-if": "error",
  "no-loop-func": "error",
  "no-new-func": "error",
  "no-promise-executor-return": "error",
  "no-return-assign": "error",
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-shadow": "error",
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unneeded-ternary": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  "no-use-before-define": ["error", { functions: false, classes: true, variables: false }],
  "no-useless-call": "error",
  "no-useless-concat": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-object-has-own": "error",
  "prefer-promise-reject-errors": "error",
  "prefer-rest-params": "error",
  "prefer-spread": "error",
  radix: "error",
  "require-atomic-updates": "error",
  "symbol-description": "error",
  yoda: "error",
};

/* The parts are one script: each may use what those before it declare, and nothing of those after;
 * what it declares must be used, by itself or by a later one. */
const parts = [MAP, SHELL].flatMap((folder) => linkParts(folder).map(({ name, before, usedLater }) => ({
  files: [folder + name],
  languageOptions: {
    globals: Object.fromEntries(["L", "STYLE", ...before].map((known) => [known, "readonly"])),
  },
  rules: {
    "no-redeclare": "error",
    "no-unused-vars": ["error", { argsIgnorePattern: "^_",
      varsIgnorePattern: "^(" + usedLater.join("|") + ")$" }],
  },
})));

export default [
  { ignores: ["**/node_modules/", "**/.*/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  { rules: RULES },
  {
    files: ["tests/javascript/**/*.js"],
    languageOptions: { ecmaVersion: 2025, sourceType: "module", globals: globals.node },
  },
  {
    files: [MAP + "*.js", SHELL + "*.js", OFFLINE + "*.js", "tests/bench/*.js"],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "script",
      globals: globals.browser,
      // The parts are written into one strict function.
      parserOptions: { ecmaFeatures: { impliedStrict: true } },
    },
  },
  ...parts,
];
