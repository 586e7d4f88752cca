/** Dependencies run one way: app → features → components/ui, lib → i18n, messages. */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "primitives-know-no-features",
      comment: "components/ui has no domain words",
      severity: "error",
      from: { path: "^src/components/ui" },
      to: { path: "^src/(features|app|lib/api)" },
    },
    {
      name: "lib-knows-no-features",
      severity: "error",
      from: { path: "^src/lib" },
      to: { path: "^src/(features|components|app)" },
    },
    {
      name: "features-meet-at-their-index",
      comment: "a feature uses another one only by its index.ts",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/([^/]+)/(?!index\\.ts$)", pathNot: "^src/features/$1/" },
    },
    {
      name: "app-composes-features",
      severity: "error",
      from: { path: "^src/app" },
      to: { path: "^src/features/[^/]+/(?!index\\.ts$)" },
    },
    {
      name: "tests-only",
      comment: "what tests share is not shipped",
      severity: "error",
      from: { path: "^src/(?!testing/)", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/testing/" },
    },
    {
      name: "features-know-no-pages",
      severity: "error",
      from: { path: "^src/features" },
      to: { path: "^src/app" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
