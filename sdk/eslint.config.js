import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build", "dist", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 70, skipComments: true }],
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["test/**"], rules: { "max-lines-per-function": "off" } },
);
